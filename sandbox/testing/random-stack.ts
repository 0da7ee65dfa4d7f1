import fc from 'fast-check';
import { type Choice, type Maker, makers, type Node } from './random-resource';

/**
 * Lists of resources in which each refers only to earlier ones; two lists, so that one can follow on the other. Most
 * have one of each kind, so that what needs much is often there, and then some more.
 */
export function randomResources(): fc.Arbitrary<{ first: Node[]; second: Node[] }> {
  const one = makers.map((_, kind) => fc.option(choice(fc.constant(kind)), { freq: 9 }));
  const more = fc.array(choice(fc.nat({ max: makers.length - 1 })), { maxLength: 14, size: 'max' });
  const change = fc.option(fc.record({ isDropped: fc.boolean(), picks: picks() }), { freq: 2 });
  return fc
    .tuple(fc.tuple(...one), more, fc.array(change, { minLength: 29, maxLength: 29 }))
    .map(([some, others, changes]) => {
      const choices = [...some, ...others];
      return {
        first: build(choices),
        second: build(choices.map((chosen, at) => changed(chosen, changes[at] ?? null))),
      };
    })
    .filter(({ first, second }) => !movesKey(first, second));
}

/**
 * A key that goes to another plan stands in both of them until the update is cleaned up. Where that update fails, the
 * plans get their stages back before the new membership is gone: API Gateway refuses, and the rollback has failed. So
 * it does here; what must hold for a rollback that can be done is no question for it.
 */
function movesKey(first: Node[], second: Node[]): boolean {
  const planOf = new Map(first.filter(isMember).map(({ refs: [key, plan] }) => [key, plan]));
  return second
    .filter(isMember)
    .some(({ refs: [key, plan] }) => planOf.has(key) && planOf.get(key) !== plan);
}

function isMember({ type }: Node): boolean {
  return type === 'AWS::ApiGateway::UsagePlanKey';
}

function choice(kind: fc.Arbitrary<number>): fc.Arbitrary<Choice> {
  return fc.record({
    kind,
    picks: picks(),
    waits: fc.nat({ max: 9 }),
    isConditional: fc.boolean(),
  });
}

function picks(): fc.Arbitrary<[number, number]> {
  return fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }));
}

function changed(
  chosen: Choice | null,
  change: { isDropped: boolean; picks: [number, number] } | null,
): Choice | null {
  if (chosen === null || change?.isDropped) return null;
  return { ...chosen, picks: change?.picks ?? chosen.picks };
}

function build(choices: (Choice | null)[]): Node[] {
  const made: Node[] = [];
  for (const [position, choice] of choices.entries()) {
    const [prefix, type, make] = makers[choice?.kind ?? 0] ?? [];
    if (!choice || !prefix || !type || !make) continue;
    const find: Parameters<Maker>[0] = (wanted, pick, fits = () => true) => {
      const candidates = made.filter((node) => node.name.startsWith(wanted) && fits(node));
      return candidates[pick % Math.max(candidates.length, 1)];
    };
    const parts = make(find, { ...choice, position, made });
    if (!parts) continue;
    const refs = parts.refs.flatMap((node) => node?.name ?? []);
    const extra = choice.waits < 3 ? (made[made.length - 1 - choice.waits]?.name ?? null) : null;
    const needs = [...refs, ...(parts.waits ?? [])];
    made.push({
      name: `${prefix}${position}`,
      type,
      properties: parts.properties,
      refs,
      waits: [...new Set([...(parts.waits ?? []), ...(extra === null ? [] : [extra])])],
      isConditional:
        (choice.isConditional && choice.waits % 2 === 0) ||
        made.some((node) => needs.includes(node.name) && node.isConditional),
    });
  }
  return made;
}

/** The template of some resources; with the parameter `Some` at `no`, the conditional ones are not made. */
export function templateOf(nodes: Node[]): string {
  return JSON.stringify({
    Parameters: { Some: { Type: 'String', AllowedValues: ['yes', 'no'] } },
    Conditions: { Wanted: { 'Fn::Equals': [{ Ref: 'Some' }, 'yes'] } },
    Resources: Object.fromEntries(
      nodes.map((node) => [
        node.name,
        {
          Type: node.type,
          DependsOn: node.waits,
          ...(node.isConditional ? { Condition: 'Wanted' } : {}),
          Properties: node.properties,
        },
      ]),
    ),
  });
}
