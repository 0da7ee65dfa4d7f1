import { AwsFault } from '../context';

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
const lambda = { serviceCode: 'lambda', serviceName: 'AWS Lambda' };
const cloudformation = { serviceCode: 'cloudformation', serviceName: 'AWS CloudFormation' };

/** Defaults and codes: AWS's quota pages and listings of `ListAWSDefaultServiceQuotas` in public repositories. */
export const quotas: Quota[] = [
  { ...apigateway, code: 'L-A966AB5C', name: 'Private APIs', value: 600, isAdjustable: false },
  { ...apigateway, code: 'L-E8693075', name: 'Usage plans', value: 300, isAdjustable: true },
  { ...apigateway, code: 'L-1D180A63', name: 'API keys', value: 10_000, isAdjustable: false },
  { ...apigateway, code: 'L-379E48B0', name: 'Stages per API', value: 10, isAdjustable: true },
  { ...apigateway, code: 'L-01C8A9E0', name: 'Resources per API', value: 300, isAdjustable: true },
  {
    ...apigateway,
    code: 'L-8B81B02C',
    name: 'Maximum resource policy size in bytes',
    value: 8192,
    isAdjustable: true,
  },
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
  {
    ...vpc,
    code: 'L-DF5E4CA3',
    name: 'Network interfaces per Region',
    value: 5000,
    isAdjustable: true,
  },
  { ...vpc, code: 'L-407747CB', name: 'Subnets per VPC', value: 200, isAdjustable: true },
  {
    ...lambda,
    code: 'L-B99A9384',
    name: 'Concurrent executions',
    value: 1000,
    isAdjustable: true,
  },
  { ...cloudformation, code: 'L-0485CB21', name: 'Stack count', value: 2000, isAdjustable: true },
];

/** Quotas that an account asked to be raised long ago: a VPC for each network needs more than five. */
const raised: Record<string, number> = { 'L-F678F1CE': 1000 };

/** What this account may have: AWS's defaults, what was raised, and what somebody sets. */
export class AccountQuotas {
  readonly #first: Record<string, number>;
  #applied: Record<string, number>;

  constructor(applied: Record<string, number> = {}) {
    this.#first = { ...raised, ...applied };
    this.#applied = { ...this.#first };
  }

  /** As the account was at first. */
  reset(): void {
    this.#applied = { ...this.#first };
  }

  set(code: QuotaCode, value: number): void {
    this.#applied[code] = value;
  }

  /** The applied value; throws for a code that is not listed. */
  of(code: QuotaCode): number {
    const quota = quotas.find((known) => known.code === code);
    if (!quota) throw new AwsFault('InternalFailure', `there is no quota ${code}`, 500);
    return this.#applied[code] ?? quota.value;
  }
}

/** The quotas that are enforced where things are made. */
export type QuotaCode = (typeof quotaCodes)[keyof typeof quotaCodes];

export const quotaCodes = {
  privateApis: 'L-A966AB5C',
  usagePlans: 'L-E8693075',
  apiKeys: 'L-1D180A63',
  resourcesPerApi: 'L-01C8A9E0',
  policySize: 'L-8B81B02C',
  interfaceEndpointsPerVpc: 'L-29B6F2EB',
  vpcs: 'L-F678F1CE',
  subnetsPerVpc: 'L-407747CB',
  networkInterfaces: 'L-DF5E4CA3',
  concurrentExecutions: 'L-B99A9384',
  stacks: 'L-0485CB21',
} as const;
