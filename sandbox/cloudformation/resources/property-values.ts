import { AwsFault, type ResourceRequest } from '../../context';

type Properties = Record<string, unknown>;

// CloudFormation takes "20" for 20 and "true" for true; providers read through these.

export function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

export function number(value: unknown): number | undefined {
  return value === undefined || value === null ? undefined : Number(value);
}

export function flag(value: unknown): boolean | undefined {
  return value === undefined || value === null ? undefined : String(value) === 'true';
}

export function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}

export function object(value: unknown): Properties | undefined {
  return typeof value === 'object' && value !== null ? (value as Properties) : undefined;
}

export function objects(value: unknown): Properties[] {
  return Array.isArray(value) ? (value as Properties[]) : [];
}

export function stringMap(value: unknown): Record<string, string> | undefined {
  const entries = object(value);
  if (!entries) return undefined;
  return Object.fromEntries(Object.entries(entries).map(([key, it]) => [key, String(it)]));
}

/** Stack tags with the resource's own `Tags` over them. */
export function tagsOf(
  request: Pick<ResourceRequest, 'tags' | 'properties'>,
): Record<string, string> {
  const own = objects(request.properties.Tags).map((tag) => [String(tag.Key), String(tag.Value)]);
  return { ...request.tags, ...Object.fromEntries(own) };
}

/** The name CloudFormation makes for a resource that was given none. */
export function generatedName(request: ResourceRequest): string {
  const suffix = Math.random().toString(36).slice(2, 14).toUpperCase();
  return `${request.stackName}-${request.logicalId}-${suffix}`;
}

/** A resource that is gone already counts as deleted, as CloudFormation's handlers count it. */
export function ignoreMissing(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!(error instanceof AwsFault) || error.status !== 404) throw error;
  }
}

/** Throws what CloudFormation answers for an attribute that a type does not have. */
export function noAttribute(type: string, name: string): never {
  throw new AwsFault(
    'ValidationError',
    `Template error: resource type ${type} does not support attribute type ${name} in Fn::GetAtt`,
  );
}
