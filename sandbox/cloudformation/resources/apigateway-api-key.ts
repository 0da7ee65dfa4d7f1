import { requireKey } from '../../apigateway/faults';
import { createKey, deleteKey } from '../../apigateway/keys';
import type { ResourceProvider } from '../../context';
import { flag, generatedName, ignoreMissing, noAttribute, tagsOf, text } from './property-values';

const type = 'AWS::ApiGateway::ApiKey';

export const apiKeyProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const description = text(properties.Description);
    const customerId = text(properties.CustomerId);
    const value = text(properties.Value);
    const key = createKey(context, {
      name: text(properties.Name) ?? generatedName(request),
      enabled: flag(properties.Enabled) ?? false,
      ...(description === undefined ? {} : { description }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(value === undefined ? {} : { value }),
      tags: tagsOf(request),
    });
    return { physicalId: key.id };
  },
  async update(context, request) {
    const { properties } = request;
    const key = requireKey(context, request.physicalId);
    key.enabled = flag(properties.Enabled) ?? false;
    key.description = text(properties.Description) ?? '';
    key.tags = tagsOf(request);
    key.lastUpdatedDate = context.clock.now();
  },
  async delete(context, { physicalId }) {
    ignoreMissing(() => deleteKey(context, physicalId));
  },
  attribute(_context, physicalId, name) {
    return name === 'APIKeyId' ? physicalId : noAttribute(type, name);
  },
};
