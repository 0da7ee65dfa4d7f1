import type { NormalizedSchema } from '@smithy/core/schema';
import type { AwsRequest } from '../../context';
import { awsQuery, ec2Query, fromForm } from './from-form';
import { fromJson } from './from-json';
import { leafFromText } from './leaf';
import type { Report } from './report';
import type { OperationModel, Protocol } from './service-model';

/** A request's input as its model names it. What the model does not have is reported. */
export function readRequest(
  protocol: Protocol,
  model: OperationModel,
  request: AwsRequest,
  report: Report,
): Record<string, unknown> {
  if (protocol === 'query' || protocol === 'ec2') {
    const form = new Map(new URLSearchParams(request.body.toString()));
    form.delete('Action');
    form.delete('Version');
    return fromForm(protocol === 'ec2' ? ec2Query : awsQuery, model.input, form, report);
  }
  if (protocol === 'json') return jsonBody(model.input, request.body, report);
  return rest(model, request, report);
}

type Members = [name: string, member: NormalizedSchema][];

function rest(model: OperationModel, request: AwsRequest, report: Report) {
  const members = membersOf(model.input);
  const labels = labelsOf(model, request.path, report);
  const query = new URLSearchParams(request.query);
  for (const [name, value] of constantsOf(model)) query.delete(name, value);
  const read: Record<string, unknown> = {};
  const body: Members = [];
  for (const [name, member] of members) {
    const traits = member.getMergedTraits();
    const leaf = (text: string) => leafFromText(member, text, name, report);
    if (traits.httpLabel) read[name] = leaf(labels.get(name) ?? '');
    else if (typeof traits.httpQuery === 'string') {
      const values = query.getAll(traits.httpQuery);
      query.delete(traits.httpQuery);
      if (values.length > 0) read[name] = queryValue(member, values, name, report);
    } else if (typeof traits.httpHeader === 'string') {
      const value = request.headers[traits.httpHeader.toLowerCase()];
      if (value !== undefined) read[name] = leaf(value);
    } else if (traits.httpPayload) {
      if (request.body.length > 0) read[name] = payload(member, request.body, name, report);
    } else body.push([name, member]);
  }
  // A presigned call carries its signature in the query (SigV4).
  const unknown = [...query.keys()].filter((name) => !name.startsWith('X-Amz-'));
  for (const name of unknown) report(name, 'is a query parameter that is not in the model');
  if (members.some(([, member]) => member.getMergedTraits().httpPayload)) return read;
  return { ...read, ...bodyOf(model.input, body, request.body, report) };
}

/** The members that travel in a JSON body; others of the same structure do not belong in it. */
export function bodyOf(
  schema: NormalizedSchema,
  members: Members,
  body: string | Buffer,
  report: Report,
): Record<string, unknown> {
  const inBody = new Set(members.map(([name]) => name));
  const read = jsonBody(schema, body, report);
  for (const name of Object.keys(read))
    if (!inBody.has(name)) report(name, 'does not belong in the body');
  return read;
}

export function membersOf(schema: NormalizedSchema): Members {
  return schema.isUnitSchema() ? [] : [...schema.structIterator()];
}

/** The value of the one member that is the whole body. */
export function payload(
  member: NormalizedSchema,
  body: string | Buffer,
  name: string,
  report: Report,
): unknown {
  if (member.isBlobSchema()) return Buffer.from(body);
  if (member.isStringSchema()) return body.toString();
  return fromJson(member, parsed(body, report), name, report);
}

function jsonBody(schema: NormalizedSchema, body: string | Buffer, report: Report) {
  const value = body.length === 0 ? {} : parsed(body, report);
  if (!schema.isUnitSchema()) return fromJson(schema, value, '', report) as Record<string, unknown>;
  for (const name of Object.keys(value as object)) report(name, 'is not in the model');
  return {};
}

function parsed(body: string | Buffer, report: Report): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    report('', 'has a body that is not JSON');
    return {};
  }
}

function queryValue(member: NormalizedSchema, values: string[], name: string, report: Report) {
  if (member.isListSchema())
    return values.map((value) => leafFromText(member.getValueSchema(), value, name, report));
  const [first = ''] = values;
  if (values.length > 1) report(name, 'is there more than once');
  return leafFromText(member, first, name, report);
}

function labelsOf({ http }: OperationModel, path: string, report: Report): Map<string, string> {
  const template = (http?.path ?? '').split('?')[0] ?? '';
  const names = [...template.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name);
  const pattern = template
    .replace(/[.*?^$()|[\]\\]/g, '\\$&')
    .replace(/\{\w+\+\}/g, '(.+)')
    .replace(/\{\w+\}/g, '([^/]+)');
  const found = new RegExp(`^${pattern}/?$`).exec(path);
  if (!found) report('', `${path} is not ${template}`);
  return new Map(names.map((name, i) => [name, decodeURIComponent(found?.[i + 1] ?? '')]));
}

/** Query parameters that the operation's own path fixes, such as `mode=import`. */
function constantsOf({ http }: OperationModel): URLSearchParams {
  return new URLSearchParams((http?.path ?? '').split('?')[1] ?? '');
}
