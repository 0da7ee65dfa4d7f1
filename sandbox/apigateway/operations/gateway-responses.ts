import type { RestOperation } from '../../wire/rest-json';
import { requireApi } from '../faults';
import { allGatewayResponses, putGatewayResponse } from '../gateway-responses';
import { renderGatewayResponse } from '../render';

const collection = '/restapis/{restApiId}/gatewayresponses';

export const gatewayResponseOperations: Record<string, RestOperation> = {
  // Not paged: "The GatewayResponse collection does not support pagination" (S-SDK GatewayResponses).
  GetGatewayResponses: {
    method: 'GET',
    path: collection,
    run: async (context, { path }) => {
      const api = requireApi(context, path.restApiId ?? '');
      return { json: { item: allGatewayResponses(api).map(renderGatewayResponse) } };
    },
  },
  PutGatewayResponse: {
    method: 'PUT',
    path: `${collection}/{responseType}`,
    run: async (context, { path, body }) => {
      const response = {
        responseType: path.responseType ?? '',
        ...(body.statusCode === undefined ? {} : { statusCode: String(body.statusCode) }),
        responseParameters: { ...body.responseParameters },
        responseTemplates: { ...body.responseTemplates },
      };
      putGatewayResponse(requireApi(context, path.restApiId ?? ''), response);
      return { status: 201, json: renderGatewayResponse({ ...response, defaultResponse: false }) };
    },
  },
};
