import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import { type OpenApiDocument, openApiDocument } from '@/lib/api/openapi';
import type { Route } from '@/lib/define-route';

type Module = Record<string, Route | undefined>;

const root = join(import.meta.dirname, '../v1');

/** Every route file of the API, by its path in the words of OpenAPI: `/api/v1/proxies/{name}`. */
export async function routeModules(): Promise<Map<string, Module>> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('route.ts'),
  );
  const modules = files.map(async (file): Promise<[string, Module]> => {
    const path = file.replace(/\/route\.ts$/, '').replaceAll(/\[(\w+)\]/g, '{$1}');
    return [`/api/v1/${path}`, (await import(join(root, file))) as Module];
  });
  return new Map(await Promise.all(modules));
}

export type Answer = { status: number; headers: Headers; body: unknown; text: string };

export type Call = {
  token?: string | undefined;
  body?: unknown;
  key?: string;
  headers?: Record<string, string>;
};

/** Answers a request by the API's route handlers, as Next would. */
export async function createDispatcher(): Promise<
  (request: Request) => Promise<{ template: string; response: Response }>
> {
  const modules = await routeModules();
  return async (request) => {
    const { template, params } = findRoute(modules, new URL(request.url).pathname);
    const handler = modules.get(template)?.[request.method];
    if (!handler) throw new Error(`${request.method} ${template} has no handler`);
    // As Next does: a path without names has no params.
    const given = Object.keys(params).length > 0 ? params : undefined;
    const response = await handler(request, { params: Promise.resolve(given) });
    return { template, response };
  };
}

/** Calls the API and holds each answer against the document. */
export async function createCaller() {
  const dispatch = await createDispatcher();
  const validate = validatorOf(openApiDocument());
  return async (method: string, path: string, call: Call = {}): Promise<Answer> => {
    const url = new URL(path, 'http://sluice.test/api/v1/').href;
    const { template, response } = await dispatch(new Request(url, { method, ...initOf(call) }));
    const text = response.body ? await response.text() : '';
    const type = response.headers.get('content-type') ?? '';
    const body = /json/.test(type) ? JSON.parse(text) : null;
    if (body !== null) validate(method, template, response.status, type, body);
    return { status: response.status, headers: response.headers, body, text };
  };
}

function initOf({ token, body, key, headers }: Call): RequestInit {
  return {
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
      ...headers,
    },
  };
}

function findRoute(modules: Map<string, Module>, pathname: string) {
  for (const template of modules.keys()) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
    const values = pattern.exec(pathname);
    if (values)
      return {
        template,
        params: Object.fromEntries(names.map((name, index) => [name, values[index + 1]])),
      };
  }
  return { template: '/api/v1/[...path]', params: {} };
}

/** Answers of the API that the document does not describe as they are fail here. */
function validatorOf(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'doc', ...document });
  const known = new Map<string, ValidateFunction>();
  const compiled = ($ref: string) => {
    const found = known.get($ref) ?? ajv.compile({ $ref: `doc${$ref}` });
    known.set($ref, found);
    return found;
  };
  return (method: string, template: string, status: number, type: string, body: unknown) => {
    if (template.endsWith('openapi.json')) return;
    const operation = document.paths[template]?.[method.toLowerCase()];
    const described = operation?.responses[String(status)] ?? operation?.responses.default;
    const media = type.split(';')[0] ?? '';
    const content = described?.content as Record<string, { schema: { $ref: string } }> | undefined;
    // A method that a path does not have, and a path that is none, answer a problem all the same.
    const $ref = operation ? content?.[media]?.schema.$ref : '#/components/schemas/Problem';
    if (!$ref) throw new Error(`${method} ${template} ${status} ${media} is not in the document`);
    const validate = compiled($ref);
    if (validate(body)) return;
    const faults = validate.errors?.map((it) => `${it.instancePath} ${it.message}`).join('; ');
    throw new Error(`${method} ${template} ${status} is not as the document says: ${faults}`);
  };
}
