import { addPlanKey, removePlanKey } from '../../apigateway/plans';
import type { ResourceProvider } from '../../context';
import { ignoreMissing, noAttribute } from './property-values';

const type = 'AWS::ApiGateway::UsagePlanKey';

/** Everything is create-only. The physical id is `keyId:usagePlanId`. */
export const usagePlanKeyProvider: ResourceProvider = {
  type,
  async create(context, { properties }) {
    const [keyId, planId] = [String(properties.KeyId), String(properties.UsagePlanId)];
    addPlanKey(context, planId, keyId, String(properties.KeyType));
    return { physicalId: `${keyId}:${planId}` };
  },
  async delete(context, { physicalId }) {
    const [keyId = '', planId = ''] = physicalId.split(':');
    ignoreMissing(() => removePlanKey(context, planId, keyId));
  },
  attribute(_context, physicalId, name) {
    return name === 'Id' ? physicalId : noAttribute(type, name);
  },
};
