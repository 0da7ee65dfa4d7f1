import type { NetworkSpecInput } from '@/templates/network/spec';
import type { ProxySpec, ProxySpecInput } from '@/templates/proxy/spec';
import type { LiveState } from '../drift/types';
import type { Known } from '../known';
import type { ProbeResult, ProbeVerdict } from '../probes/types';
import type { LimitsInForce } from '../usage/limits-in-force';
import type { Outlook, QuotaGauge } from '../usage/types';

import type { LifetimeStanding } from './lifetime';

/** What a stack is doing, in our words; raw CloudFormation statuses stay in `status.ts`. */
export type Phase = 'launching' | 'ready' | 'changing' | 'failed' | 'deleting';

export type Environment = ProxySpec['environment'];

/** What every stack of ours says about itself, read from its tags, outputs and metadata. */
export type StackFacts = {
  name: string;
  team: string;
  owner: string;
  environment: Environment;
  version: string;
  stackName: string;
  stackId: string;
  phase: Phase;
  /** CloudFormation's StackStatus. */
  status: string;
  statusReason: string | null;
  /** Termination protection is on: neither Sluice nor anybody else can delete the stack. */
  isProtected: boolean;
  createdAt: Date;
  updatedAt: Date | null;
  outputs: Record<string, string>;
};

export type ProxySummary = StackFacts & {
  /** Null where the stack's metadata could not be read. */
  spec: ProxySpec | null;
  /** The quota's state over all consumer keys, with its own age; null without a quota, or a plan to ask about. */
  quota: Known<QuotaGauge> | null;
  /** What the usage plan bounds now, by what is known of it; null without a spec. */
  limits: LimitsInForce | null;
  /** How fast the quota goes and when it will be gone; null where the traffic is not known, or old. */
  outlook: Outlook | null;
  lastProbe: ProbeResult | null;
  /** What the probes say together; while too few were made to say, what the last one says. */
  probeState: ProbeVerdict | null;
  /** Whether what is, what was deployed and what is saved are the same, as far as it was compared. */
  live: LiveState;
  /** Where its review and its end stand today; null without either, and without a spec. */
  lifetime: LifetimeStanding | null;
  /** The run that is working on this stack now. */
  activeRunId: string | null;
};

export type ProxyDetail = ProxySummary & {
  region: string;
  accountId: string;
  /** The run that last touched this proxy, finished or not. */
  lastRunId: string | null;
  /** The template CloudFormation holds, to the letter. */
  template: string | null;
  /** The network this proxy stands in, where Sluice knows it. */
  network: {
    name: string;
    endpointDnsName: string | null;
    probeFunctionName: string | null;
  } | null;
  /** True when no other proxy uses the network, so that it can be deleted with this one. */
  isLastInNetwork: boolean;
};

/** Where the proxy will stand: in a network Sluice has, in a VPC of its own, or in an adopted one. */
export type NetworkChoice =
  /** With ids, the network must have these. */
  | {
      choice: 'existing';
      name: string;
      vpcId?: string | undefined;
      endpointId?: string | undefined;
    }
  | { choice: 'create'; network: NetworkSpecInput }
  | { choice: 'adopt'; network: NetworkSpecInput };

/** What the create form submits. The ids of a network that does not exist yet are filled in by the run. */
export type LaunchProxyInput = {
  proxy: Omit<ProxySpecInput, 'network'>;
  network: NetworkChoice;
  /** Made by the form once; a second submit with the same key answers with the first run. */
  idempotencyKey: string;
};
