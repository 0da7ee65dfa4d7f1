import type { RestOperation } from '../../wire/rest-json';
import { notFound } from '../faults';
import { deleteMethod, putIntegration, putMethod, requireMethod } from '../methods';
import { renderIntegration, renderMethod } from '../render';

const methodPath = '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}';

export const methodOperations: Record<string, RestOperation> = {
  PutMethod: {
    method: 'PUT',
    path: methodPath,
    run: async (context, { path, body }) => ({
      status: 201,
      json: renderMethod(putMethod(context, target(path), body)),
    }),
  },
  GetMethod: {
    method: 'GET',
    path: methodPath,
    run: async (context, { path }) => ({
      json: renderMethod(requireMethod(context, target(path))),
    }),
  },
  DeleteMethod: {
    method: 'DELETE',
    path: methodPath,
    run: async (context, { path }) => {
      deleteMethod(context, target(path));
      return { status: 204 };
    },
  },
  PutIntegration: {
    method: 'PUT',
    path: `${methodPath}/integration`,
    run: async (context, { path, body }) => {
      // On the wire the integration's own method is called `httpMethod`, as the path's is.
      const integration = putIntegration(context, target(path), body);
      return { status: 201, json: renderIntegration(integration) };
    },
  },
  GetIntegration: {
    method: 'GET',
    path: `${methodPath}/integration`,
    run: async (context, { path }) => {
      const { methodIntegration } = requireMethod(context, target(path));
      if (!methodIntegration) throw notFound('Invalid Integration identifier specified');
      return { json: renderIntegration(methodIntegration) };
    },
  },
};

function target(path: Record<string, string>) {
  return {
    apiId: path.restApiId ?? '',
    resourceId: path.resourceId ?? '',
    httpMethod: path.httpMethod ?? '',
  };
}
