import { createResource, deleteResource } from '../../apigateway/resources';
import type { ResourceProvider } from '../../context';
import { ignoreMissing, noAttribute } from './property-values';

const type = 'AWS::ApiGateway::Resource';

export const resourceProvider: ResourceProvider = {
  type,
  async create(context, { properties }) {
    const { id } = createResource(
      context,
      String(properties.RestApiId),
      String(properties.ParentId),
      String(properties.PathPart),
    );
    return { physicalId: id };
  },
  async delete(context, { properties, physicalId }) {
    ignoreMissing(() => deleteResource(context, String(properties.RestApiId), physicalId));
  },
  attribute(_context, physicalId, name) {
    return name === 'ResourceId' ? physicalId : noAttribute(type, name);
  },
};
