import { setCloudwatchRole } from '../../apigateway/account';
import type { ResourceProvider } from '../../context';
import { noAttribute, text } from './property-values';

const type = 'AWS::ApiGateway::Account';

/** One per account and Region. Deleting it does nothing: the provider's delete handler is empty (S-LSP). */
export const accountProvider: ResourceProvider = {
  type,
  async create(context, { properties, stackName, logicalId }) {
    setCloudwatchRole(context, text(properties.CloudWatchRoleArn));
    return { physicalId: `${stackName}-${logicalId}` };
  },
  async update(context, { properties }) {
    setCloudwatchRole(context, text(properties.CloudWatchRoleArn));
  },
  async delete() {},
  attribute(_context, physicalId, name) {
    return name === 'Id' ? physicalId : noAttribute(type, name);
  },
};
