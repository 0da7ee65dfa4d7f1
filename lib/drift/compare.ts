import { probeKeyId } from '@/templates/proxy/keys';
import { added } from './facts';
import { type Difference, type DifferenceKind, type Fact, type Facts, factKey } from './types';

/** One difference before it is known what can be done about it, with its values as they are. */
export type Compared = Omit<Difference, 'isAdoptable'> & {
  actualValue: unknown;
  actualMeaning: string | null;
};

/**
 * Every property that is not the same on the three sides: as the saved spec renders it now (`ours`), as the last
 * deployment made it, and as it is. `ours` is null where the spec is not known, and then says nothing.
 */
export function compareFacts(ours: Facts | null, deployed: Facts, actual: Facts): Compared[] {
  const saved = ours ?? deployed;
  const keys = new Set([...saved.keys(), ...deployed.keys(), ...actual.keys()]);
  const found = [...keys].flatMap((key): Compared[] => {
    const sides = [saved.get(key), deployed.get(key), actual.get(key)] as const;
    const kind = kindOf(...sides);
    const one = sides.find((side) => side !== undefined);
    if (!kind || !one) return [];
    const { where, property } = one;
    const [mine, last, now] = sides.map((side) => side && shown(side.value));
    return [
      {
        where,
        property,
        kind,
        ours: mine ?? null,
        deployed: last ?? null,
        actual: now ?? null,
        actualValue: sides[2]?.value,
        actualMeaning: sides[2]?.meaning ?? null,
        isRevertible: kind !== 'undeployed' && canRevert(one, deployed),
      },
    ];
  });
  return withoutWhatFollows(found).sort(byPlace);
}

function kindOf(
  ours: Fact | undefined,
  deployed: Fact | undefined,
  actual: Fact | undefined,
): DifferenceKind | null {
  const [mine, last, now] = [ours, deployed, actual].map((side) => side?.meaning ?? null);
  if (mine === last) return now === last ? null : 'drift';
  return now === last ? 'undeployed' : 'both';
}

/**
 * What CloudFormation makes anew when the template first leaves it out. Callers lose nothing by it: a plan has another
 * id then, and counts from zero.
 */
const remade = [
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::Lambda::Function',
];

/**
 * What was added beside the template CloudFormation knows nothing of; a key that is gone took its value along, which is
 * a loss unless it is the probe's, that nobody was given. A subnet that another route table has is not taken back by
 * associating it (EC2: Resource.AlreadyAssociated).
 */
const beyond: ReadonlySet<string> = new Set([...Object.values(added), 'RouteTableId']);

function canRevert({ where, property }: Fact, deployed: Facts): boolean {
  if (beyond.has(property)) return false;
  const type = deployed.get(factKey(where, ''))?.value;
  return property !== '' || where === probeKeyId || remade.includes(String(type));
}

/** Of a resource that is gone, or new, its properties say nothing more; of an API that is gone, nothing else does. */
function withoutWhatFollows(found: Compared[]): Compared[] {
  const whole = new Set(found.filter(({ property }) => property === '').map(({ where }) => where));
  const api = found.find(
    ({ property, deployed, actual }) =>
      property === '' && deployed === 'AWS::ApiGateway::RestApi' && actual === null,
  );
  return found.filter(({ where, property }) => {
    if (api) return where === api.where && property === '';
    return property === '' || !whole.has(where);
  });
}

/** What callers would feel most stands first: drift before what was merely not deployed, then by name. */
function byPlace(a: Compared, b: Compared): number {
  const rank = ({ kind }: Compared) => (kind === 'undeployed' ? 1 : 0);
  const text = ({ where, property }: Compared) => `${where}.${property}`;
  return rank(a) - rank(b) || (text(a) < text(b) ? -1 : 1);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}
