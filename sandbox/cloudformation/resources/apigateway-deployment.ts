import { createDeployment, deleteDeployment } from '../../apigateway/deployments';
import { requireApi } from '../../apigateway/faults';
import { createStage } from '../../apigateway/stages';
import type { ResourceProvider } from '../../context';
import { ignoreMissing, noAttribute, object, stringMap, text } from './property-values';

const type = 'AWS::ApiGateway::Deployment';

export const deploymentProvider: ResourceProvider = {
  type,
  async create(context, { properties }) {
    const apiId = String(properties.RestApiId);
    const description = text(properties.Description);
    const { id } = createDeployment(
      context,
      apiId,
      description === undefined ? {} : { description },
    );
    const stageName = text(properties.StageName);
    if (stageName !== undefined) {
      const stage = requireApi(context, apiId).stages[stageName];
      if (stage) stage.deploymentId = id;
      else {
        const variables = stringMap(object(properties.StageDescription)?.Variables) ?? {};
        createStage(context, apiId, { stageName, deploymentId: id, variables });
      }
    }
    return { physicalId: id };
  },
  /** Only the description changes in place; the snapshot stays what it was (aws-facts A7). */
  async update(context, { properties, physicalId }) {
    const deployment = requireApi(context, String(properties.RestApiId)).deployments[physicalId];
    if (deployment) deployment.description = text(properties.Description) ?? '';
  },
  async delete(context, { properties, physicalId }) {
    ignoreMissing(() => deleteDeployment(context, String(properties.RestApiId), physicalId));
  },
  attribute(_context, physicalId, name) {
    return name === 'DeploymentId' ? physicalId : noAttribute(type, name);
  },
};
