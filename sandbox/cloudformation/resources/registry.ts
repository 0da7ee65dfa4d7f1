import type { ResourceProvider } from '../../context';
import { apiGatewayProviders } from './apigateway';
import { ec2Providers } from './ec2';
import { iamProviders } from './iam';
import { lambdaProviders } from './lambda';
import { logsProviders } from './logs';

/** Every resource type the sandbox can make, one file each. */
const providers = new Map<string, ResourceProvider>(
  [
    ...ec2Providers,
    ...iamProviders,
    ...apiGatewayProviders,
    ...lambdaProviders,
    ...logsProviders,
  ].map((provider) => [provider.type, provider]),
);

export function providerOf(type: string): ResourceProvider | undefined {
  return providers.get(type);
}

export function providedTypes(): string[] {
  return [...providers.keys()];
}
