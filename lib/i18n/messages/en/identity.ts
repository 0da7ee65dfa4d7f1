export const identity = {
  title: 'Sign in',
  lead: 'Private egress proxies on AWS, for your team.',
  signedOut: 'You are signed out of Sluice',
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
  wrong: 'The password is wrong',
  refused: 'The address or the password is wrong',
  refusedNext: 'Check both. Passwords are set by the platform team.',
  throttled: 'Too many attempts',
  throttledNext: 'Try again in {wait}.',
  oidc: {
    button: 'Sign in with {name}',
    lead: 'Your groups there decide what you may do here.',
    end: 'Sign out at {name}',
    or: 'or with a password',
    orDemo: 'or as one of the demo’s people',
    refused: {
      groups: {
        title: 'Your groups open nothing here',
        next: 'You have proved who you are, but none of your groups is given a team or a role. Ask the platform team which group you need.',
      },
      email: {
        title: 'Your provider tells no address that is verified',
        next: 'Sluice knows people by their e-mail address. Ask whoever runs the provider.',
      },
      taken: {
        title: 'Somebody signs in with this address already',
        next: 'It belongs to an account with a password, or of another provider. Ask the platform team.',
      },
      restart: {
        title: 'That sign-in is over',
        next: 'It was begun in another browser, used already, or took longer than ten minutes. Begin again.',
      },
      other: {
        title: 'Somebody else signed in at the provider',
        next: 'Confirm with the account that you are signed in with here.',
      },
      cancelled: {
        title: 'It was cancelled at the provider',
        next: 'You said no there, or it does not let you into Sluice. Begin again, or ask whoever runs the provider.',
      },
      provider: {
        title: 'Signing in at the provider failed',
        next: 'Nothing has changed here. Try again; if it stays so, the server’s log says what was wrong with the answer.',
      },
      unreached: {
        title: 'The provider does not answer',
        next: 'Nothing was lost. Try again in a minute, or sign in with a password if you have one.',
      },
    },
  },
  confirm: {
    title: 'Confirm who you are',
    lead: 'Revealing, approving and deleting ask again who you are. It holds for five minutes, in this browser.',
    submit: 'Confirm',
    provider: 'Confirm with {name}',
    done: 'Confirmed',
    doneNext: 'Go back to the other tab and press once more. It holds for five minutes.',
    demo: 'Nobody in the demo has a password, so nothing asks you here.',
  },
} as const;
