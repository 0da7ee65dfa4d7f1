import { AwsFault, type SandboxContext } from '../context';
import type { LogGroup } from './store';

// Source of the texts: CloudWatch Logs API reference and moto (moto/logs).

/** S-SPEC LogGroup.RetentionInDays: the only values there are. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

export function createLogGroup(
  context: SandboxContext,
  name: string,
  tags: Record<string, string>,
): LogGroup {
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
    throw new AwsFault(
      'InvalidParameterException',
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
    );
  }
  if (context.logs.groups.has(name)) {
    throw new AwsFault('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  const group: LogGroup = { name, createdAt: context.clock.now(), tags, streams: {} };
  context.logs.groups.set(name, group);
  return group;
}

/** The provider's handlers see a missing group as gone, hence 404 beside the wire's 400. */
export function deleteLogGroup(context: SandboxContext, name: string): void {
  requireLogGroup(context, name);
  context.logs.groups.delete(name);
}

export function setRetention(
  context: SandboxContext,
  name: string,
  days: number | undefined,
): void {
  const group = requireLogGroup(context, name);
  if (days === undefined) {
    delete group.retentionInDays;
    return;
  }
  if (!retentionDays.includes(days)) {
    throw new AwsFault(
      'InvalidParameterException',
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${retentionDays.join(', ')}]`,
    );
  }
  group.retentionInDays = days;
}

export function requireLogGroup(context: SandboxContext, name: string): LogGroup {
  const group = context.logs.groups.get(name);
  if (!group) {
    throw new AwsFault('ResourceNotFoundException', 'The specified log group does not exist.', 404);
  }
  return group;
}

/** The ARN as CloudFormation and DescribeLogGroups give it, with the trailing `:*`. */
export function logGroupArn(context: SandboxContext, name: string): string {
  return `arn:aws:logs:${context.region}:${context.accountId}:log-group:${name}:*`;
}

/** The group's name in an ARN, with or without the trailing `:*`; null for anything else. */
export function logGroupOfArn(arn: string): string | null {
  return /^arn:aws:logs:[^:]*:\d{12}:log-group:([^:]+)(:\*)?$/.exec(arn)?.[1] ?? null;
}
