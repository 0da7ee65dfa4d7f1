import { type Resource, type Resources, ref } from '../cloudformation';
import { type GatewayError, gatewayErrorPage, gatewayErrors } from './gateway-errors';
import type { ProxySpec } from './spec';

/**
 * Bodies for the gateway's own answers: AWS's message, and beside it a stable code, this proxy's name, where to read
 * more, and the request id to ask about. Statuses stay AWS's. Made one after another, for API Gateway refuses
 * concurrent changes of one API.
 */
export function gatewayResponseResources(spec: ProxySpec): Resources {
  const resources: Resources = {};
  let after = 'ProxyMethod';
  for (const error of gatewayErrors) {
    const logicalId = gatewayResponseId(error.responseType);
    resources[logicalId] = gatewayResponse(spec, error, after);
    after = logicalId;
  }
  return resources;
}

function gatewayResponse(spec: ProxySpec, error: GatewayError, after: string): Resource {
  const { code, messageKey, responseType, retryAfterSeconds } = error;
  return {
    Type: 'AWS::ApiGateway::GatewayResponse',
    DependsOn: after,
    Properties: {
      RestApiId: ref('Api'),
      ResponseType: responseType,
      ...(retryAfterSeconds === null
        ? {}
        : {
            ResponseParameters: { 'gatewayresponse.header.Retry-After': `'${retryAfterSeconds}'` },
          }),
      ResponseTemplates: {
        'application/json':
          `{"${messageKey}":$context.error.messageString,"code":"${code}","proxy":"${spec.name}",` +
          `"docs":"${gatewayErrorPage(spec, code)}","requestId":"$context.requestId"}`,
      },
    },
  };
}

/** `QUOTA_EXCEEDED` → `GatewayResponseQuotaExceeded`. */
export function gatewayResponseId(responseType: string): string {
  const words = responseType
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('');
  return `GatewayResponse${words}`;
}
