import type { ResourceProvider } from '../../context';
import { functionProvider } from './lambda-function';
import { permissionProvider } from './lambda-permission';

export const lambdaProviders: ResourceProvider[] = [functionProvider, permissionProvider];
