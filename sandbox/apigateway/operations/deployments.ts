import type { RestOperation } from '../../wire/rest-json';
import { createDeployment, deleteDeployment, requireDeployment } from '../deployments';
import { requireApi } from '../faults';
import { page } from '../paging';
import { renderDeployment } from '../render';
import { createStage } from '../stages';

export const deploymentOperations: Record<string, RestOperation> = {
  CreateDeployment: {
    method: 'POST',
    path: '/restapis/{restApiId}/deployments',
    run: async (context, { path, body }) => {
      const apiId = path.restApiId ?? '';
      const deployment = createDeployment(context, apiId, body);
      if (body.stageName) {
        const stage = requireApi(context, apiId).stages[body.stageName];
        if (stage) {
          stage.deploymentId = deployment.id;
          stage.lastUpdatedDate = context.clock.now();
        } else {
          const { stageName, variables } = body;
          createStage(context, apiId, { stageName, variables, deploymentId: deployment.id });
        }
      }
      return { status: 201, json: renderDeployment(deployment) };
    },
  },
  GetDeployment: {
    method: 'GET',
    path: '/restapis/{restApiId}/deployments/{deploymentId}',
    run: async (context, { path }) => {
      const api = requireApi(context, path.restApiId ?? '');
      return { json: renderDeployment(requireDeployment(api, path.deploymentId ?? '')) };
    },
  },
  GetDeployments: {
    method: 'GET',
    path: '/restapis/{restApiId}/deployments',
    run: async (context, { path }, request) => {
      const api = requireApi(context, path.restApiId ?? '');
      const { items, position } = page(Object.values(api.deployments), request, ({ id }) => id);
      return { json: { item: items.map(renderDeployment), position } };
    },
  },
  DeleteDeployment: {
    method: 'DELETE',
    path: '/restapis/{restApiId}/deployments/{deploymentId}',
    run: async (context, { path }) => {
      deleteDeployment(context, path.restApiId ?? '', path.deploymentId ?? '');
      return { status: 202 };
    },
  },
};
