// Holds a document against OpenAPI's own schema; MIT, kept, and the smallest that knows 3.1.
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it, vi } from 'vitest';
import { routeModules } from '@/app/api/testing/api';
import { type OpenApiParameter, openApiDocument } from '@/lib/api/openapi';
import { catalogue } from '@/lib/i18n/catalogue';

vi.hoisted(() => {
  process.env.SLUICE_LOG_LEVEL = 'error';
});

const document = openApiDocument();
const modules = await routeModules();

/** A request without a token tells what a method is: 401 where it exists, 405 where it does not. */
async function existing(): Promise<string[]> {
  const found: string[] = [];
  for (const [path, module] of modules) {
    if (path.includes('[...') || path.endsWith('/openapi.json')) continue;
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const request = new Request(`http://sluice.test${path}`, { method });
      const answer = await module[method]?.(request, { params: Promise.resolve({}) });
      if (answer?.status === 401) found.push(`${method} ${path}`);
      else expect(answer?.status, `${method} ${path}`).toBe(405);
    }
  }
  return found.sort();
}

const names = (parameters: OpenApiParameter[]) => parameters.map(({ name }) => name);

describe('the OpenAPI document', () => {
  it('has every route there is, and no other', async () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(await existing());
    expect(described.length).toBeGreaterThan(10);
  });

  it('is valid by OpenAPI’s own schema of 3.1', async () => {
    const validator = new Validator();
    const text = JSON.stringify(document);
    expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const broken = text.replace('"in":"query"', '"in":"querry"');
    expect(await validator.validate(JSON.parse(broken))).toMatchObject({ valid: false });
  });

  it('is JSON, and every reference in it leads somewhere', () => {
    const text = JSON.stringify(document);
    expect(JSON.parse(text)).toEqual(document);
    const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(names.length).toBeGreaterThan(20);
    for (const [, name = ''] of names) expect(document.components.schemas).toHaveProperty(name);
  });

  // What is decided of a run, or tried again, is named by the run itself.
  it('asks for a key for whatever starts a run, and for nothing else', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    for (const { operationId, parameters, responses } of operations) {
      const hasKey = names(parameters).includes('Idempotency-Key');
      const isDecision = /^(execute|discard|cancel|retry)Run$|^(start|stop)Roll$/.test(operationId);
      expect(hasKey, operationId).toBe('202' in responses && !isDecision);
    }
  });

  it('says every operation in each language', () => {
    const ids = Object.values(document.paths)
      .flatMap(Object.values)
      .map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { api } of Object.values(catalogue))
      expect(Object.keys(api.operation).sort()).toEqual([...ids].sort());
  });

  it('keeps what a spec says of itself: patterns, bounds, defaults', () => {
    const { ProxySpec } = document.components.schemas;
    expect(ProxySpec).toMatchObject({
      additionalProperties: false,
      properties: {
        name: { pattern: '^[a-z][a-z0-9-]{2,39}$' },
        environment: { default: 'dev', enum: ['dev', 'staging', 'prod'] },
      },
    });
    expect(ProxySpec?.required).not.toContain('limits');
  });
});
