import { setTimeout as sleep } from 'node:timers/promises';
import { AwsFault, type ResourceProvider, type ResourceRequest } from '../../context';
import {
  createFunction,
  deleteFunction,
  type FunctionInput,
  replaceFunction,
  requireFunction,
} from '../../lambda/functions';
import { interfacesFault } from '../../lambda/interfaces';
import { NotStabilized } from './not-stabilized';
import {
  generatedName,
  ignoreMissing,
  noAttribute,
  number,
  object,
  stringMap,
  strings,
  tagsOf,
  text,
} from './property-values';

const type = 'AWS::Lambda::Function';

export const functionProvider: ResourceProvider = {
  type,
  /** Complete once the function is Active, as the resource's handler waits for it; what Failed goes with the rollback. */
  async create(context, request) {
    const name = text(request.properties.FunctionName) ?? generatedName(request).slice(0, 64);
    const fn = createFunction(context, { ...toInput(request), name });
    await sleep(context.options.paceMs);
    const fault = interfacesFault(context, fn);
    if (fault !== null) {
      deleteFunction(context, fn.name);
      throw new NotStabilized(type, fn.name, fault);
    }
    return { physicalId: fn.name };
  },
  async update(context, request) {
    replaceFunction(context, { ...toInput(request), name: request.physicalId });
  },
  async delete(context, { physicalId }) {
    ignoreMissing(() => deleteFunction(context, physicalId));
  },
  attribute(context, physicalId, name) {
    return name === 'Arn' ? requireFunction(context, physicalId).arn : noAttribute(type, name);
  },
};

function toInput(request: ResourceRequest): Omit<FunctionInput, 'name'> {
  const { properties } = request;
  const vpc = object(properties.VpcConfig);
  const logging = object(properties.LoggingConfig);
  const source = text(object(properties.Code)?.ZipFile);
  if (source === undefined) {
    throw new AwsFault('InvalidRequest', 'The sandbox runs inline code (Code.ZipFile) only');
  }
  return {
    description: text(properties.Description) ?? '',
    runtime: text(properties.Runtime) ?? '',
    role: text(properties.Role) ?? '',
    handler: text(properties.Handler) ?? '',
    timeout: number(properties.Timeout) ?? 3,
    memorySize: number(properties.MemorySize) ?? 128,
    environment: stringMap(object(properties.Environment)?.Variables) ?? {},
    source,
    subnetIds: strings(vpc?.SubnetIds) ?? [],
    securityGroupIds: strings(vpc?.SecurityGroupIds) ?? [],
    architectures: strings(properties.Architectures) ?? ['x86_64'],
    reservedConcurrency: number(properties.ReservedConcurrentExecutions) ?? null,
    logFormat: text(logging?.LogFormat) ?? 'Text',
    ...(logging?.LogGroup === undefined ? {} : { logGroup: String(logging.LogGroup) }),
    tags: tagsOf(request),
  };
}
