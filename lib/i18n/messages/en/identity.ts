export const identity = {
  title: 'Sign in',
  demo: {
    title: 'Who are you today?',
    lead: 'This is a demo on a local AWS. Each person sees and may do what their role allows.',
    button: 'Sign in as {name}',
  },
  about: {
    platform: 'Prepares networks, sees every team, may do everything',
    member: 'Creates, probes and deletes the proxies of the {teams} team',
    auditor: 'Reads everything, changes nothing, sees no secret',
  },
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  refused: 'The address or the password is wrong',
  refusedNext: 'Check both. Passwords are set by the platform team.',
  throttled: 'Too many attempts',
  throttledNext: 'Wait a few minutes before you try again.',
} as const;
