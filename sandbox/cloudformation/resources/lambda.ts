import type { ResourceProvider } from '../../context';

export const lambdaProviders: ResourceProvider[] = [];
