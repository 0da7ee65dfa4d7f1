import { AwsFault } from '../context';
import { type FaultKind, faultKinds } from './fault-kinds';
import { seededRandom } from './random';

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

type Entry = { fault: Fault; random: () => number };

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
    this.#entries.push({ fault, random: seededRandom(fault.seed) });
    return fault;
  }

  remove(id: string | null): void {
    this.#entries = id === null ? [] : this.#entries.filter((entry) => entry.fault.id !== id);
  }

  /** The fault that strikes this call, if any; counts it as a hit. `isWire` is false inside CloudFormation. */
  strike(call: {
    service: string;
    operation: string;
    isWire: boolean;
    inStack: (stackName: string) => boolean;
  }): Fault | null {
    for (const { fault, random } of this.#entries) {
      if (fault.service !== call.service && fault.service !== '*') continue;
      if (fault.operation === '*' ? !call.isWire : fault.operation !== call.operation) continue;
      if (!call.isWire && !answerKinds.has(fault.kind)) continue;
      if (fault.stack !== null && !call.inStack(fault.stack)) continue;
      if (fault.count !== null && fault.hits >= fault.count) continue;
      if (random() >= fault.probability) continue;
      fault.hits += 1;
      return fault;
    }
    return null;
  }
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
