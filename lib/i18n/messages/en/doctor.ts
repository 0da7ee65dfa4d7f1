export const doctor = {
  page: {
    title: 'Path of {name}',
    lead: 'Every hop from the subnet to the upstream, by what EC2, API Gateway and the last probe say.',
    back: 'Back to {name}',
    open: 'Examine the path',
    notReady: 'There is no path yet: the proxy is not ready.',
  },
  whole: 'No hop is known to be broken.',
  partly: 'No hop is known to be broken; of some it cannot be told.',
  broken: 'First broken hop: {hop}',
  seen: 'What was seen',
  cause: 'What callers meet',
  fix: 'What to do',
  examine: 'Examine and probe',
  examining: 'Asking EC2 and API Gateway, and calling once from the VPC…',
  probed: 'Probed',
  hops: 'Hop by hop',
  checked: 'Control plane read',
  notProbed: 'No probe yet: probe to learn what the network says.',
  outdated:
    'The last probe is not counted: it is older than 15 minutes, or something has changed since. Probe again to learn what the network says.',
  state: { holds: 'holds', broken: 'broken', unknown: 'cannot tell' },
  need: {
    ec2: 'Needs an answer of EC2: ec2:DescribeVpcEndpoints and the other reads of VPCs.',
    groups: 'Needs the rules of both groups, or a probe that connects.',
    gateway: 'Needs an answer of API Gateway: apigateway:GET on this API.',
    probe: 'Needs a probe that comes this far.',
    again:
      'Needs a new probe: the last one says otherwise, and what was configured when it was made is not known.',
    settling: 'Needs some minutes: a key that was just made is not known everywhere at once.',
    deeper: 'What was read does not decide it.',
  },
  hop: {
    route: 'Subnet and route',
    dns: 'Resolver and private DNS',
    groups: 'Security groups',
    zone: 'Availability Zones',
    endpoint: 'Endpoint',
    endpointPolicy: 'Endpoint policy',
    api: 'API and its host',
    resourcePolicy: 'Resource policy',
    stage: 'Stage and deployment',
    method: 'Method',
    key: 'Key',
    plan: 'Usage plan',
    throttle: 'Throttle',
    quota: 'Quota',
    validator: 'Request validator',
    integration: 'Integration',
    mapping: 'Mapping',
    timeout: 'Timeout',
    upstream: 'Upstream',
  },
  mend: {
    revert: 'Put back and prove',
    revertText: 'Begins a run that puts back what was deployed, and then probes to prove it.',
    revertNetworkText:
      'Begins a run that puts back what was deployed of network {network}, for all proxies in it, and then probes to prove it.',
    network: 'See what differs in the network',
    edit: 'Edit the proxy',
    notYours: 'Team {team} can have it put back here.',
    byHand:
      'Nothing that Sluice manages differs, or something is there that it does not manage: this has to be undone by hand.',
    running: 'Putting the path back. It is proved by a probe afterwards.',
    proved: 'Put back, and proved by a probe.',
    notProved: 'Put back, but the path is still broken.',
    changeProved: 'Changed, and proved by a probe.',
    changeNotProved: 'Changed, but the path is still broken.',
    quotaNotYours: 'Team {team} can extend it.',
    failed: 'It was not put back.',
  },
  fault: {
    vpcGone: {
      cause: 'The VPC is not there any more; nothing of the network is.',
      fix: 'Launch the network again, and its proxies into it.',
    },
    wayOut: {
      cause:
        'A route table of the endpoint’s subnets leads to the internet, so that calls need not go through the proxy.',
      fix: 'Remove the route to the gateway that is named here: ec2:DeleteRoute, or VPC › Route tables.',
    },
    leak: {
      cause:
        'The probe reached the internet without the proxy, though no route table shows a way out.',
      fix: 'Look for what is not read here: a transit gateway, a peering, a proxy of the operating system, another endpoint.',
    },
    dnsSupportOff: {
      cause: 'Names do not resolve at all in the VPC: enableDnsSupport is off.',
      fix: 'Switch on DNS resolution: ec2:ModifyVpcAttribute, EnableDnsSupport true.',
    },
    dnsHostnamesOff: {
      cause:
        'The API’s name resolves to public addresses that nothing here can reach: private DNS needs DNS host names.',
      fix: 'Switch on DNS host names: ec2:ModifyVpcAttribute, EnableDnsHostnames true.',
    },
    privateDnsOff: {
      cause: 'The API’s name resolves to public addresses: private DNS of the endpoint is off.',
      fix: 'Switch it on: ec2:ModifyVpcEndpoint, PrivateDnsEnabled true. Until then callers use the URL with the endpoint’s id.',
    },
    resolverOther: {
      cause:
        'All DNS settings are right, and the name still does not lead to the endpoint: another resolver answers.',
      fix: 'Look at the VPC’s DHCP options, Route 53 Resolver rules and private hosted zones that cover the name.',
    },
    egressShut: {
      cause:
        'Connections time out: the client’s security group lets no TCP 443 out to the endpoint.',
      fix: 'Add the egress rule that is named here, or give callers the client group of the network.',
    },
    ingressShut: {
      cause:
        'Connections time out: the endpoint’s security group lets no TCP 443 in from the clients.',
      fix: 'Add the ingress rule that is named here.',
    },
    noInterface: {
      cause: 'The endpoint has no network interface in any subnet.',
      fix: 'Give it subnets: ec2:ModifyVpcEndpoint, AddSubnetIds.',
    },
    zoneNotOffered: {
      cause: 'The endpoint stands in an Availability Zone in which execute-api is not offered.',
      fix: 'Move it to subnets in zones that offer the service.',
    },
    endpointGone: {
      cause: 'The endpoint was deleted: nothing answers behind the API’s name.',
      fix: 'Launch the network again; a proxy that names this endpoint has to be launched anew, too.',
    },
    endpointNotReady: {
      cause: 'The endpoint is not available, and connections may fail.',
      fix: 'Wait while it is pending. Rejected or failed, it has to be made anew.',
    },
    endpointDenies: {
      cause: '403 before the API sees the call: a statement of the endpoint’s policy denies it.',
      fix: 'Remove or narrow the Deny statement that is named here: ec2:ModifyVpcEndpoint, PolicyDocument. It is in force within minutes.',
    },
    endpointAllowsNot: {
      cause: '403 before the API sees the call: no statement of the endpoint’s policy allows it.',
      fix: 'Put back the policy that lets this API be called: it is on the network’s page, with what differs.',
    },
    apiGone: {
      cause: 'The REST API was deleted. Its id, and every URL with it, is lost.',
      fix: 'Delete what is left of the proxy and launch it anew; callers get another URL.',
    },
    apiNotPrivate: {
      cause:
        'The API is not PRIVATE any more: calls through the endpoint do not find it, and it may be open to the internet.',
      fix: 'Put its endpoint type back to PRIVATE at once.',
    },
    hostOff: {
      cause: '403 or no answer: the default host name of the API is switched off.',
      fix: 'Switch it on again: it is the only name that a private API has.',
    },
    noAlias: {
      cause:
        'The API’s name does not resolve: private DNS is off, and the API is not associated with the endpoint, so that the alias with the endpoint’s id is not made.',
      fix: 'Associate them: apigateway:UpdateRestApi, add the endpoint to /endpointConfiguration/vpcEndpointIds. The alias takes a few minutes; where it does not come, deploy.',
    },
    noPolicy: {
      cause: '403 for everyone: a private API without a resource policy refuses all calls.',
      fix: 'Put the policy back, and deploy.',
    },
    apiDenies: {
      cause: '403: a statement of the API’s resource policy denies the call.',
      fix: 'Put the policy back, and deploy.',
    },
    apiAllowsNot: {
      cause:
        '403: no statement of the API’s resource policy allows callers of this VPC and endpoint.',
      fix: 'Put the policy back, and deploy.',
    },
    methodNotAllowed: {
      cause:
        '403 for the method that the last probe used: it is not among those that this proxy allows.',
      fix: 'Call by a method that is allowed, or allow this one in the proxy’s form.',
    },
    stageGone: {
      cause: '403 for every call: the stage is gone, or nothing is deployed to it.',
      fix: 'Make a stage of the same name on the deployment that the stack made: apigateway:CreateStage.',
    },
    olderDeployment: {
      cause:
        '403 though the configuration lets the call pass: what is deployed is older than what is configured. A change of the last minutes may also still be on its way.',
      fix: 'Deploy the configuration again.',
    },
    noMethod: {
      cause: '403 “Missing Authentication Token” once it is deployed: the API has no method.',
      fix: 'Put the methods back, and deploy.',
    },
    keyNotAsked: {
      cause: 'Calls pass without a key and are not metered: a method does not ask for one.',
      fix: 'Put it back; a method that was added by hand has to be removed by hand, and the API deployed.',
    },
    signed: {
      cause:
        '403 “Missing Authentication Token”: a method wants calls that are signed or authorized, which callers’ are not.',
      fix: 'Put it back; a method that was added by hand has to be removed by hand, and the API deployed.',
    },
    keyGone: {
      cause: '403: the key was deleted, and its value with it.',
      fix: 'Put it back: the key is made anew, with another value. It is the probe’s own, and nobody else has it.',
    },
    keyDisabled: {
      cause: '403: the key is disabled.',
      fix: 'Enable it again.',
    },
    keyFromElsewhere: {
      cause: '403 for every key: the API takes keys from an authorizer and not from the header.',
      fix: 'Put the key source back to HEADER, and deploy.',
    },
    planGone: {
      cause: '403 for every key: the usage plan was deleted.',
      fix: 'Put it back: the plan is made anew, and the keys with their values are in it. What was used of the quota counts from zero.',
    },
    planOffStage: {
      cause: '403 for every key: the plan is not attached to this stage.',
      fix: 'Attach it again.',
    },
    keyOutOfPlan: {
      cause: '403 for this key: it is in no plan of this stage.',
      fix: 'Put it into the plan again.',
    },
    rateZero: {
      cause: '429 for every call: the plan lets none through.',
      fix: 'Put the limits back, or edit them.',
    },
    throttled: {
      cause: '429: the probe came faster than the plan lets its key call.',
      fix: 'Wait a moment and probe again. If it stays, raise the rate or burst.',
    },
    quotaZero: {
      cause: '429 for every call: the quota is zero.',
      fix: 'Put the quota back, or edit it.',
    },
    keySpent: {
      cause: '429 for a consumer until the period ends: its quota is used up.',
      fix: 'Extend the quota, or wait for the period to end.',
    },
    quotaSpent: {
      cause:
        '429 for the probe until the period ends: its own quota is used up. Consumers have theirs.',
      fix: 'Wait for the period to end, or raise the quota.',
    },
    headerNotDemanded: {
      cause:
        'Calls without the upstream’s own key header pass, and then carry the gateway’s key to the upstream.',
      fix: 'Put the request validator and the header that it demands back.',
    },
    headerDemanded: {
      cause:
        '400 “Missing required request parameters”: a method demands what callers do not send.',
      fix: 'Put its request parameters back, and deploy.',
    },
    noIntegration: {
      cause: '500 for every call: a method leads nowhere.',
      fix: 'Put its integration back, and deploy.',
    },
    otherHost: {
      cause: 'Calls go to another host than the one that is saved.',
      fix: 'Put the integration back, and deploy.',
    },
    otherPath: {
      cause: 'Calls go to another path of the upstream than the one that is saved.',
      fix: 'Put the integration back, and deploy.',
    },
    methodForced: {
      cause: 'Every call reaches the upstream with the same method, whatever the caller’s was.',
      fix: 'Put the integration back, and deploy.',
    },
    notStreamed: {
      cause:
        'Answers come in one piece and are cut after 29 seconds or 10 MB, though streaming is saved.',
      fix: 'Put the integration back, and deploy.',
    },
    pathUnmapped: {
      cause: '500, or every path leads to the same: the path of the call is not handed on.',
      fix: 'Put the mapping back, and deploy.',
    },
    keyLeaks: {
      cause:
        'The gateway’s own key is sent to the upstream: the mapping that takes it out is gone.',
      fix: 'Put the mapping back, deploy, and rotate the keys: the upstream may have seen them.',
    },
    timeoutCut: {
      cause:
        '504 for answers that take longer than this: the integration waits for less than is saved.',
      fix: 'Put the timeout back, and deploy.',
    },
    upstreamFailing: {
      cause: 'The upstream answers, with an error of its own.',
      fix: 'Ask whoever runs it: the status and the body are theirs.',
    },
    upstreamSlow: {
      cause: '504: the upstream takes longer than the integration waits.',
      fix: 'Raise the timeout of the proxy, stream the answer, or ask whoever runs the upstream.',
    },
    upstreamUnreachable: {
      cause:
        '504: the upstream’s name resolves, and no connection comes about: refused, cut off, or its certificate is not trusted. AWS answers the same to all of them, so which cannot be told from here.',
      fix: 'Check its port and its certificate chain from outside; ask whoever runs it.',
    },
    upstreamNotFound: {
      cause:
        '500 by API Gateway itself: it answers so where the upstream’s name does not resolve, or leads to no public address, and where it fails by itself. Which of them cannot be told from the answer.',
      fix: 'Look the name up in public DNS and correct the upstream. Where it resolves, the execution log tells: “Invalid endpoint address” is the name.',
    },
  },
} as const;
