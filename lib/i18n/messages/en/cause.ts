/** Why runs fail: one sentence of what happened, one of what helps. Facts that AWS did not name arrive as `none`. */
export const cause = {
  known: {
    private_dns_taken: {
      title: 'The VPC already has an endpoint for API Gateway with private DNS',
      text: 'A VPC can have one such endpoint, and somebody made it meanwhile. Adopt the VPC with the endpoint it has, or delete that endpoint in AWS.',
    },
    dns_attributes_off: {
      title: 'DNS is switched off in the VPC',
      text: 'Private DNS needs both “DNS resolution” and “DNS hostnames” of {id, select, none {the VPC} other {{id}}}. Switch them on in AWS, then try again.',
    },
    zone_without_service: {
      title: 'API Gateway’s endpoint is not offered in the zone of {id}',
      text: 'Not every Availability Zone has it. Choose subnets in other zones.',
    },
    zone_unknown: {
      title: 'There is no Availability Zone called {name} in this account',
      text: 'Subnets can be made in {zones}. Choose among these.',
    },
    subnets_share_zone: {
      title: 'Two of the chosen subnets are in the same zone',
      text: 'An endpoint takes one subnet of each Availability Zone. Leave out {id} or the other one.',
    },
    cidr_invalid: {
      title: 'AWS does not take this CIDR for a VPC or its subnets',
      text: 'A VPC and each of its subnets is between /16 and /28. Choose another block.',
    },
    cidr_conflict: {
      title: 'Another subnet in the VPC already has the addresses {cidr}',
      text: 'Somebody made a subnet there while this one was being made. Take it away and try again, or choose another block.',
    },
    other_vpc: {
      title: 'A chosen subnet belongs to another VPC',
      text: 'All subnets have to be in the VPC that is adopted. Choose them again.',
    },
    not_there: {
      title: '{id} is not there',
      text: 'It was deleted meanwhile, or belongs to another account or Region. Choose what there is now.',
    },
    subnet_full: {
      title: 'A subnet has no free address left',
      text: 'The endpoint takes one address in each subnet, and so does the probe. Choose other subnets, or a larger block.',
    },
    service_not_offered: {
      title: 'This Region does not offer {service}',
      text: 'Without API Gateway’s endpoint there is no private way to it here. Use another Region.',
    },
    still_in_use: {
      title: '{id, select, none {Something that was to be deleted} other {{id}}} is still in use',
      text: 'Something that Sluice did not make hangs on it, often a network interface. Take that away in AWS and try again. A function’s own interfaces go by themselves, in up to 40 minutes.',
    },
    quota_vpcs: {
      title: 'The account has no room for another VPC in this Region',
      text: 'Ask AWS for a higher quota, delete a VPC that nobody uses, or use a network that exists.',
    },
    quota_endpoints: {
      title: 'The VPC has no room for another interface endpoint',
      text: 'Ask AWS for a higher quota, or delete an endpoint that nobody uses.',
    },
    quota_private_apis: {
      title: 'The account has no room for another private API in this Region',
      text: 'AWS does not raise this quota (600). Delete proxies that nobody uses, or use another account or Region.',
    },
    quota_usage_plans: {
      title: 'The account has no room for another usage plan in this Region',
      text: 'Each proxy has one. Ask AWS for a higher quota, or delete plans that nobody uses.',
    },
    quota_api_keys: {
      title: 'The account has no room for another API key in this Region',
      text: 'AWS does not raise this quota (10,000). Delete keys that nobody uses, or use another account or Region.',
    },
    quota_resources: {
      title: 'The API has no room for another path',
      text: 'Ask AWS for a higher quota of resources per API.',
    },
    quota_stacks: {
      title: 'The account has no room for another stack in this Region',
      text: 'Ask AWS for a higher quota, or delete stacks that nobody uses.',
    },
    quota_concurrency: {
      title: 'The account has too little Lambda concurrency to reserve any',
      text: 'AWS keeps {limit} executions unreserved. Ask for a higher quota of concurrent executions.',
    },
    quota_interfaces: {
      title: 'The account has no room for another network interface in this Region',
      text: 'The probe needs one in each subnet. Ask AWS for a higher quota, or delete interfaces that nobody uses.',
    },
    quota_other: {
      title: 'A quota of the account is used up',
      text: 'AWS says below which one. Ask for a higher one, or delete what nobody uses.',
    },
    gateway_throttled: {
      title: 'API Gateway was asked too much at once',
      text: 'It takes 10 calls a second of the whole account, and some of them once in many seconds. Nothing is wrong with the request: wait a moment and try again.',
    },
    no_resource_policy: {
      title: 'The API’s resource policy was taken away while it was being made',
      text: 'AWS deploys no private API without one. Somebody else removed it; try again.',
    },
    policy_too_long: {
      title: 'The policy is longer than AWS allows',
      text: 'The limit is {limit} characters. Ask AWS for a higher quota of the resource policy’s size.',
    },
    logs_role_missing: {
      title: 'API Gateway has no role to write logs with in this account',
      text: 'A platform person prepares the account once with the bootstrap stack, or sets the role in API Gateway’s settings. Then try again.',
    },
    stage_missing: {
      title: 'The stage that the usage plan names is not there',
      text: 'Somebody deleted it meanwhile. Try again: it is made anew.',
    },
    deployment_in_use: {
      title: 'A stage that Sluice did not make still uses the API’s deployment',
      text: 'Delete that stage in AWS, then try again.',
    },
    key_value_taken: {
      title: 'An API key with this value exists already',
      text: 'Values are unique in an account and Region. Try again: AWS makes another one.',
    },
    concurrent_change: {
      title: 'Somebody else was changing the same thing in API Gateway',
      text: 'Nothing is wrong with the request: wait a moment and try again.',
    },
    part_missing: {
      title: 'A part of the stack is no longer there: {logicalId}',
      text: 'It was deleted outside CloudFormation, which therefore cannot change it.',
    },
    role_not_assumable: {
      title: 'CloudFormation cannot use its role',
      text: 'The role {resource} is missing, or does not let CloudFormation assume it. The bootstrap stack makes it.',
    },
    assume_denied: {
      title: 'Sluice may not take on its role',
      text: '{principal} is not let into {resource, select, none {the role} other {{resource}}}: the role is missing, or its trust policy does not name Sluice.',
    },
    pass_role_denied: {
      title: 'Sluice may not hand on a role',
      text: '{principal} lacks iam:PassRole for {resource, select, none {the role} other {{resource}}}.',
    },
    denied_explicitly: {
      title: 'A policy forbids {action}',
      text: '{principal} is denied by a statement in {policy}. A grant does not help: that statement has to change.',
    },
    denied_by_boundary: {
      title: 'A {policy} does not let {action} through',
      text: 'What {principal} may do is cut down to it, whatever else is granted.',
    },
    access_denied: {
      title: 'The right to {action} is missing',
      text: '{principal} was refused it{resource, select, none {.} other { on {resource}.}}',
    },
    access_denied_unnamed: {
      title: 'A right is missing, and AWS does not say which',
      text: 'CloudTrail names the refused call, and whose it was.',
    },
    function_role: {
      title: 'Lambda cannot use the probe’s role yet',
      text: 'A role that was just made is not known everywhere at once, or somebody changed whom it trusts or what it may do. Wait a moment and try again.',
    },
    credentials_expired: {
      title: 'The credentials ran out while CloudFormation was at work',
      text: 'Without a role of its own CloudFormation acts with Sluice’s, and these end. Sign in anew, or give CloudFormation a role, then try again.',
    },
    capability_missing: {
      title: 'CloudFormation was not allowed to make IAM roles',
      text: 'The template makes roles and wants {name}. It was sent by another version of Sluice; open the form again.',
    },
    template_too_large: {
      title: 'The template is too large to be sent',
      text: 'It may have {limit} bytes. Tags count on every resource: use fewer or shorter ones.',
    },
    template_invalid: {
      title: 'CloudFormation does not understand the template',
      text: 'That is a fault of Sluice. Please report it with what AWS says.',
    },
    properties_invalid: {
      title: 'CloudFormation does not take a property of the template',
      text: 'That is a fault of Sluice, or of an older version of it. Please report it with what AWS says.',
    },
    stack_exists: {
      title: 'There is a stack {name} already',
      text: 'Somebody else made it meanwhile. Choose another name.',
    },
    stack_not_ours: {
      title: 'The stack {name} is not Sluice’s',
      text: 'It has the name but not the tags, so Sluice does not touch it.',
    },
    stack_busy: {
      title: 'CloudFormation is still at work on the stack',
      text: 'It is in {status}, begun by somebody else. Wait until that is over, then try again.',
    },
    stack_stuck: {
      title: 'The stack is in a state in which it cannot be changed',
      text: 'It is in {status}. That has to be put right first.',
    },
    termination_protected: {
      title: 'The stack is protected from deletion',
      text: 'Its termination protection was switched on. Switch it off, then delete again.',
    },
    plan_void: {
      title: 'The plan no longer fits what stands',
      text: 'The stack or its change set was changed outside after the plan was made. Make a new plan from what stands now.',
    },
    deleted_outside: {
      title: 'Somebody deleted the stack meanwhile',
      text: 'Nothing of it is left that could be changed. It can be made anew.',
    },
    cancelled: {
      title: 'Somebody cancelled it',
      text: 'CloudFormation went back to what was before, as it was told to.',
    },
    timed_out: {
      title: 'It took longer than CloudFormation waits',
      text: 'Often it works at the second try.',
    },
    name_taken: {
      title: 'Something of this name exists already',
      text: '{logicalId} cannot be made{name, select, none {.} other { a second time: {name}.}} Delete the other one in AWS, or choose another name.',
    },
    throttled: {
      title: 'AWS was asked too much at once',
      text: 'Nothing is wrong with the request: wait a moment and try again.',
    },
    not_stabilized: {
      title: '{logicalId} was made but did not get ready in time',
      text: 'Often it works at the second try.',
    },
    aws_failed: {
      title: 'AWS failed, not the request',
      text: 'A service answered with an error of its own. Wait a few minutes and try again; AWS’s status page tells of larger outages.',
    },
    unknown: {
      title: '{logicalId} failed first',
      text: 'What AWS says is all that is known of it.',
    },
  },
  fix: {
    vpcId: 'Choose the VPC again',
    subnetIds: 'Choose other subnets',
    azs: 'Choose other zones',
    cidr: 'Choose another CIDR',
    networkName: 'Choose another network name',
    name: 'Choose another name',
    networkChoice: 'Choose another network',
  },
  step: {
    again: 'Open the form with the same values',
    againEdit: 'Edit again',
    retry: 'Try again',
    wait: 'Give it {minutes, plural, one {a minute} other {# minutes}} before you try again.',
    raiseQuota: 'Ask AWS for a higher quota',
    grant: 'Copy the missing IAM statement',
  },
  console: {
    endpoints: 'See the VPC’s endpoints in AWS',
    interfaces: 'See what uses it in AWS',
    vpc: 'Open the VPC in AWS',
    gateway_settings: 'Open API Gateway’s settings in AWS',
    role: 'Open the role in AWS',
    stack: 'Open the stack in AWS',
    health: 'AWS’s status page',
  },
  newTab: 'opens in a new tab',
} as const;
