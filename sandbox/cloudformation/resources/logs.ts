import type { ResourceProvider } from '../../context';
import { logGroupProvider } from './logs-log-group';

export const logsProviders: ResourceProvider[] = [logGroupProvider];
