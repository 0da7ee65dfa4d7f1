export const errors = {
  stale: 'Showing what was known <when></when>.',
  detail: 'AWS says',
  code: {
    invalid: {
      title: 'This was not accepted',
      next: 'Correct the marked fields and send it again.',
    },
    not_found: {
      title: 'This does not exist',
      next: 'It may have been deleted, or the link is wrong. Open the list and choose from there.',
    },
    conflict: {
      title: 'This is in the way of something else',
      next: 'The name is taken, or something still depends on it. Choose another name, or finish the other operation first.',
    },
    limit: {
      title: 'A limit of the AWS account is reached',
      next: 'Delete what is no longer used, or ask AWS to raise the limit in Service Quotas.',
    },
    throttled: {
      title: 'AWS asks for fewer calls',
      next: 'Nothing is lost. Wait a minute and try again.',
    },
    denied: {
      title: 'You may not do this',
      next: 'Your role or team does not allow it. Ask someone of the owning team or of the platform team.',
    },
    credentials: {
      title: 'Sluice has no valid AWS credentials',
      next: 'On the server that runs Sluice, give it a role (ECS task role, EC2 instance profile) or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; renew expired ones, for example with "aws sso login". Then restart it.',
    },
    unavailable: {
      title: 'AWS cannot be reached',
      next: 'Sluice keeps trying. If it lasts, check the server’s way out to AWS, its proxy settings and AWS_ENDPOINT_URL.',
    },
    unexpected: {
      title: 'Something went wrong in Sluice',
      next: 'Try again. If it happens again, give the time and the reference to whoever runs Sluice.',
    },
  },
  deniedByAws: {
    title: 'AWS refuses Sluice this call',
    next: 'The role that Sluice uses lacks a permission. Compare it with the role in the README and add what is missing.',
  },
  notFound: {
    title: 'There is no page here',
    next: 'It may have been deleted, or the link is wrong.',
    home: 'Go to the proxies',
  },
} as const;
