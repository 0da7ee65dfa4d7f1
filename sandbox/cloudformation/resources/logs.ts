import type { ResourceProvider } from '../../context';

export const logsProviders: ResourceProvider[] = [];
