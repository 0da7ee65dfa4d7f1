import type { RestOperation } from '../../wire/rest-json';
import { badRequest, notFound } from '../faults';
import { deleteMethod, putIntegration, putMethod, requireMethod } from '../methods';
import { renderIntegration, renderMethod } from '../render';

const methodPath = '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}';

/** Statuses as the path's label must be; text measured, LocalStack's snapshots. */
function requireStatus(statusCode: string): void {
  if (/^[1-5]\d\d$/.test(statusCode)) return;
  throw badRequest(
    `1 validation error detected: Value '${statusCode}' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`,
  );
}

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
  PutMethodResponse: {
    method: 'PUT',
    path: `${methodPath}/responses/{statusCode}`,
    run: async (context, { path, body }) => {
      const statusCode = path.statusCode ?? '';
      requireStatus(statusCode);
      const response = { statusCode, responseParameters: { ...body.responseParameters } };
      requireMethod(context, target(path)).methodResponses[statusCode] = response;
      return { status: 201, json: response };
    },
  },
  PutIntegrationResponse: {
    method: 'PUT',
    path: `${methodPath}/integration/responses/{statusCode}`,
    run: async (context, { path, body }) => {
      const statusCode = path.statusCode ?? '';
      requireStatus(statusCode);
      const { methodIntegration, methodResponses } = requireMethod(context, target(path));
      if (!methodIntegration) throw notFound('Invalid Integration identifier specified');
      // The method must know the status first.
      if (!methodResponses[statusCode]) throw notFound('Invalid Response status code specified');
      const response = {
        statusCode,
        ...(body.selectionPattern === undefined ? {} : { selectionPattern: body.selectionPattern }),
        responseParameters: { ...body.responseParameters },
        responseTemplates: { ...body.responseTemplates },
      };
      methodIntegration.integrationResponses[statusCode] = response;
      return { status: 201, json: response };
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
