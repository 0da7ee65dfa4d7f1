import { AwsFault } from '../../context';

/** Typed access to properties that the engine has checked against AWS's schema. */
export type Properties = Record<string, unknown>;

export function text(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' ? value : undefined;
}

/** For what AWS's schema requires, or the service itself does. */
export function requireText(properties: Properties, name: string): string {
  const value = text(properties, name);
  if (value === undefined) {
    throw new AwsFault('MissingParameter', `The request must contain the parameter ${name}`);
  }
  return value;
}

export function texts(properties: Properties, name: string): string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function boolean(properties: Properties, name: string): boolean | undefined {
  const value = properties[name];
  return typeof value === 'boolean' ? value : undefined;
}

export function number(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  return typeof value === 'number' ? value : undefined;
}

export function objects(properties: Properties, name: string): Properties[] {
  const value = properties[name];
  return Array.isArray(value) ? (value as Properties[]) : [];
}

/** The resource's own tags over those of its stack. */
export function allTags(request: {
  properties: Properties;
  tags: Record<string, string>;
}): Record<string, string> {
  const own = objects(request.properties, 'Tags').map((tag) => [
    String(tag.Key),
    String(tag.Value),
  ]);
  return { ...request.tags, ...Object.fromEntries(own) };
}

/** A policy, given as an object or as text. */
export function document(properties: Properties, name: string): string | null {
  const value = properties[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The answer for an attribute that a type does not have; templates with one are refused earlier. */
export function noAttribute(type: string, name: string): AwsFault {
  return new AwsFault(
    'ValidationError',
    `Template error: resource type ${type} does not support attribute type ${name} in Fn::GetAtt`,
  );
}
