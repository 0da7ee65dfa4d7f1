export const errors = {
  stale: 'Showing what was known <when></when>.',
  detail: 'AWS says',
  confirm: {
    title: 'Say again who you are',
    next: 'An open browser is not enough for this. Confirm in a new tab, come back and press once more: nothing here is lost.',
    link: 'Confirm who you are',
  },
  slow: {
    title: 'AWS is slow to answer',
    next: 'Nothing failed: the answer has not come yet. Sluice goes on waiting for it; load the page again in a moment.',
  },
  unreached: {
    title: 'Sluice did not answer',
    next: 'Check the connection and press again.',
  },
  guardrails: {
    request: 'Request approval',
    reason: {
      label: 'Why it is needed',
      hint: 'Whoever decides reads it, with what is asked for; it is kept in the audit.',
      invalid: 'Say why, in at least 3 characters: whoever decides reads it.',
    },
    atOnce: 'Within the guardrails: nobody is asked.',
    approval: 'Needs approval by {approvers}',
    no: 'Not allowed by the guardrails',
    approvers: {
      team_owner: 'an owner of the team',
      platform: 'the platform team',
      both: 'an owner of the team and the platform team',
    },
    needs: {
      team_owner: 'Needs an owner of the team:',
      platform: 'Needs the platform team:',
    },
    needsShort: {
      team_owner: 'Needs an owner',
      platform: 'Needs the platform team',
    },
    refusedShort: 'Not allowed',
    refused: 'Not allowed:',
  },
  code: {
    invalid: {
      title: 'This was not accepted',
      next: 'Correct the marked fields and send it again.',
    },
    not_found: {
      title: 'There is no such thing, or it is not your team’s',
      next: 'It may have been deleted, or the link is wrong. Open the list and choose from there, or ask the team that owns it.',
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
  refusal: {
    periodEnds: {
      title: 'The period is about to end',
      next: 'At {clock} UTC the quota starts again whole. If that is not enough, give the proxy a larger quota for good.',
    },
    overRoom: {
      title: 'Others were granted meanwhile',
      next: 'At most {most, number} more calls may still be granted in this period. Deny this one, and have it asked for with fewer.',
    },
    noQuota: {
      title: '{proxy} has no quota',
      next: 'Without one nothing is ever spent, and nothing can be extended.',
    },
    ownDecision: {
      title: 'Somebody else has to decide',
      next: 'Nobody decides about what they asked for themselves, whatever their role. Send the address of this page to a colleague who may.',
    },
    decided: {
      title: 'It was decided, or it expired, meanwhile',
      next: 'Load the page again to see by whom and how.',
    },
    twice: {
      title: 'You have decided already',
      next: 'The second decision has to be another person’s.',
    },
    keyReused: {
      title: 'This was sent before, with other values',
      next: 'A form does its work once. Load the page again, and enter anew what is to be done now.',
    },
    linkOpened: {
      title: 'The link was opened already',
      next: 'It opens once. If nobody knows who opened it, rotate the key.',
    },
    zonesMove: {
      title: 'Another zone would move the subnets',
      next: 'They stay in the zones where they were made. Keep the zones, or make another network.',
    },
    proxiesStand: {
      title: 'Proxies stand in this network',
      next: 'Delete them first: {names}.',
    },
    vpcTaken: {
      title: 'This VPC has a network already',
      next: 'Choose the network {name}: it stands in it.',
    },
    upstreamMoved: {
      title: '{host} was proposed or decided meanwhile',
      next: 'Open it in the register to see how it stands.',
    },
    notWatched: {
      title: 'The certificate of {host} is not looked at',
      next: 'Only those of approved upstreams are, and only where whoever runs Sluice has set SLUICE_UPSTREAM_CHECKS.',
    },
    notAdoptable: {
      title: 'The API {api} cannot be adopted as it is',
      next: 'Read it again: each thing that stands in the way is named with what to do about it.',
    },
    notAProxy: {
      title: 'The API {api} does not fit a proxy',
      next: 'What does not fit: {fault}.',
    },
    stackBusy: {
      title: 'AWS would not accept this now',
      next: 'The stack {stack} is {status}. Wait until it rests; its page offers what AWS accepts then.',
    },
    protected: {
      title: 'Termination protection is on',
      next: 'Switch it off first, as a step of its own. That is in the audit too.',
    },
    nameTaken: {
      title: 'The name is taken',
      next: 'The stack {stack} stands under it ({status}). Choose another name, or delete that stack first.',
    },
    networkChanged: {
      title: 'The network {name} was made anew',
      next: 'It has other ids now: {now}. Load the page again and choose it once more.',
    },
    networkNotReady: {
      title: 'The network {name} is not ready',
      next: 'Wait until its run has ended, or choose another network.',
    },
    notProbable: {
      title: '{proxy} cannot be probed yet',
      next: 'It has no deployed stage, or no key for the probe. Wait until its run has ended.',
    },
    noProbe: {
      title: 'The network {network} has no probe',
      next: 'Edit the network and switch its probe on.',
    },
    nothingToAdopt: {
      title: 'There is nothing to adopt',
      next: 'AWS has what was deployed, or something that no form can say. Compare again.',
    },
    notRevertible: {
      title: 'This cannot be put back in place',
      next: 'What is made anew has another id. Adopt what AWS has, or delete the whole and make it again.',
    },
    rollRuns: {
      title: 'Another roll is under way',
      next: 'Let it end, or stop it, and then begin this one.',
    },
    nothingBehind: {
      title: 'Every template is of the newest version',
      next: 'There is nothing to roll.',
    },
    moved: {
      title: 'Somebody was quicker',
      next: 'It has gone on meanwhile. Load the page again to see where it stands.',
    },
    requestOpen: {
      title: 'A request about {proxy} is open',
      next: 'One stands at a time. Have it decided, or take it back.',
      link: 'See the request',
    },
    nothingToAsk: {
      title: 'Nobody needs to be asked for this',
      next: 'The guardrails let it through at once: launch or change it.',
    },
    runHolds: {
      title: 'A run is working on {name}',
      next: 'Wait until it has ended, then press again: nothing here is lost.',
      link: 'See the run',
    },
    notUpdating: {
      title: 'There is no update to cancel',
      next: 'It has ended meanwhile. Load the page again.',
    },
    foreignStack: {
      title: 'The stack {stack} is not Sluice’s',
      next: 'It does not carry our tags, and is never touched. Choose another name.',
    },
    notRepeatable: {
      title: 'This run cannot be tried again',
      next: 'It has not failed, or what it did is not repeated as it was. Make the change anew from the object’s page.',
    },
    signedOut: {
      title: 'You are signed out',
      next: 'Sign in in a new tab, then press again here: what you entered stays.',
      link: 'Sign in',
    },
    tooManyRequests: {
      title: 'Too many requests in one minute',
      next: 'Sluice takes {most, number} a minute from one person. Nothing was done; try again in {wait}.',
    },
    tooManyAttempts: {
      title: 'Too many attempts',
      next: 'Nothing was looked at. Try again in {wait}.',
    },
  },
  deniedByAws: {
    title: 'AWS refuses Sluice this call',
    next: 'The role that Sluice uses lacks a permission. Compare it with the roles of the bootstrap template (npm run -s render -- bootstrap) and add what is missing.',
  },
  gatewayPage: {
    lead: 'An answer of a Sluice proxy’s gateway',
    cause: 'What it means',
    fix: 'What to do',
    confirm: 'How to tell that it is fixed',
    others: 'Other answers of the gateway',
    open: 'Open the proxies',
  },
  gateway: {
    access_denied: {
      title: 'The gateway does not know where this call comes from',
      cause:
        'The proxy’s resource policy or the endpoint’s policy refused the call: it did not come through an endpoint that the proxy lets in.',
      steps:
        'Call from inside the VPC of the proxy’s network, not from your laptop, another VPC or the internet.|Give the caller the network’s client security group, and check that the name resolves to private addresses: dig +short on the URL’s host must answer 10.…, 172.16–31.… or 192.168.….|With the endpoint host form of the URL, send the header x-apigw-api-id.',
      confirm:
        'Run the probe on the proxy’s page. It calls from inside the VPC and says which hop refuses.',
    },
    invalid_api_key: {
      title: 'The API key is missing or not valid here',
      cause:
        'Every call needs the header x-api-key with a key of this proxy’s own usage plan. A key of another proxy, a disabled key and a key with a stray space or line break all end here.',
      steps:
        'Send the header x-api-key. Header names may be in any case; the value may not.|Reveal the key on the proxy’s page and compare its end with what you send.|If the upstream wants an x-api-key of its own, send that in the header the proxy names for it, not in x-api-key.',
      confirm:
        'The same call with the right key answers 2xx; without any key it answers 403 again.',
    },
    quota_exceeded: {
      title: 'The quota is spent',
      cause:
        'This key has used all calls of its period. Waiting a second does not help: a daily quota starts again at 00:00 UTC.',
      steps:
        'See on the proxy’s page how much is used, and when it starts again in your time zone.|Look for a loop: a retry without a pause can spend a day’s quota in seconds.|If you need more for good, ask the team that owns the proxy for a larger quota.',
      confirm:
        'After 00:00 UTC the same call goes through. AWS counts as best effort, so a few calls more or fewer may pass.',
    },
    throttled: {
      title: 'Too many calls at once',
      cause:
        'The calls came faster than this key’s rate and burst allow. The quota is not spent; this passes within a second.',
      steps:
        'Wait at least a second and try again, with growing pauses and some randomness.|Send fewer calls at the same time; the proxy’s page names its rate and burst.|If it happens at a low rate, the whole account may be at its limit: ask the platform team.',
      confirm: 'One single call after a pause of a second goes through.',
    },
    missing_header: {
      title: 'A header that this proxy needs is missing',
      cause:
        'The proxy asks for a header that was not sent, most often the one that carries the upstream’s own key.',
      steps:
        'Look on the proxy’s page, under “How to call it”, which headers it wants.|Check that no library or proxy in between drops the header.',
      confirm: 'The examples on the proxy’s page carry every header that is needed.',
    },
    upstream_timeout: {
      title: 'The upstream took too long',
      cause:
        'The upstream did not finish its answer within the proxy’s timeout. The gateway is well; the call may still have had its effect upstream.',
      steps:
        'Try again only if the call may safely happen twice.|For long answers, such as those of language models, use a proxy in stream mode: it waits up to 15 minutes.|Give your own client a longer timeout than the proxy has, or it gives up first.',
      confirm: 'The probe’s “wait” phase shows how long the upstream takes.',
    },
    upstream_unreachable: {
      title: 'The upstream cannot be reached',
      cause: 'The gateway could not connect to the upstream, or its TLS certificate is not valid.',
      steps:
        'See whether the upstream has an incident.|Check the upstream’s host name and its certificate: expired, for another name, or without its intermediate certificate.',
      confirm:
        'Call the upstream directly from anywhere with internet: curl -v must finish its TLS handshake.',
    },
    refused_by_gateway: {
      title: 'The gateway refused the call',
      cause:
        'The call did not reach the upstream. The status and the message in the answer say why: a path that does not exist (403 Missing Authentication Token), a body over 10 MB (413), or a content type nobody takes (415).',
      steps:
        'Compare the URL with the one on the proxy’s page; the stage is a part of the path.|Keep bodies below 10 MB.',
      confirm: 'The examples on the proxy’s page answer as the upstream does.',
    },
    failed_in_gateway: {
      title: 'The gateway failed',
      cause: 'API Gateway itself, or the way from it to the upstream, failed.',
      steps:
        'Try again after a pause, if the call may safely happen twice.|If it lasts, give the request id and the time to the platform team: the access log has a line for it.',
      confirm: 'The AWS Health Dashboard shows incidents of API Gateway in your Region.',
    },
  },
  notFound: {
    title: 'There is no page here',
    next: 'It may have been deleted, or the link is wrong.',
    home: 'Go to the proxies',
  },
} as const;
