import { isDeepStrictEqual } from 'node:util';
import type { ConditionContext } from '../../policy/context';
import { AwsFault, type SandboxContext } from '../context';
import { refuseUnless } from './admit';
import { apiGatewayHandlers } from './handlers/apigateway';
import { ec2Handlers } from './handlers/ec2';
import { otherHandlers } from './handlers/others';
import type { HandlerTable, Row, Verb } from './handlers/row';
import { localArn, type Need, requestTags } from './need';
import { gatewayArn } from './needs/apigateway';
import { findRole, type Principal, principalOf, sessionOf } from './principal';
import { refusal } from './refusals';

const handlers: HandlerTable = { ...apiGatewayHandlers, ...ec2Handlers, ...otherHandlers };

/** What a handler is about to work on. */
export type HandlerWork = {
  type: string;
  verb: Verb;
  stackName: string;
  logicalId: string;
  physicalId: string | null;
  properties: Record<string, unknown>;
  previous: Record<string, unknown>;
  tags: Record<string, string>;
  previousTags: Record<string, string>;
};

/**
 * CloudFormation acts as the stack's role, or else with the rights of who began the operation; throws the service's
 * own refusal of the first call that this one may not make. All of a handler's rights are asked before its first
 * call, where AWS would find out call by call.
 */
export function authorizeHandler(
  context: SandboxContext,
  by: { roleArn: string | null; accessKeyId: string },
  work: HandlerWork,
): void {
  if (!context.iam.isEvaluated) return;
  const principal = actorOf(context, by);
  for (const row of handlers[work.type]?.[work.verb] ?? []) {
    if (!applies(row, work)) continue;
    for (const need of needsOf(context, row, work)) {
      refuseUnless(principal, need, context.clock.now(), row[0].split(':')[0] ?? '');
    }
  }
}

function actorOf(
  context: SandboxContext,
  { roleArn, accessKeyId }: { roleArn: string | null; accessKeyId: string },
): Principal {
  if (roleArn === null) refuseEnded(context, accessKeyId);
  const role = roleArn === null ? null : findRole(context, roleArn);
  const principal = role
    ? sessionOf(context, role, 'AWSCloudFormation')
    : principalOf(context, accessKeyId);
  if (roleArn !== null && !role) {
    throw new AwsFault('AccessDenied', `Role ${roleArn} is invalid or cannot be assumed`, 403);
  }
  if (principal) return principal;
  throw new AwsFault('InvalidClientTokenId', 'The security token is invalid.', 403);
}

/**
 * Without a role CloudFormation goes on with the session of who began the operation, and no longer than that lasts
 * (CloudFormation user guide, "Update rollback failed": an invalid security token).
 */
function refuseEnded(context: SandboxContext, accessKeyId: string): void {
  const session = context.iam.sessions.get(accessKeyId);
  if (!session || session.expiresAt > context.clock.now()) return;
  const text = 'The security token included in the request is expired';
  throw refusal('expired', 'cloudformation', text);
}

function applies([, , when]: Row, work: HandlerWork): boolean {
  const { properties, previous, tags, previousTags, verb } = work;
  if (when === undefined) return true;
  if (when === '+tags') {
    return verb === 'update'
      ? Object.entries(tags).some(([key, value]) => previousTags[key] !== value)
      : Object.keys(tags).length > 0;
  }
  if (when === '-tags') {
    return verb === 'update' && Object.keys(previousTags).some((key) => !(key in tags));
  }
  if (when.startsWith('~')) {
    return !isDeepStrictEqual(properties[when.slice(1)], previous[when.slice(1)]);
  }
  return properties[when] !== undefined;
}

function needsOf(context: SandboxContext, [action, on]: Row, work: HandlerWork): Need[] {
  const resource = arnOf(context, action, on, work);
  const need = (own: ConditionContext): Need => ({ action, resource, context: own });
  if (action === 'iam:AttachRolePolicy' || action === 'iam:DetachRolePolicy') {
    return policiesOf(work, action).map((arn) => need({ 'iam:PolicyARN': arn }));
  }
  if (action === 'iam:PassRole') {
    const service = work.type.startsWith('AWS::Lambda') ? 'lambda' : 'apigateway';
    return [need({ 'iam:PassedToService': `${service}.amazonaws.com` })];
  }
  return [need(work.verb === 'delete' ? {} : requestTags(work.tags))];
}

/** Policies to attach or to detach: all of them when a role is made or deleted, the difference when it changes. */
function policiesOf({ verb, properties, previous }: HandlerWork, action: string): string[] {
  const list = (of: Record<string, unknown>) => [of.ManagedPolicyArns ?? []].flat().map(String);
  const [now, before] = [list(properties), list(previous)];
  if (verb !== 'update') return now;
  const isAttaching = action === 'iam:AttachRolePolicy';
  return isAttaching
    ? now.filter((arn) => !before.includes(arn))
    : before.filter((arn) => !now.includes(arn));
}

function arnOf(context: SandboxContext, action: string, on: string, work: HandlerWork): string {
  const [service = ''] = action.split(':');
  const filled = on.replace(/\{(\w+)\}/g, (_whole, name: string) => partOf(name, work));
  if (filled === '*' || filled.startsWith('arn:')) return filled;
  if (service === 'iam') return `arn:aws:iam::${context.accountId}:${filled}`;
  if (service !== 'apigateway') return localArn(context, service, filled);
  const tagged = /^\/tags(\/.*)$/.exec(filled)?.[1];
  if (tagged === undefined) return gatewayArn(context, filled);
  return gatewayArn(context, `/tags/${encodeURIComponent(gatewayArn(context, tagged))}`);
}

/** What has no name yet will get one that CloudFormation makes from the stack's; other ids are anybody's guess. */
function partOf(name: string, work: HandlerWork): string {
  if (name === 'id') return work.physicalId ?? '*';
  const value = work.properties[name];
  if (typeof value === 'string') return value;
  return name.endsWith('Name') ? `${work.stackName}-${work.logicalId}-*` : '*';
}
