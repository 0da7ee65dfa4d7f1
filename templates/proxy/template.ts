import { type Outputs, ref, sub, type Template } from '../cloudformation';
import { templateFor } from '../template-frame';
import { accessLogResources } from './access-log';
import { apiResources } from './api';
import { deploymentResources } from './deployment';
import { gatewayResponseResources } from './gateway-responses';
import { keyOutputs, keyResources } from './keys';
import { methodResources } from './methods';
import type { ProxySpec } from './spec';
import { stageResources } from './stage';
import { usagePlanResources } from './usage-plan';

/**
 * The stack of one proxy: a private REST API that forwards everything to one upstream host, metered by a usage plan.
 * Total and deterministic. Without IAM, parameters or secrets, so it needs no capability and may be shown to anyone.
 */
export function renderProxyTemplate(spec: ProxySpec): Template {
  const configuration = {
    ...apiResources(spec),
    ...methodResources(spec),
    ...gatewayResponseResources(spec),
  };
  const resources = {
    ...configuration,
    ...deploymentResources(configuration),
    ...accessLogResources(spec),
    ...stageResources(spec, configuration),
    ...usagePlanResources(spec),
    ...keyResources(spec),
  };
  return templateFor(spec, description(spec), resources, outputs(spec));
}

function description(spec: ProxySpec): string {
  return `Sluice proxy ${spec.name}${spec.description === '' ? '' : `: ${spec.description}`}`;
}

function outputs(spec: ProxySpec): Outputs {
  const { endpointId } = spec.network;
  const keys = keyOutputs(spec);
  const host = `execute-api.\${AWS::Region}.\${AWS::URLSuffix}`;
  return {
    RestApiId: {
      Description: 'Id of the REST API, for the x-apigw-api-id header.',
      Value: ref('Api'),
    },
    Stage: { Description: 'First path segment of every call.', Value: ref('Stage') },
    UsagePlanId: { Description: 'Usage plan that meters the keys.', Value: ref('UsagePlan') },
    ...keys.callers,
    ...keys.probe,
    InvokeUrl: {
      Description: 'Base URL inside the VPC, where the endpoint has private DNS.',
      Value: sub(`https://\${Api}.${host}/${spec.stage}`),
    },
    EndpointInvokeUrl: {
      Description: 'Base URL through this endpoint, with or without private DNS.',
      Value: sub(`https://\${Api}-${endpointId}.${host}/${spec.stage}`),
    },
  };
}
