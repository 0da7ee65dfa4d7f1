import { requireApi } from '../../apigateway/faults';
import { deleteGatewayResponse, putGatewayResponse } from '../../apigateway/gateway-responses';
import type { ResourceProvider, ResourceRequest, SandboxContext } from '../../context';
import { ignoreMissing, noAttribute, stringMap, text } from './property-values';

const type = 'AWS::ApiGateway::GatewayResponse';

export const gatewayResponseProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { RestApiId, ResponseType } = request.properties;
    put(context, request);
    return { physicalId: `${RestApiId}|${ResponseType}` };
  },
  async update(context, request) {
    put(context, request);
  },
  async delete(context, { physicalId }) {
    const [apiId = '', responseType = ''] = physicalId.split('|');
    ignoreMissing(() => deleteGatewayResponse(requireApi(context, apiId), responseType));
  },
  attribute(_context, physicalId, name) {
    return name === 'Id' ? physicalId : noAttribute(type, name);
  },
};

function put(context: SandboxContext, { properties }: ResourceRequest): void {
  const statusCode = text(properties.StatusCode);
  putGatewayResponse(requireApi(context, String(properties.RestApiId)), {
    responseType: String(properties.ResponseType),
    ...(statusCode === undefined ? {} : { statusCode }),
    responseParameters: stringMap(properties.ResponseParameters) ?? {},
    responseTemplates: stringMap(properties.ResponseTemplates) ?? {},
  });
}
