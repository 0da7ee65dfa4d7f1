import type { Template } from '../cloudformation';

export type Reference = { logicalId: string; attribute: string | null };

/** Every logical id and attribute that any part of a template points at, pseudo parameters aside. */
export function referencesOf(template: Template): Reference[] {
  const depends = Object.values(template.Resources).flatMap(({ DependsOn = [] }) =>
    [DependsOn].flat().map((logicalId) => ({ logicalId, attribute: null })),
  );
  return [...depends, ...within(template)].filter(
    ({ logicalId }) => !logicalId.startsWith('AWS::'),
  );
}

function within(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(within);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]): Reference[] => {
    if (key === 'Ref') return [{ logicalId: String(item), attribute: null }];
    if (key === 'Fn::GetAtt') return [{ logicalId: item[0], attribute: item[1] }];
    if (key === 'Fn::Sub') return inSub(String(item));
    return within(item);
  });
}

function inSub(text: string): Reference[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => {
    if (name.startsWith('AWS::')) return { logicalId: name, attribute: null };
    const [logicalId = '', ...rest] = name.split('.');
    return { logicalId, attribute: rest.length > 0 ? rest.join('.') : null };
  });
}

/** Logical ids in an order in which each comes after all it points at; throws where they go in a circle. */
export function creationOrder(template: Template): string[] {
  const order: string[] = [];
  const open = new Set<string>();
  const visit = (logicalId: string) => {
    if (order.includes(logicalId)) return;
    if (open.has(logicalId)) throw new Error(`circle through ${logicalId}`);
    open.add(logicalId);
    const resource = template.Resources[logicalId];
    if (!resource) throw new Error(`no resource ${logicalId}`);
    const alone = { ...template, Resources: { [logicalId]: resource }, Outputs: {} };
    for (const reference of referencesOf(alone)) visit(reference.logicalId);
    order.push(logicalId);
  };
  for (const logicalId of Object.keys(template.Resources)) visit(logicalId);
  return order;
}
