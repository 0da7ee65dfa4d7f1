import { requireApi } from '../../apigateway/faults';
import { newId } from '../../apigateway/ids';
import type { ResourceProvider } from '../../context';
import { flag, generatedName, noAttribute, text } from './property-values';

const type = 'AWS::ApiGateway::RequestValidator';

export const requestValidatorProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const api = requireApi(context, String(properties.RestApiId));
    const id = newId(6);
    api.validators[id] = {
      id,
      name: text(properties.Name) ?? generatedName(request),
      validateRequestBody: flag(properties.ValidateRequestBody) ?? false,
      validateRequestParameters: flag(properties.ValidateRequestParameters) ?? false,
    };
    return { physicalId: id };
  },
  async update(context, { properties, physicalId }) {
    const validator = requireApi(context, String(properties.RestApiId)).validators[physicalId];
    if (!validator) return;
    validator.validateRequestBody = flag(properties.ValidateRequestBody) ?? false;
    validator.validateRequestParameters = flag(properties.ValidateRequestParameters) ?? false;
  },
  async delete(context, { properties, physicalId }) {
    const api = context.apigateway.apis.get(String(properties.RestApiId));
    if (api) delete api.validators[physicalId];
  },
  attribute(_context, physicalId, name) {
    return name === 'RequestValidatorId' ? physicalId : noAttribute(type, name);
  },
};
