import { AwsFault, type AwsRequest } from '../context';
import { type FaultKind, faultKinds } from './fault-kinds';
import { seededRandom, seedOf } from './random';

/** A fault as `/_sandbox/faults` takes and lists it. */
export type Fault = {
  id: string;
  /** Signing name; the common other spellings are understood. */
  service: string;
  /** An operation's name, or `*` for all calls over the wire (then not inside CloudFormation's handlers). */
  operation: string;
  kind: FaultKind;
  probability: number;
  /** How often it strikes at most; null for no end. */
  count: number | null;
  seed: number;
  /** Only calls and resources of this stack. */
  stack: string | null;
  /** Instead of the kind's own code and text. */
  code: string | null;
  message: string | null;
  status: number | null;
  hits: number;
};

/** Inside CloudFormation only errors strike: a handler that is cut off or times out asks again. */
const answerKinds = new Set<FaultKind>(['throttle', 'error500', 'expired', 'denied']);

/**
 * A fault with its luck: a stream of its own for each operation, so that the same calls of an operation are struck
 * whatever else happens at the same time.
 */
type Entry = { fault: Fault; streams: Map<string, () => number> };

export type Call = {
  service: string;
  operation: string;
  /** Null inside CloudFormation, where nothing comes over the wire. */
  request: AwsRequest | null;
  inStack: (stackName: string) => boolean;
};

const spellings: Record<string, string> = {
  cloudwatch: 'monitoring',
  'cloudwatch-logs': 'logs',
  'api-gateway': 'apigateway',
  'service-quotas': 'servicequotas',
  cfn: 'cloudformation',
};

/** The faults in force. Nothing strikes unless somebody asked for it. */
export class FaultTable {
  #entries: Entry[] = [];
  #next = 1;
  /** Told of each strike, for who compares what was answered with what is true. */
  onStrike: ((fault: Fault, call: Call) => void) | null = null;

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  list(): Fault[] {
    return this.#entries.map((entry) => entry.fault);
  }

  /** Adds a fault from its JSON; throws AwsFault('InvalidFault') that names what is wrong with it. */
  add(input: unknown): Fault {
    const fault = parseFault(input, `fault-${this.#next}`);
    this.#next += 1;
    this.#entries.push({ fault, streams: new Map() });
    return fault;
  }

  remove(id: string | null): void {
    this.#entries = id === null ? [] : this.#entries.filter((entry) => entry.fault.id !== id);
  }

  /** The fault that strikes this call, if any: of several the first. Counts it as a hit. */
  strike(call: Call): Fault | null {
    // Each draws for each of its calls, so that one's strike does not shift another's.
    const struck = this.#entries.filter(
      (entry) => concerns(entry.fault, call) && draw(entry, call) < entry.fault.probability,
    );
    const fault = struck.map((entry) => entry.fault).find(isLeft);
    if (!fault) return null;
    fault.hits += 1;
    this.onStrike?.(fault, call);
    return fault;
  }
}

function concerns(fault: Fault, call: Call): boolean {
  if (fault.service !== call.service && fault.service !== '*') return false;
  if (fault.operation === '*' ? !call.request : fault.operation !== call.operation) return false;
  if (!call.request && !answerKinds.has(fault.kind)) return false;
  return fault.stack === null || call.inStack(fault.stack);
}

function draw({ fault, streams }: Entry, call: Call): number {
  const name = `${call.request ? 'wire' : 'handler'} ${call.service}.${call.operation}`;
  const random = streams.get(name) ?? seededRandom(seedOf(fault.seed, name));
  streams.set(name, random);
  return random();
}

function isLeft({ count, hits }: Fault): boolean {
  return count === null || hits < count;
}

function parseFault(input: unknown, id: string): Fault {
  const given = (input ?? {}) as Record<string, unknown>;
  const refuse = (text: string): never => {
    throw new AwsFault('InvalidFault', text);
  };
  const text = (name: string): string | null => {
    const value = given[name];
    if (value === undefined || value === null) return null;
    return typeof value === 'string' ? value : refuse(`${name} must be a string`);
  };
  const number = (name: string): number | null => {
    const value = given[name];
    if (value === undefined || value === null) return null;
    return typeof value === 'number' ? value : refuse(`${name} must be a number`);
  };
  const service = text('service') ?? refuse('service is missing');
  const kind = faultKinds.find((known) => known === given.kind);
  if (!kind) return refuse(`kind must be one of ${faultKinds.join(', ')}`);
  return {
    id,
    service: spellings[service.toLowerCase()] ?? service.toLowerCase(),
    operation: text('operation') ?? '*',
    kind,
    probability: number('probability') ?? 1,
    count: number('count'),
    seed: number('seed') ?? 1,
    stack: text('stack'),
    code: text('code'),
    message: text('message'),
    status: number('status'),
    hits: 0,
  };
}
