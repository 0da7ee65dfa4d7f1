import type { ResourceProvider } from '../../context';
import { requireFunction } from '../../lambda/functions';
import { generatedName, ignoreMissing, noAttribute } from './property-values';

const type = 'AWS::Lambda::Permission';

export const permissionProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const id = generatedName(request);
    const fn = requireFunction(context, String(properties.FunctionName));
    const isService = String(properties.Principal).endsWith('.amazonaws.com');
    fn.permissions[id] = {
      Sid: id,
      Effect: 'Allow',
      Principal: { [isService ? 'Service' : 'AWS']: String(properties.Principal) },
      Action: String(properties.Action),
      Resource: fn.arn,
    };
    return { physicalId: id };
  },
  async delete(context, { properties, physicalId }) {
    ignoreMissing(() => {
      delete requireFunction(context, String(properties.FunctionName)).permissions[physicalId];
    });
  },
  attribute(_context, physicalId, name) {
    return name === 'Id' ? physicalId : noAttribute(type, name);
  },
};
