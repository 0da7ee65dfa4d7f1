import { z } from 'zod';
import { version } from '@/package.json';
import { catalogue } from '../i18n/catalogue';
import { type Operation, type OperationId, operations } from './operations';
import { bodyBytesMax } from './read-request';
import { answers, requests } from './schema-parts';
import { problemAnswer } from './schemas';

type Json = Record<string, unknown>;

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: Json;
  servers: Json[];
  security: Json[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};

export type OpenApiOperation = {
  operationId: OperationId;
  summary: string;
  parameters: OpenApiParameter[];
  requestBody?: {
    required: true;
    description: string;
    content: { 'application/json': { schema: Json } };
  };
  responses: Record<string, { description: string; headers?: Json; content?: Json }>;
} & Json;

export type OpenApiParameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Json;
} & Json;

let made: OpenApiDocument | undefined;

/** The API as an OpenAPI 3.1 document, made of the schemas that requests are parsed by. Same code, same document. */
export function openApiDocument(): OpenApiDocument {
  made ??= makeDocument();
  return made;
}

function makeDocument(): OpenApiDocument {
  const { about, title } = catalogue.en.api;
  const { title: _, ...paragraphs } = about;
  const paths: OpenApiDocument['paths'] = {};
  for (const [id, operation] of Object.entries(operations)) {
    const path = `/api/v1${operation.path}`;
    const method = operation.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: operationOf(id as OperationId, operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Sluice: ${title}`,
      version,
      description: Object.values(paragraphs).join('\n\n'),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: { ...schemasOf(answers, 'output'), ...schemasOf(requests, 'input') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'sluice_pat_…' },
      },
    },
  };
}

function operationOf(id: OperationId, operation: Operation): OpenApiOperation {
  const { answers: given, body, needsKey, permission } = operation;
  return {
    operationId: id,
    summary: catalogue.en.api.operation[id],
    ...(permission ? { 'x-scope': permission } : {}),
    parameters: [
      ...pathParameters(operation.path),
      ...queryParameters(operation.query),
      ...(needsKey ? [keyParameter] : []),
    ],
    ...(body ? { requestBody: requestOf(body) } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(given).map(([status, schema]) => [
          status,
          answerOf(Number(status), schema, operation),
        ]),
      ),
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: reference(problemAnswer, answers) } },
      },
    },
  };
}

function pathParameters(path: string): OpenApiParameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType): OpenApiParameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, {
    io: 'input',
    unrepresentable: 'any',
  });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: schema as Json,
  }));
}

const keyParameter: OpenApiParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  // A dry run starts nothing that could be repeated.
  required: false,
  description: 'Required unless dryRun is true.',
  schema: { type: 'string', pattern: '^"?[\\w-]{8,100}"?$' },
};

function requestOf(body: z.ZodType): NonNullable<OpenApiOperation['requestBody']> {
  const schema = reference(body, requests);
  const description = `At most ${bodyBytesMax} bytes.`;
  return { required: true, description, content: { 'application/json': { schema } } };
}

function answerOf(status: number, schema: z.ZodType, { isStream }: Operation) {
  const json = { 'application/json': { schema: reference(schema, answers) } };
  const events = { 'text/event-stream': { schema: { type: 'string' } } };
  const header = (description: string) => ({ description, schema: { type: 'string' } });
  return {
    description:
      status === 202 ? 'A run, a roll or a request has been written down' : 'What was asked for',
    ...(status === 202
      ? {
          headers: {
            Location: header('The run, the roll or the request'),
            'Idempotency-Replayed': header('true where an earlier request had started it'),
          },
        }
      : { headers: { ETag: header('Changes with the answer') } }),
    content: isStream ? { ...json, ...events } : json,
  };
}

function reference(schema: z.ZodType, registry: typeof answers): Json {
  const id = registry.get(schema)?.id;
  if (!id) throw new Error('a body or an answer has no name in the document');
  return { $ref: pointerTo(id) };
}

const pointerTo = (id: string) => `#/components/schemas/${id}`;

function schemasOf(registry: typeof answers, io: 'input' | 'output'): Record<string, Json> {
  const { schemas } = z.toJSONSchema(registry, { io, uri: pointerTo, unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema as Json]),
  );
}
