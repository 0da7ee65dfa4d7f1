import type { CauseFacts, NextStep, Rule } from './types';

/** The role of a session's or of its own ARN. */
function roleSteps(arn: string | undefined): NextStep[] {
  const name =
    /:assumed-role\/([^/]+)/.exec(arn ?? '') ?? /:role\/(?:.*\/)?([^/\s]+)/.exec(arn ?? '');
  return name?.[1] ? [{ kind: 'console', at: { page: 'role', name: name[1] } }] : [];
}

/** The statement to add, and the role to add it to. */
function grantSteps({ action, resource, principal }: CauseFacts): NextStep[] {
  const on = resource?.startsWith('arn:') ? resource : '*';
  const grant: NextStep[] = action ? [{ kind: 'grant', action, resource: on }] : [];
  return [...grant, ...roleSteps(principal), { kind: 'retry' }];
}

const who = String.raw`User: (?<principal>arn:\S+) is not authorized to perform: `;
const on = String.raw`(?: on resource: (?<resource>(?:(?:role|policy|user|function) )?\S+?))?(?=[\s"]|$)`;

/** IAM's refusals. Wordings: IAM user guide, "Troubleshoot access denied error messages". */
export const rightsRules: Rule[] = [
  {
    id: 'role_not_assumable',
    text: /Role (?<resource>arn:\S+) is invalid or cannot be assumed/i,
    steps: (_failure, { resource }) => [...roleSteps(resource), { kind: 'retry' }],
  },
  {
    id: 'assume_denied',
    text: new RegExp(`${who}(?<action>sts:AssumeRole)${on}`, 'i'),
    steps: (_failure, { resource }) => [...roleSteps(resource), { kind: 'retry' }],
  },
  {
    id: 'pass_role_denied',
    text: new RegExp(`${who}(?<action>iam:PassRole)${on}`, 'i'),
    steps: (_failure, facts) => grantSteps(facts),
  },
  {
    id: 'denied_explicitly',
    text: new RegExp(
      `${who}(?<action>[\\w-]+:\\w+)${on}[\\s\\S]*?with an explicit deny in (?:an? )?(?<policy>[\\w-]+ (?:control )?(?:policy|boundary))`,
      'i',
    ),
    steps: (_failure, { principal }) => [...roleSteps(principal), { kind: 'retry' }],
  },
  {
    id: 'denied_by_boundary',
    text: new RegExp(
      `${who}(?<action>[\\w-]+:\\w+)${on}[\\s\\S]*?because no (?<policy>permissions boundary|session policy|service control policy|resource control policy) allows`,
      'i',
    ),
    steps: (_failure, facts) => grantSteps(facts),
  },
  {
    id: 'access_denied',
    text: new RegExp(`${who}(?<action>[\\w-]+:\\w+)${on}`, 'i'),
    steps: (_failure, facts) => grantSteps(facts),
  },
  {
    id: 'function_role',
    text: /role defined for the function cannot be assumed by Lambda|execution role does not have permissions to call \w+ on EC2/i,
    steps: () => [{ kind: 'retry', minutes: 1 }],
  },
  {
    id: 'credentials_expired',
    text: /security token [\w ]*(?:expired|invalid)|Request has expired|HandlerErrorCode: InvalidCredentials/i,
    steps: () => [{ kind: 'retry' }],
  },
  {
    id: 'access_denied_unnamed',
    text: /not authorized to perform this operation|HandlerErrorCode: AccessDenied|^Access ?denied/i,
    steps: () => [{ kind: 'console', at: { page: 'stack' } }, { kind: 'retry' }],
  },
];
