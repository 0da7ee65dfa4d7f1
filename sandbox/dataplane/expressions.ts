import { type Call, headerValues } from './call';
import { isDroppedOnArrival } from './header-rules';

/**
 * A source expression of a parameter mapping: `'literal'`, `method.request.{header|multivalueheader|querystring|
 * multivaluequerystring|path}.name`, `method.request.body`, `context.…` or `stageVariables.…`. Null when the source
 * has no value: then the mapping is skipped (INFERENCE, aws-facts A6). Values of path and query are decoded.
 */
export function evaluate(
  expression: string,
  call: Call,
  contextValues: Record<string, string>,
): string[] | null {
  if (expression.startsWith("'")) {
    const literal = expression.slice(1, -1);
    return literal === '' ? null : [literal];
  }
  const [root = '', kind = '', place = '', ...rest] = expression.split('.');
  if (root === 'context') return one(contextValues[expression.slice('context.'.length)]);
  if (root === 'stageVariables') return one(call.target?.stage.variables[kind]);
  if (root !== 'method' || kind !== 'request') return null;
  const name = rest.join('.');
  if (place.endsWith('header') && isDroppedOnArrival(name)) return null;
  if (place === 'header') return one(headerValues(call, name).at(-1));
  if (place === 'multivalueheader') return many(headerValues(call, name));
  if (place === 'querystring') return one(new URLSearchParams(call.rawQuery).getAll(name).at(-1));
  if (place === 'multivaluequerystring')
    return many(new URLSearchParams(call.rawQuery).getAll(name));
  if (place === 'path') return one(call.route?.pathParameters[name]);
  return place === 'body' ? one(call.body.toString('utf8')) : null;
}

function one(value: string | undefined): string[] | null {
  return value === undefined || value === '' ? null : [value];
}

function many(values: string[]): string[] | null {
  return values.length === 0 ? null : values;
}
