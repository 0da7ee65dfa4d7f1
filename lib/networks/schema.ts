import { z } from 'zod';
import { type NetworkSpecInput, networkSpecSchema } from '@/templates/network/spec';
import { faultsOf } from '@/templates/spec';

/** A posted text; a field that was not posted is empty. Long enough for any field, short enough for any server. */
export const oneText = z.string().max(10_000).default('');
const texts = z.array(z.string().max(200)).max(50).default([]);

/** What the create forms of networks and proxies both ask about a network. */
export const networkFields = {
  networkName: oneText,
  cidr: oneText,
  azs: texts,
  probe: oneText,
  vpcId: oneText,
  endpointId: oneText,
  endpointDnsName: oneText,
  endpointSecurityGroupIds: texts,
  subnetIds: texts,
};

/** Fields of which a form may post several values. */
export const manyFields = ['azs', 'subnetIds', 'endpointSecurityGroupIds'] as const;

export const networkFormSchema = z.object({
  networkChoice: oneText,
  ...networkFields,
  team: oneText,
  owner: oneText,
  environment: oneText,
  description: oneText,
  idempotencyKey: oneText,
});

export type NetworkFormValues = z.output<typeof networkFormSchema>;
export type NetworkField = keyof NetworkFormValues;

/** One thing wrong with one field; `message` is a key of the catalogue's `create.invalid`. */
export type Fault<F extends string> = { field: F; message: string };

/** The posted form as it is; refusing is the schema's work. */
export function parseLaunchNetworkForm(form: FormData): unknown {
  return formRecord(form, manyFields);
}

/** Form values to what launches; issues carry the field's name and a key of `create.invalid`. */
export const launchNetworkSchema = networkFormSchema.transform(
  (values, context): { network: NetworkSpecInput; idempotencyKey: string } => {
    const { input, faults } = readNetworkForm(values);
    for (const { field, message } of faults) {
      context.issues.push({ code: 'custom', path: [field], message, input: values });
    }
    return faults.length > 0 ? z.NEVER : input;
  },
);

/** The candidate for a launch and everything wrong with it; never throws. */
export function readNetworkForm(values: NetworkFormValues): {
  input: { network: NetworkSpecInput; idempotencyKey: string };
  faults: Fault<NetworkField | 'form'>[];
} {
  const choice = values.networkChoice === 'adopt' ? 'adopt' : 'create';
  const network = networkCandidate({ ...values, name: '' }, choice);
  const faults = networkFaults(network, choice);
  if (!isIdempotencyKey(values.idempotencyKey)) {
    faults.push({ field: 'idempotencyKey', message: 'idempotencyKey' });
  }
  return { input: { network, idempotencyKey: values.idempotencyKey }, faults };
}

/** Everything the schema has against a network, by form field, each field once. */
export function networkFaults(
  network: NetworkSpecInput,
  choice: 'create' | 'adopt',
): Fault<NetworkField | 'form'>[] {
  const result = networkSpecSchema.safeParse(network);
  if (result.success) return [];
  return distinctFields(faultsOf(result.error).map(({ path }) => fieldFault(path, choice)));
}

type Described = Pick<
  NetworkFormValues,
  keyof typeof networkFields | 'team' | 'owner' | 'environment' | 'description'
> & { name: string };

/** The spec that the values describe, unchecked. An empty network name follows the proxy's. */
export function networkCandidate(values: Described, choice: 'create' | 'adopt'): NetworkSpecInput {
  const candidate = {
    kind: 'network',
    name: normalized(values.networkName) || normalized(values.name),
    team: normalized(values.team),
    owner: normalized(values.owner),
    environment: values.environment,
    description: values.description.trim(),
    vpc:
      choice === 'adopt' ? adoptedVpc(values) : { cidr: normalized(values.cidr), azs: values.azs },
    probe: values.probe !== '',
  };
  return candidate as NetworkSpecInput;
}

function adoptedVpc(values: Described) {
  const endpointId = normalized(values.endpointId) || null;
  return {
    id: normalized(values.vpcId),
    subnetIds: values.subnetIds,
    endpointId,
    endpointDnsName: endpointId && (normalized(values.endpointDnsName) || null),
    endpointSecurityGroupIds: endpointId ? values.endpointSecurityGroupIds : [],
  };
}

function fieldFault(path: string, choice: 'create' | 'adopt'): Fault<NetworkField | 'form'> {
  const names = path.replace(/\.\d+/g, '');
  if (names === 'vpc') {
    const field = choice === 'adopt' ? 'vpcId' : 'cidr';
    return { field, message: field };
  }
  const field = networkFieldOf[names];
  return field ? { field, message: field } : { field: 'form', message: 'form' };
}

const networkFieldOf: Record<string, NetworkField> = {
  name: 'networkName',
  team: 'team',
  owner: 'owner',
  environment: 'environment',
  description: 'description',
  'vpc.cidr': 'cidr',
  'vpc.azs': 'azs',
  'vpc.id': 'vpcId',
  'vpc.subnetIds': 'subnetIds',
  'vpc.endpointId': 'vpcId',
  'vpc.endpointDnsName': 'vpcId',
  'vpc.endpointSecurityGroupIds': 'vpcId',
  probe: 'probe',
};

/** Each field's first fault. */
export function distinctFields<F extends string>(faults: Fault<F>[]): Fault<F>[] {
  return faults.filter(
    ({ field }, index) => faults.findIndex((other) => other.field === field) === index,
  );
}

export function isIdempotencyKey(text: string): boolean {
  return /^[\w-]{8,100}$/.test(text);
}

/** Trimmed and in compatibility form: full-width digits, letters and ＠ from a Japanese keyboard become ASCII. */
export function normalized(text: string): string {
  return text.normalize('NFKC').trim();
}

/** A number as people type it, with or without grouping; NaN for everything else, and for nothing. */
export function numberOf(text: string): number {
  const plain = normalized(text).replace(/[,_\s]/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** FormData as one record; fields in `many` keep every value, of the others the last counts. Files are left out. */
export function formRecord(form: FormData, many: readonly string[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('$')) continue;
    record[name] = many.includes(name)
      ? form.getAll(name).filter((each) => typeof each === 'string')
      : value;
  }
  return record;
}
