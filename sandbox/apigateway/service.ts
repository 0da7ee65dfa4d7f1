import type { Service } from '../context';
import { restJsonService } from '../wire/rest-json';
import { accountOperations } from './operations/account';
import { apiOperations } from './operations/apis';
import { deploymentOperations } from './operations/deployments';
import { gatewayResponseOperations } from './operations/gateway-responses';
import { keyOperations } from './operations/keys';
import { methodOperations } from './operations/methods';
import { planKeyOperations } from './operations/plan-keys';
import { planOperations } from './operations/plans';
import { resourceOperations } from './operations/resources';
import { stageOperations } from './operations/stages';
import { usageOperations } from './operations/usage';

/** API Gateway's control plane for REST APIs. */
export const service: Service = restJsonService({
  signingName: 'apigateway',
  operations: {
    ...accountOperations,
    ...apiOperations,
    ...deploymentOperations,
    ...gatewayResponseOperations,
    ...keyOperations,
    ...methodOperations,
    ...planKeyOperations,
    ...planOperations,
    ...resourceOperations,
    ...stageOperations,
    ...usageOperations,
  },
});
