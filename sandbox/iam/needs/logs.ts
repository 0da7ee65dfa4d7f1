import { parseJson } from '../../wire/aws-json';
import { localArn, type NeedsOf, requestTags, resourceTags } from '../need';

/** Everything is about one group, but for describing groups (service authorization reference, CloudWatch Logs). */
export const logsNeeds: NeedsOf = ({ context, request }, operation) => {
  const action = `logs:${operation}`;
  const body = bodyOf(request.body);
  const name = String(
    body.logGroupName ?? body.logGroupIdentifier ?? body.logGroupNamePrefix ?? '',
  );
  const group = name.startsWith('arn:') ? (name.split(':')[6] ?? '') : name;
  return [
    {
      action,
      resource: localArn(context, 'logs', `log-group:${group}:*`),
      context: {
        ...resourceTags(context.logs.groups.get(group)?.tags),
        ...requestTags((body.tags ?? {}) as Record<string, string>),
      },
    },
  ];
};

function bodyOf(body: Buffer): Record<string, unknown> {
  try {
    return parseJson(body) as Record<string, unknown>;
  } catch {
    // What is not JSON is refused by the operation itself.
    return {};
  }
}
