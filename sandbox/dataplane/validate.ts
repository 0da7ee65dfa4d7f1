import type { Model } from '../apigateway/types';
import { type Call, type CallRoute, type CallTarget, headerValues } from './call';
import { badBody, badParameters } from './gateway-fault';
import { isDroppedOnArrival } from './header-rules';
import { schemaFaults } from './json-schema';

/** The method's request validator. Texts: measured, LocalStack's snapshots of request validation. */
export function validate(
  call: Call,
  target: CallTarget,
  { method, pathParameters }: CallRoute,
): void {
  const { snapshot } = target.deployment;
  const validator = snapshot.validators[method.requestValidatorId ?? ''];
  if (!validator) return;
  if (validator.validateRequestParameters) {
    const query = new URLSearchParams(call.rawQuery);
    const missing = Object.entries(method.requestParameters)
      .filter(([, isRequired]) => isRequired)
      .map(([expression]) => expression)
      .sort()
      .map((expression) => expression.replace('method.request.', ''))
      .filter((expression) => isMissing(call, query, pathParameters, expression))
      .map((expression) => expression.slice(expression.indexOf('.') + 1));
    if (missing.length > 0) {
      throw badParameters(`Missing required request parameters: [${missing.join(', ')}]`);
    }
  }
  if (validator.validateRequestBody) {
    const type = headerValues(call, 'content-type')[0] ?? 'application/json';
    const name = method.requestModels[type] ?? method.requestModels.$default;
    validateBody(call, name === undefined ? undefined : snapshot.models[name]);
  }
}

function isMissing(
  call: Call,
  query: URLSearchParams,
  path: Record<string, string>,
  expression: string,
): boolean {
  const [place, ...rest] = expression.split('.');
  const name = rest.join('.');
  if (place === 'header' && isDroppedOnArrival(name)) return true;
  if (place === 'header') return headerValues(call, name).every((value) => value === '');
  if (place === 'querystring') return !query.get(name);
  return !path[name];
}

function validateBody(call: Call, model: Model | undefined): void {
  if (!model?.schema) return;
  let document: unknown;
  try {
    document = JSON.parse(call.body.length === 0 ? '{}' : call.body.toString('utf8'));
  } catch {
    throw badBody('Could not parse request body into json');
  }
  const faults = schemaFaults(JSON.parse(model.schema) as object, document);
  if (faults.length > 0) throw badBody(`[${faults.join(', ')}]`);
}
