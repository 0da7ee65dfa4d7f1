import type { RestOperation } from '../../wire/rest-json';
import { associate, changeType, createApi, deleteApi } from '../apis';
import { badRequest, requireApi } from '../faults';
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
        // The type it has, or its place in the list: the guide's example names the one, Terraform the other.
        '/endpointConfiguration/types/*': {
          replace: (value, [present = '']) => {
            const { types } = api.endpointConfiguration;
            if (present !== '0' && !types.some((type) => type === present)) {
              // What AWS answers to a type that the API does not have is UNCONFIRMED.
              throw badRequest(`Invalid patch path  '/endpointConfiguration/types/${present}'`);
            }
            changeType(context, api, value);
          },
        },
        '/endpointConfiguration/vpcEndpointIds': {
          add: (value) => associate(api, [...api.endpointConfiguration.vpcEndpointIds, value]),
          remove: (value) =>
            associate(
              api,
              api.endpointConfiguration.vpcEndpointIds.filter((it) => it !== value),
            ),
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
