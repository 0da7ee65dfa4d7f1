import type { ApiGatewayStore } from './apigateway/store';
import type { StackEngine } from './cloudformation/engine/engine';
import type { CloudFormationStore } from './cloudformation/store';
import type { CloudWatchStore } from './cloudwatch/store';
import type { CallCounter } from './control/calls';
import type { FaultTable } from './control/faults';
import type { Ec2Store } from './ec2/store';
import type { IamStore } from './iam/store';
import type { LambdaStore } from './lambda/store';
import type { ControlPlaneLimits } from './limits';
import type { LogsStore } from './logs/store';
import type { AccountQuotas } from './servicequotas/quotas';

/** The sandbox's clock: real time plus what `/_sandbox/clock` advanced it by. Milliseconds since 1970. */
export interface Clock {
  /** How far it is from real time. */
  readonly offsetMs: number;
  now(): number;
  advance(ms: number): void;
  /** Calls back once `ms` have passed on this clock, by themselves or by `advance`. Answers how to cancel it. */
  after(ms: number, callback: () => void): () => void;
}

/** Options of one sandbox. All state and settings belong to the instance; nothing lives in module globals. */
export type SandboxOptions = {
  port?: number;
  host?: string;
  accountId?: string;
  region?: string;
  /** Milliseconds that a resource operation of CloudFormation takes; 0 settles in the same tick or two. */
  paceMs?: number;
  /** How far GetUsage lags behind the truth. */
  usageLagMs?: number;
  /** For how long after it was made the gateway refuses a key. */
  keySettleMs?: number;
  /** Where state is kept between starts; memory only when absent. */
  dataDir?: string;
  /** `echo`: the built-in upstream answers for its hosts; `internet`: integrations go out for real. */
  upstream?: 'echo' | 'internet';
  /** Further hosts that the echo upstream answers for, beside httpbin.org. */
  echoHosts?: string[];
  /** Enforce the control plane's rate limits (10 rps, burst 40, DeleteRestApi 1 per 30 s …). */
  enforceLimits?: boolean;
  /** Quotas of the account that differ from AWS's defaults, by code. */
  quotas?: Record<string, number>;
  /** Endpoint services that the Region does not offer, such as `execute-api`. */
  withoutEndpointServices?: string[];
  /** Verify signatures and let IAM policies decide; otherwise every caller may do everything. */
  evaluateIam?: boolean;
  log?: (line: string) => void;
  /** What real time is; the sandbox's clock goes by it. Tests stop it here. */
  time?: () => number;
};

/**
 * What every service shares. Stores are plain-JSON classes (Maps of plain objects with `toJSON`/`fromJSON`), so
 * that the whole state can be written to and read from one directory.
 */
export interface SandboxContext {
  readonly options: Required<Omit<SandboxOptions, 'dataDir' | 'log' | 'time'>> & {
    dataDir: string | null;
  };
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly ec2: Ec2Store;
  readonly apigateway: ApiGatewayStore;
  readonly lambda: LambdaStore;
  readonly logs: LogsStore;
  readonly cloudwatch: CloudWatchStore;
  readonly iam: IamStore;
  readonly cloudformation: CloudFormationStore;
  readonly engine: StackEngine;
  readonly faults: FaultTable;
  readonly calls: CallCounter;
  readonly quotas: AccountQuotas;
  readonly limits: ControlPlaneLimits;
  /** Says that state changed, so that it is soon written to the data directory. Cheap; call it freely. */
  touch(): void;
}

/** What the rules about plans, keys and usage need of it; they run without a server. */
export type PlanContext = Pick<SandboxContext, 'apigateway' | 'clock'>;

/** A parsed AWS request, after routing by the SigV4 credential scope. */
export type AwsRequest = {
  /** Signing name: cloudformation, ec2, apigateway, lambda, logs, monitoring, sts, servicequotas. */
  service: string;
  region: string;
  accessKeyId: string;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
  requestId: string;
  /** A fault asks for less of a list than fits on its page, and the token that leads to the rest. */
  isPageShort?: boolean;
};

export type AwsResponse = {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** The connection breaks before all of it has arrived. */
  isCutOff?: boolean;
};

/** One AWS service behind its wire protocol. `operationOf` names the operation for faults and call counts. */
export interface Service {
  readonly signingName: string;
  /** The names of all it can do. */
  readonly operations: readonly string[];
  operationOf(request: AwsRequest): string | null;
  handle(context: SandboxContext, request: AwsRequest, operation: string): Promise<AwsResponse>;
  /** The protocol's rendering of an error. */
  renderError(request: AwsRequest, error: AwsFault): AwsResponse;
}

/** An error AWS would answer: its code as on the wire, its HTTP status and its text. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsFault';
    this.code = code;
    this.status = status;
  }
}

/** What a resource type's handler may know of the stack that asks. */
export type ResourceRequest = {
  stackName: string;
  stackId: string;
  logicalId: string;
  /** Properties with every intrinsic function resolved. */
  properties: Record<string, unknown>;
  /** Stack tags, which CloudFormation propagates to resources. */
  tags: Record<string, string>;
};

/**
 * One CloudFormation resource type, one file each. A thrown AwsFault fails the resource as AWS would. Property
 * names, types and required members are checked by the engine against AWS's resource schemas before a handler runs.
 */
export interface ResourceProvider {
  readonly type: string;
  /** Makes the resource and answers its physical id, which is what `Ref` gives. */
  create(context: SandboxContext, request: ResourceRequest): Promise<{ physicalId: string }>;
  /** In-place update; absent where every property replaces. */
  update?(
    context: SandboxContext,
    request: ResourceRequest & { physicalId: string; previous: Record<string, unknown> },
  ): Promise<void>;
  delete(context: SandboxContext, request: ResourceRequest & { physicalId: string }): Promise<void>;
  /** `Fn::GetAtt`; throws AwsFault('ValidationError') for an attribute the type does not have. */
  attribute(context: SandboxContext, physicalId: string, name: string): string | string[];
}
