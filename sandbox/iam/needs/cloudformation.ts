import { type Call, localArn, type NeedsOf, passRole, requestTags, resourceTags } from '../need';

/** Operations that know no resource (service authorization reference, CloudFormation); the others are on a stack. */
const onNothing = ['DescribeAccountLimits', 'ListExports', 'ListStacks', 'ValidateTemplate'];

export const cloudFormationNeeds: NeedsOf = (call, operation) => {
  const action = `cloudformation:${operation}`;
  if (onNothing.includes(operation)) return [{ action, resource: '*' }];
  const roleArn = call.form.get('RoleARN');
  const context = {
    ...resourceTags(stackOf(call)?.tags),
    ...requestTags(tagsOf(call)),
    ...conditions(call),
  };
  const own = { action, resource: stackArn(call), context };
  return roleArn === undefined ? [own] : [own, passRole(roleArn, 'cloudformation.amazonaws.com')];
};

/** Condition keys of the service (same reference). */
function conditions({ form }: Call): Record<string, string> {
  const keys = {
    'cloudformation:RoleArn': form.get('RoleARN'),
    'cloudformation:TemplateUrl': form.get('TemplateURL'),
    'cloudformation:ChangeSetName': form.get('ChangeSetName'),
  };
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** By name AWS does not look the id up: its messages say `stack/hpc/*` (aws-samples/aws-hpc-tutorials#271). */
function stackArn({ context, form }: Call): string {
  const given = form.get('StackName') ?? '';
  if (given.startsWith('arn:')) return given;
  if (given !== '') return localArn(context, 'cloudformation', `stack/${given}/*`);
  const changeSet = context.cloudformation.changeSets.get(form.get('ChangeSetName') ?? '');
  // INFERENCE: without a name DescribeStacks and GetTemplateSummary are about every stack.
  return changeSet?.stackId ?? localArn(context, 'cloudformation', 'stack/*/*');
}

function stackOf({ context, form }: Call) {
  return context.cloudformation.find(form.get('StackName') ?? '');
}

function tagsOf({ form }: Call): Record<string, string> {
  return Object.fromEntries(
    form.list('Tags').map((tag) => [tag.get('Key') ?? '', tag.get('Value') ?? '']),
  );
}
