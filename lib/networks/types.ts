import type { NetworkSpec } from '@/templates/network/spec';
import type { EndpointFacts } from '@/templates/proof/endpoint';
import type { StackFacts } from '../proxies/types';

export type NetworkSummary = StackFacts & {
  spec: NetworkSpec | null;
  /** Names of the proxies whose resource policy names this VPC. */
  proxies: string[];
  activeRunId: string | null;
};

export type NetworkDetail = NetworkSummary & {
  region: string;
  accountId: string;
  lastRunId: string | null;
  template: string | null;
};

/** One existing VPC as a candidate for adoption, with what speaks for and against it. */
export type VpcChoice = {
  vpcId: string;
  /** The Name tag, if any. */
  label: string | null;
  cidr: string;
  dnsSupport: boolean;
  dnsHostnames: boolean;
  subnets: {
    subnetId: string;
    label: string | null;
    az: string;
    cidr: string;
    /** The AZ offers `execute-api`. */
    isOffered: boolean;
    /** Its route table has no internet, NAT or egress-only gateway. */
    isPrivate: boolean;
  }[];
  /** The VPC's execute-api endpoint, where it has one. */
  endpoint: {
    endpointId: string;
    privateDns: boolean;
    /** The endpoint's own DNS name, which cannot be derived from its id. */
    dnsName?: string | null;
    state: string;
    securityGroupIds: string[];
    /** The endpoint policy as text; null where EC2 does not say. */
    policy: string | null;
  } | null;
  /** The Sluice network that already stands on this VPC. */
  networkName: string | null;
};

/** What the create form needs to know about the account and Region. */
export type NetworkChoices = {
  region: string;
  accountId: string;
  networks: {
    name: string;
    vpcId: string;
    endpointId: string;
    endpoint: EndpointFacts;
    team: string;
    environment: string;
  }[];
  vpcs: VpcChoice[];
  /** When EC2 was asked about them. */
  vpcsAsOf: Date;
  /** AZ names of this account that offer `execute-api`, in order. */
  offeredAzs: string[];
};
