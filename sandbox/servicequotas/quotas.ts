/** One quota as Service Quotas lists it. Values: aws-facts C, from the services' own quota pages. */
export type Quota = {
  serviceCode: string;
  serviceName: string;
  code: string;
  name: string;
  value: number;
  isAdjustable: boolean;
};

const apigateway = { serviceCode: 'apigateway', serviceName: 'Amazon API Gateway' };
const vpc = { serviceCode: 'vpc', serviceName: 'Amazon Virtual Private Cloud (Amazon VPC)' };
const cloudformation = { serviceCode: 'cloudformation', serviceName: 'AWS CloudFormation' };

/** Codes are AWS's where a source names them; the product looks quotas up by name. */
export const quotas: Quota[] = [
  { ...apigateway, code: 'L-A1D29C7E', name: 'Private APIs', value: 600, isAdjustable: false },
  { ...apigateway, code: 'L-E8693075', name: 'Usage plans', value: 300, isAdjustable: true },
  { ...apigateway, code: 'L-B0CC4BBD', name: 'API keys', value: 10_000, isAdjustable: false },
  { ...apigateway, code: 'L-379E48B0', name: 'Stages per API', value: 10, isAdjustable: true },
  { ...apigateway, code: 'L-01C8A9E0', name: 'Resources per API', value: 300, isAdjustable: true },
  { ...apigateway, code: 'L-8A5B8E43', name: 'Throttle rate', value: 10_000, isAdjustable: true },
  {
    ...apigateway,
    code: 'L-CDF5615A',
    name: 'Throttle burst rate',
    value: 5000,
    isAdjustable: false,
  },
  {
    ...vpc,
    code: 'L-29B6F2EB',
    name: 'Interface VPC endpoints per VPC',
    value: 50,
    isAdjustable: true,
  },
  { ...vpc, code: 'L-F678F1CE', name: 'VPCs per Region', value: 5, isAdjustable: true },
  { ...vpc, code: 'L-407747CB', name: 'Subnets per VPC', value: 200, isAdjustable: true },
  { ...cloudformation, code: 'L-0485CB21', name: 'Stack count', value: 2000, isAdjustable: true },
];
