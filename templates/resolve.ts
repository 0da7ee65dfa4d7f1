/** A template as it was rendered, or as CloudFormation gave it back. */
export type AnyTemplate = {
  Parameters?: Record<string, { Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
};

/** What references stand for: pseudo parameters, parameters, and the ids of resources, by name. */
export type Known = Record<string, string>;

/** Thrown where a template says something that cannot be known without CloudFormation. */
export class Unresolvable extends Error {}

/**
 * A value of a template as plain JSON: Ref, Fn::Sub, Fn::Join and Fn::If with what is known, parameters by their
 * defaults. Throws `Unresolvable` for any other function and for what is not known.
 */
export function resolve(value: unknown, template: AnyTemplate, known: Known): unknown {
  const all = (item: unknown): unknown => resolve(item, template, known);
  if (Array.isArray(value)) return value.map(all);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  const isFunction = entries.length === 1 && /^(Ref|Fn::\w+)$/.test(name ?? '');
  if (!isFunction) return Object.fromEntries(entries.map(([key, item]) => [key, all(item)]));
  switch (name) {
    case 'Ref':
      return referred(String(argument), template, known);
    case 'Fn::Sub':
      return substituted(argument, template, known);
    case 'Fn::Join': {
      const [separator, items] = argument as [string, unknown];
      return (all(items) as unknown[]).join(separator);
    }
    case 'Fn::If': {
      const [condition, then, otherwise] = argument as [string, unknown, unknown];
      return all(holds({ Condition: condition }, template, known) ? then : otherwise);
    }
    default:
      throw new Unresolvable(`${name} is not for us to resolve`);
  }
}

function referred(name: string, template: AnyTemplate, known: Known): unknown {
  const value = known[name] ?? template.Parameters?.[name]?.Default;
  if (value === undefined) throw new Unresolvable(`nobody told us what ${name} is`);
  return value;
}

/** `${!Name}` is `${Name}` itself. */
function substituted(argument: unknown, template: AnyTemplate, known: Known): string {
  const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [
    string,
    Record<string, unknown>,
  ];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, isEscaped: string, name: string) => {
    if (isEscaped) return `\${${name}}`;
    const value = name in own ? resolve(own[name], template, known) : undefined;
    return String(value ?? referred(name, template, known));
  });
}

function holds(condition: unknown, template: AnyTemplate, known: Known): boolean {
  const [name, argument] = Object.entries(condition as object)[0] ?? [];
  const inner = () => (argument as unknown[]).map((it) => holds(it, template, known));
  switch (name) {
    case 'Condition':
      return holds(template.Conditions?.[String(argument)] ?? {}, template, known);
    case 'Fn::Equals': {
      const [a, b] = (argument as unknown[]).map((it) => String(resolve(it, template, known)));
      return a === b;
    }
    case 'Fn::Not':
      return !inner()[0];
    case 'Fn::And':
      return inner().every(Boolean);
    case 'Fn::Or':
      return inner().some(Boolean);
    default:
      throw new Unresolvable(`${name} is no condition`);
  }
}
