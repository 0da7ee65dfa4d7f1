import type { RestOperation } from '../../wire/rest-json';
import { requireKey } from '../faults';
import { createKey, deleteKey } from '../keys';
import { page } from '../paging';
import { applyPatch } from '../patch';
import { renderKey } from '../render';

export const keyOperations: Record<string, RestOperation> = {
  CreateApiKey: {
    method: 'POST',
    path: '/apikeys',
    run: async (context, { body }) => ({
      status: 201,
      // A new key answers its value without being asked (LocalStack's validated snapshots).
      json: renderKey(context, createKey(context, body), { includeValue: true }),
    }),
  },
  GetApiKey: {
    method: 'GET',
    path: '/apikeys/{apiKey}',
    run: async (context, { path, query }) => ({
      json: renderKey(context, requireKey(context, path.apiKey ?? ''), {
        includeValue: query.get('includeValue') === 'true',
      }),
    }),
  },
  GetApiKeys: {
    method: 'GET',
    path: '/apikeys',
    run: async (context, { query }, request) => {
      const includeValue = query.get('includeValues') === 'true';
      const wanted = [...context.apigateway.keys.values()].filter(
        (key) =>
          (key.name ?? '').startsWith(query.get('name') ?? '') &&
          (!query.has('customerId') || key.customerId === query.get('customerId')),
      );
      const { items, position } = page(wanted, request, ({ id }) => id);
      const item = items.map((key) => renderKey(context, key, { includeValue }));
      return { json: { item, position } };
    },
  },
  UpdateApiKey: {
    method: 'PATCH',
    path: '/apikeys/{apiKey}',
    run: async (context, { path, body }) => {
      const key = requireKey(context, path.apiKey ?? '');
      applyPatch(body.patchOperations, {
        '/description': { replace: (value) => (key.description = value) },
        '/enabled': { replace: (value) => (key.enabled = value === 'true') },
        '/name': { replace: (value) => (key.name = value) },
        '/customerId': { replace: (value) => (key.customerId = value) },
      });
      key.lastUpdatedDate = context.clock.now();
      return { json: renderKey(context, key, { includeValue: false }) };
    },
  },
  DeleteApiKey: {
    method: 'DELETE',
    path: '/apikeys/{apiKey}',
    run: async (context, { path }) => {
      deleteKey(context, path.apiKey ?? '');
      return { status: 202 };
    },
  },
};
