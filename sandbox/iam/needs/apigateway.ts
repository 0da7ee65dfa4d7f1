import type { SandboxContext } from '../../context';
import { parseJson } from '../../wire/aws-json';
import { type Call, type Need, type NeedsOf, passRole, requestTags, resourceTags } from '../need';

/**
 * API Gateway's actions are the HTTP methods and its resources the paths, in ARNs without an account (developer
 * guide, "Actions, resources, and condition keys"). Three things need more than the call itself: a resource policy
 * UpdateRestApiPolicy (aws-facts D3), tags at creation PUT on the tags' own path (mattclay/aws-terminator#284), the
 * account's logging role PassRole.
 */
export const apiGatewayNeeds: NeedsOf = (call) => {
  const { context, request } = call;
  const body = bodyOf(call);
  const path = request.path.replace(/(.)\/$/, '$1');
  const tags = (body.tags ?? {}) as Record<string, string>;
  const keys = { ...resourceTags(tagsAt(context, path)), ...requestTags(tags) };
  const own: Need = {
    action: `apigateway:${request.method}`,
    resource: gatewayArn(context, path),
    context: keys,
  };
  const needs = [own];
  if (Object.keys(tags).length > 0) needs.push(tagNeed(context, `${path}/*`, tags));
  if (setsPolicy(body)) {
    needs.push({ ...own, action: 'apigateway:UpdateRestApiPolicy' });
  }
  const roleArn = valueAt(body, '/cloudwatchRoleArn');
  if (path === '/account' && roleArn) needs.push(passRole(roleArn, 'apigateway.amazonaws.com'));
  return needs;
};

export function gatewayArn(context: SandboxContext, path: string): string {
  return `arn:aws:apigateway:${context.region}::${path}`;
}

/** The tagged resource's ARN is escaped within the path of its tags. */
export function tagNeed(context: SandboxContext, path: string, tags: Record<string, string>): Need {
  return {
    action: 'apigateway:PUT',
    resource: gatewayArn(context, `/tags/${encodeURIComponent(gatewayArn(context, path))}`),
    context: requestTags(tags),
  };
}

/** Tags of the API, plan or key that a path lies in. */
function tagsAt(context: SandboxContext, path: string): Record<string, string> | undefined {
  const [, collection, id = '', inner, name = ''] = path.split('/').map(decodeURIComponent);
  const { apis, plans, keys } = context.apigateway;
  if (collection === 'restapis' && inner === 'stages') {
    const stages = apis.get(id)?.stages ?? {};
    return Object.hasOwn(stages, name) ? stages[name]?.tags : undefined;
  }
  if (collection === 'restapis') return apis.get(id)?.tags;
  // INFERENCE: a key within a plan is decided by the plan's tags, as the path begins with the plan.
  if (collection === 'usageplans') return plans.get(id)?.tags;
  return collection === 'apikeys' ? keys.get(id)?.tags : undefined;
}

type Body = Record<string, unknown> & { patchOperations?: { path?: string; value?: string }[] };

function setsPolicy(body: Body): boolean {
  return body.policy !== undefined || valueAt(body, '/policy') !== undefined;
}

function valueAt(body: Body, path: string): string | undefined {
  return body.patchOperations?.find((it) => it.path === path)?.value;
}

function bodyOf({ request }: Call): Body {
  try {
    return parseJson(request.body) as Body;
  } catch {
    // What is not JSON is refused by the operation itself.
    return {};
  }
}
