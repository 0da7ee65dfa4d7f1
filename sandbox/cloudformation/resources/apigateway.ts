import type { ResourceProvider } from '../../context';
import { accountProvider } from './apigateway-account';
import { apiKeyProvider } from './apigateway-api-key';
import { deploymentProvider } from './apigateway-deployment';
import { gatewayResponseProvider } from './apigateway-gateway-response';
import { methodProvider } from './apigateway-method';
import { modelProvider } from './apigateway-model';
import { requestValidatorProvider } from './apigateway-request-validator';
import { resourceProvider } from './apigateway-resource';
import { restApiProvider } from './apigateway-rest-api';
import { stageProvider } from './apigateway-stage';
import { usagePlanProvider } from './apigateway-usage-plan';
import { usagePlanKeyProvider } from './apigateway-usage-plan-key';

export const apiGatewayProviders: ResourceProvider[] = [
  accountProvider,
  apiKeyProvider,
  deploymentProvider,
  gatewayResponseProvider,
  methodProvider,
  modelProvider,
  requestValidatorProvider,
  resourceProvider,
  restApiProvider,
  stageProvider,
  usagePlanProvider,
  usagePlanKeyProvider,
];
