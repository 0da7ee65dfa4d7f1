import type { ConditionContext } from '../../policy/context';
import type { AwsRequest, SandboxContext } from '../context';
import { Form } from '../wire/form';

/** One right that a call asks for. */
export type Need = {
  action: string;
  resource: string;
  context?: ConditionContext;
  /** The resource's own policy, where it has one: in the same account it can allow by itself. */
  resourcePolicy?: unknown;
};

export type Call = { context: SandboxContext; request: AwsRequest; form: Form };

/** What an operation of one service needs. */
export type NeedsOf = (call: Call, operation: string) => Need[];

export function callOf(context: SandboxContext, request: AwsRequest): Call {
  return { context, request, form: Form.parse(request.body) };
}

/** ARN of something in the sandbox's account and Region. */
export function localArn(context: SandboxContext, service: string, resource: string): string {
  return `arn:aws:${service}:${context.region}:${context.accountId}:${resource}`;
}

/** The tags that a resource has, as condition keys. */
export function resourceTags(tags: Record<string, string> | undefined): ConditionContext {
  return Object.fromEntries(
    Object.entries(tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
  );
}

/** The tags that a call brings, as condition keys. */
export function requestTags(tags: Record<string, string>): ConditionContext {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  return {
    'aws:TagKeys': keys,
    ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, tags[key] ?? ''])),
  };
}

/** What handing a role to a service asks for (IAM user guide, "Grant a user permissions to pass a role"). */
export function passRole(roleArn: string, service: string): Need {
  return {
    action: 'iam:PassRole',
    resource: roleArn,
    context: { 'iam:PassedToService': service },
  };
}
