import type { RestOperation } from '../../wire/rest-json';
import { createApi, deleteApi } from '../apis';
import { requireApi } from '../faults';
import { page } from '../paging';
import { applyPatch } from '../patch';
import { checkPolicy } from '../policy';
import { renderApi } from '../render';

export const apiOperations: Record<string, RestOperation> = {
  CreateRestApi: {
    method: 'POST',
    path: '/restapis',
    run: async (context, { body }) => ({
      status: 201,
      json: renderApi(context, createApi(context, body)),
    }),
  },
  GetRestApi: {
    method: 'GET',
    path: '/restapis/{restApiId}',
    run: async (context, { path }) => ({
      json: renderApi(context, requireApi(context, path.restApiId ?? '')),
    }),
  },
  GetRestApis: {
    method: 'GET',
    path: '/restapis',
    run: async (context, _input, request) => {
      const { items, position } = page(
        [...context.apigateway.apis.values()],
        request,
        ({ id }) => id,
      );
      return { json: { item: items.map((api) => renderApi(context, api)), position } };
    },
  },
  DeleteRestApi: {
    method: 'DELETE',
    path: '/restapis/{restApiId}',
    run: async (context, { path }) => {
      deleteApi(context, path.restApiId ?? '');
      return { status: 202 };
    },
  },
  UpdateRestApi: {
    method: 'PATCH',
    path: '/restapis/{restApiId}',
    run: async (context, { path, body }) => {
      const api = requireApi(context, path.restApiId ?? '');
      applyPatch(body.patchOperations, {
        '/name': { replace: (value) => (api.name = value) },
        '/description': { replace: (value) => (api.description = value) },
        '/policy': {
          replace: (value) => {
            if (value === '') delete api.policy;
            else {
              checkPolicy(context, value);
              api.policy = value;
            }
          },
        },
        '/apiKeySource': {
          replace: (value) => (api.apiKeySource = value === 'AUTHORIZER' ? value : 'HEADER'),
        },
        '/disableExecuteApiEndpoint': {
          replace: (value) => (api.disableExecuteApiEndpoint = value === 'true'),
        },
        '/binaryMediaTypes/*': {
          add: (_, [type = '']) => api.binaryMediaTypes.push(type),
          remove: (_, [type]) => {
            api.binaryMediaTypes = api.binaryMediaTypes.filter((it) => it !== type);
          },
        },
      });
      return { json: renderApi(context, api) };
    },
  },
};
