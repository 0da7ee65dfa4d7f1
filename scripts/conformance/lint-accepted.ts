/** A finding of cfn-lint's, where it stands (its path in the template), and why it stays. */
export type Accepted = { rule: string; at: RegExp; reason: string };

/** Every finding that was looked at and left. */
export const accepted: Accepted[] = [
  {
    rule: 'W3010',
    at: /^Resources\/Subnet\d\/Properties\/AvailabilityZone$/,
    reason:
      'A zone by name ties a template to an account. It is meant: not every zone offers execute-api, and the form asked EC2.',
  },
];
