import type { RoleName } from './prepared';

const accessLog =
  'UNCONFIRMED (aws-facts D3): the access log of a stage may ask for log deliveries';
const stackTags =
  'UNCONFIRMED: a permission without an operation; said to be asked where a stack is made with tags';

/**
 * Rights that no flow uses on the local AWS, each with the reason it stays. A right that is neither used nor listed
 * fails a test, and so does one that is listed and used.
 */
export const unneededRights: Partial<Record<RoleName, Record<string, string>>> = {
  operate: {
    'Tag cloudformation:TagResource': stackTags,
    'Tag on arn::cloudformation:::stack/sluice-network-*': stackTags,
    'Tag on arn::cloudformation:::stack/sluice-proxy-*': stackTags,
  },
  cloudformation: {
    'LogDelivery logs:CreateLogDelivery': accessLog,
    'LogDelivery logs:GetLogDelivery': accessLog,
    'LogDelivery logs:UpdateLogDelivery': accessLog,
    'LogDelivery logs:DeleteLogDelivery': accessLog,
    'LogDelivery logs:ListLogDeliveries': accessLog,
    'LogDelivery logs:PutResourcePolicy': accessLog,
    'LogDelivery logs:DescribeResourcePolicies': accessLog,
    'Network route53:AssociateVPCWithHostedZone':
      'UNCONFIRMED (aws-facts D3): an endpoint with private DNS may ask for it',
    'ProbeFunction lambda:ListTags':
      'INFERENCE: the provider schema names it under tagging, for no handler in particular',
  },
};
