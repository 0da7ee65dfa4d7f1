import type { AwsRequest, SandboxContext } from './context';
import { Form } from './wire/form';

/** Which stacks a call is about: the one it names, or the one whose resource its path names. */
export function stackNamesOf(
  context: SandboxContext,
  request: AwsRequest,
): { named: string | null; includes: (stackName: string) => boolean } {
  const named = namedStack(context, request);
  return {
    named,
    includes: (stackName) => named === stackName || touches(context, request, stackName),
  };
}

function namedStack(context: SandboxContext, request: AwsRequest): string | null {
  if (request.service !== 'cloudformation') return null;
  const form = Form.parse(request.body);
  const given = form.get('StackName') ?? form.get('ChangeSetName');
  if (given === undefined || given === '') return null;
  if (!given.startsWith('arn:')) return form.get('StackName') ?? null;
  const changeSet = context.cloudformation.changeSets.get(given);
  return changeSet?.stackName ?? given.split('/')[1] ?? null;
}

function touches(context: SandboxContext, request: AwsRequest, stackName: string): boolean {
  const stack = context.cloudformation.find(stackName);
  if (!stack || request.service === 'cloudformation') return false;
  const text = `${decodeURIComponent(request.path)} ${request.query} ${request.body}`;
  return Object.values(stack.resources).some(
    ({ physicalId }) => physicalId !== null && physicalId.length > 5 && text.includes(physicalId),
  );
}
