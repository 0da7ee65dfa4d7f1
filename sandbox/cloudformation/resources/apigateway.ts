import type { ResourceProvider } from '../../context';

export const apiGatewayProviders: ResourceProvider[] = [];
