import type { RestOperation } from '../../wire/rest-json';
import { requireApi, requireResource } from '../faults';
import { page } from '../paging';
import { renderResource } from '../render';
import { createResource, deleteResource } from '../resources';

export const resourceOperations: Record<string, RestOperation> = {
  GetResources: {
    method: 'GET',
    path: '/restapis/{restApiId}/resources',
    run: async (context, { path, query }, request) => {
      const api = requireApi(context, path.restApiId ?? '');
      const { items, position } = page(Object.values(api.resources), request, ({ id }) => id);
      const embed = query.getAll('embed').includes('methods');
      return { json: { item: items.map((it) => renderResource(it, embed)), position } };
    },
  },
  GetResource: {
    method: 'GET',
    path: '/restapis/{restApiId}/resources/{resourceId}',
    run: async (context, { path, query }) => {
      const api = requireApi(context, path.restApiId ?? '');
      const embed = query.getAll('embed').includes('methods');
      return { json: renderResource(requireResource(api, path.resourceId ?? ''), embed) };
    },
  },
  CreateResource: {
    method: 'POST',
    path: '/restapis/{restApiId}/resources/{parentId}',
    run: async (context, { path, body }) => ({
      status: 201,
      json: renderResource(
        createResource(context, path.restApiId ?? '', path.parentId ?? '', body.pathPart ?? ''),
        false,
      ),
    }),
  },
  DeleteResource: {
    method: 'DELETE',
    path: '/restapis/{restApiId}/resources/{resourceId}',
    run: async (context, { path }) => {
      deleteResource(context, path.restApiId ?? '', path.resourceId ?? '');
      return { status: 202 };
    },
  },
};
