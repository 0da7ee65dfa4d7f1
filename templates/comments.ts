/** What an app developer is told above each section of the YAML. */
export const sectionComments: Record<string, string> = {
  AWSTemplateFormatVersion:
    'Rendered by Sluice: the same spec always gives this same text. It takes no parameters and holds no secrets.',
  Metadata:
    "The spec this template was made from. Sluice rebuilds its fleet from here.\nIn the tags below, the owner's address is written with = for @, which API Gateway's tags do not take.",
  Outputs: 'What callers and Sluice itself need to know. Key values are never among it.',
};

const shared = {
  proxyMethod: 'takes any method, needs a key, and forwards to the upstream as it came',
};

/** What is said of a proxy instead, or besides, whose policy lets some methods through only. */
const limited = {
  proxyMethod:
    "takes any method that the API's policy lets through, needs a key, and forwards to the upstream as it came",
  api: '\nThe policy names the methods that they may use, too; any other is refused with 403 and forwarded nowhere.',
};

/** What an app developer is told above each resource, by logical id without its number or hash. */
const resourceComments: Record<string, string> = {
  // A proxy.
  Api: 'The private API. Only callers in this VPC get in; everyone else is denied first and allowed nothing.\nBodies pass as they are, whatever their type.',
  ProxyResource: 'One resource for every path below the root.',
  HeaderValidator:
    "Refuses calls without the upstream's own key header: without it the gateway's key would be sent instead.",
  RootMethod: `The root path ${shared.proxyMethod}.`,
  ProxyMethod: `Every other path ${shared.proxyMethod}.\nThe gateway's own x-api-key and the caller's address are overwritten on the way out.`,
  GatewayResponseAccessDenied:
    "What the gateway itself answers: AWS's message, a stable code, and the request id to ask about.\nThese are made one after another, since API Gateway refuses concurrent changes.\nHere: the caller is not in this VPC.",
  GatewayResponseInvalidApiKey: 'The key is missing, unknown or disabled.',
  GatewayResponseQuotaExceeded: 'The key has spent its quota.',
  GatewayResponseThrottled: 'The key calls faster than its rate and burst allow.',
  GatewayResponseBadRequestParameters: 'A required header is missing.',
  GatewayResponseIntegrationTimeout: 'The upstream did not answer in time.',
  GatewayResponseIntegrationFailure: 'The upstream could not be reached.',
  GatewayResponseDefault4xx: 'Every other refusal.',
  GatewayResponseDefault5xx: 'Every other failure.',
  Deployment:
    'A snapshot of all of the above. Its id is a hash of what it holds, so that every change goes live.',
  AccessLogGroup: "One line per call, with the key's id but never its value.",
  Stage:
    'What is live. Its own throttle leaves room for two keys and the probe, and keeps this proxy\nfrom using up what all APIs of the account share.',
  UsagePlan:
    'Quota and throttle of each key. AWS applies them best-effort: a target, not a hard cap.\nA daily quota starts again at 00:00 UTC.',
  KeyA: "The callers' key. API Gateway makes its value; reveal it in Sluice.",
  UsagePlanKeyA: "The callers' key counts against the plan.",
  KeyB: "The callers' second key, beside the first while they move from one to the other.",
  UsagePlanKeyB:
    'The second key counts by itself, so that callers have both quotas while they move.',
  ProbeKey: "The probe's own key, so that probing does not use up the callers' quota.",
  UsagePlanKeyProbe: "The probe's key counts by itself.",
  // A network.
  Vpc: 'A VPC without any way to the internet. Private DNS needs both DNS attributes.',
  RouteTable: "Routes of all subnets: none but the VPC's own.",
  Subnet: 'A subnet in one zone, for the endpoint, the probe and callers.',
  SubnetRoutes: 'Ties the subnet to the empty route table.',
  EndpointSecurityGroup: 'Around the endpoint. It answers, but never calls out.',
  ClientSecurityGroup:
    'Give this to whatever calls proxies: it may reach the endpoint on 443, and nothing else.',
  EndpointIngress: 'Lets callers reach the endpoint on 443.',
  Endpoint:
    'The door to API Gateway, with private DNS: in this VPC every execute-api name leads here.\nIts policy lets calls through to APIs of this account only.',
  ProbeLogGroup: 'What the probe logs. Calls and keys are not.',
  ProbeRole: 'Lets the probe stand in the VPC and write its log, and nothing else.',
  ProbeFunction:
    'Calls proxies the way their callers do, and reports each phase. Key and URL come with each call\nand are written nowhere. It reserves no concurrency: new accounts have none to spare.',
  // A bootstrap.
  ApiGatewayLogRole: 'Lets API Gateway write access logs. One per account and Region.',
  ApiGatewayAccount:
    'Tells API Gateway to use that role. Deleting this stack does not take it back.',
  CloudFormationRole:
    "What CloudFormation acts as on Sluice's stacks, so that nobody who launches needs these rights.",
  ReadRole: "What pages are read with. It cannot see a key's value.",
  OperateRole: "What launches, deletes and probes. It acts through CloudFormation's role only.",
  RevealRole: "The only role that can read a key's value. Each use is audited.",
};

/**
 * The comment for a resource: `Subnet2Routes` is found as `SubnetRoutes`, `Deployment1f…` as `Deployment`.
 * `areMethodsLimited` where the proxy's policy lets some methods through only.
 */
export function commentFor(logicalId: string, areMethodsLimited = false): string | undefined {
  const text = resourceComments[logicalId] ?? resourceComments[withoutNumber(logicalId)];
  if (!areMethodsLimited) return text;
  if (logicalId === 'Api') return `${text}${limited.api}`;
  return text?.replace(shared.proxyMethod, limited.proxyMethod);
}

function withoutNumber(logicalId: string): string {
  return logicalId.replace(/^(Deployment)[0-9a-f]{12}$/, '$1').replace(/\d/g, '');
}
