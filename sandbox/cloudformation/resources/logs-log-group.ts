import type { ResourceProvider } from '../../context';
import { createLogGroup, deleteLogGroup, logGroupArn, setRetention } from '../../logs/groups';
import { AlreadyExists } from './already-exists';
import { generatedName, ignoreMissing, noAttribute, number, tagsOf, text } from './property-values';

const type = 'AWS::Logs::LogGroup';

export const logGroupProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const name = text(request.properties.LogGroupName) ?? generatedName(request);
    if (context.logs.groups.has(name)) throw new AlreadyExists(type, { LogGroupName: name });
    createLogGroup(context, name, tagsOf(request));
    setRetention(context, name, number(request.properties.RetentionInDays));
    return { physicalId: name };
  },
  async update(context, { properties, physicalId }) {
    setRetention(context, physicalId, number(properties.RetentionInDays));
  },
  async delete(context, { physicalId }) {
    ignoreMissing(() => deleteLogGroup(context, physicalId));
  },
  attribute(context, physicalId, name) {
    return name === 'Arn' ? logGroupArn(context, physicalId) : noAttribute(type, name);
  },
};
