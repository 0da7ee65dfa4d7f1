import { AwsFault, type SandboxContext } from '../context';
import type { Form } from '../wire/form';
import { symbolicScope } from './engine/scope';
import { loadSchemas } from './schema';
import { checkCapabilities } from './template/capabilities';
import { checkTemplate } from './template/check';
import { validationError } from './template/document';
import { checkActive } from './template/early-values';
import { type GivenParameter, settleParameters } from './template/parameters';
import { decideConditions } from './template/prune';
import { parseTemplate, type Template } from './template/template';
import type { StackDefinition, StackRecord } from './types';

/** Bytes of a template sent in the call itself (aws-facts C, S-SDK). */
const templateBytesMax = 51_200;
const tagsMax = 50;

/** What a call wants a stack to be, checked in all that CloudFormation checks before it starts. */
export async function readDefinition(
  context: SandboxContext,
  form: Form,
  stack: { stackId: string; stackName: string },
  previous: StackRecord | null,
): Promise<{ definition: StackDefinition; template: Template }> {
  const templateBody = readTemplateBody(form, previous);
  const template = parseTemplate(templateBody);
  checkTemplate(template, await loadSchemas());
  checkTypes(template, form.strings('ResourceTypes'));
  const capabilities = form.strings('Capabilities');
  const parameters = settleParameters(template, readParameters(form), previous?.parameters ?? []);
  refuseTransforms(context, template);
  checkCapabilities(template, capabilities);
  // Decided once before anything starts, so that what cannot be decided is refused at the call.
  const notificationArns = form.strings('NotificationARNs');
  const scope = symbolicScope(context, { ...stack, notificationArns }, template, parameters);
  checkActive(template, decideConditions(template, scope), scope);
  const hasTags = form.names().some((name) => name.startsWith('Tags.'));
  const tags = hasTags || previous === null ? readTags(form) : previous.tags;
  return { definition: { templateBody, parameters, tags, capabilities }, template };
}

/** A template's text from the call or, where allowed, the stack's present one. */
export function readTemplateBody(form: Form, previous: StackRecord | null): string {
  const body = form.get('TemplateBody');
  if (body !== undefined && body !== '') {
    if (Buffer.byteLength(body) > templateBytesMax) {
      throw validationError(
        `1 validation error detected: Value '${body}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${templateBytesMax}`,
      );
    }
    return body;
  }
  if (form.get('TemplateURL') !== undefined) {
    throw validationError('TemplateURL must be a supported URL.');
  }
  if (previous && form.boolean('UsePreviousTemplate')) return previous.templateBody;
  throw validationError('Either Template URL or Template Body must be specified.');
}

/** CreateChangeSet also takes a stack's ARN (LocalStack's validated snapshots, test_stack_name_creation). */
export function requireStackName(form: Form, { orArn = false } = {}): string {
  const name = form.get('StackName') ?? '';
  const refuse = (constraint: string) =>
    validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: ${constraint}`,
    );
  if (name.length > 128 && !(orArn && name.startsWith('arn:')))
    throw refuse('Member must have length less than or equal to 128');
  const pattern = `[a-zA-Z][-a-zA-Z0-9]*${orArn ? '|arn:[-a-zA-Z0-9:/._+]*' : ''}`;
  if (!new RegExp(`^(?:${pattern})$`).test(name)) {
    throw refuse(`Member must satisfy regular expression pattern: ${pattern}`);
  }
  return name;
}

function readParameters(form: Form): GivenParameter[] {
  return form.list('Parameters').map((parameter) => ({
    key: parameter.get('ParameterKey') ?? '',
    value: parameter.get('ParameterValue'),
    usePrevious: parameter.boolean('UsePreviousValue') ?? false,
  }));
}

function readTags(form: Form): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of form.list('Tags')) {
    const key = tag.get('Key') ?? '';
    const value = tag.get('Value') ?? '';
    if (key === '' || key.length > 128 || value.length > 256) {
      throw validationError(
        `1 validation error detected: Value '${key}' at 'tags' failed to satisfy constraint: keys have 1 to 128 and values at most 256 characters`,
      );
    }
    if (key.startsWith('aws:')) {
      throw validationError('aws: prefixed tag key names are not allowed for external use.');
    }
    if (Object.hasOwn(tags, key)) throw validationError(`Duplicate tag keys found: [${key}]`);
    tags[key] = value;
  }
  if (Object.keys(tags).length > tagsMax) {
    throw validationError(`Number of tags must not exceed ${tagsMax}`);
  }
  return tags;
}

/** Text: LocalStack's validated snapshots, api/test_update_stack, test_update_with_resource_types. */
function checkTypes(template: Template, allowed: string[]): void {
  const refused = Object.values(template.resources).find(
    ({ type }) =>
      allowed.length > 0 &&
      !allowed.some((name) =>
        name.endsWith('::*') ? type.startsWith(name.slice(0, -1)) : type === name,
      ),
  );
  if (refused) {
    throw validationError(
      `Resource type ${refused.type} is not allowed by parameter ResourceTypes [${allowed.join(', ')}]`,
    );
  }
}

function refuseTransforms(context: SandboxContext, template: Template): void {
  const [transform] = template.transforms;
  if (transform === undefined) return;
  context.log(`cloudformation has no transform ${transform}`);
  throw validationError(`No transform named ${transform} found.`);
}

/** The stack by name or ARN; each operation has its own words for one that is not there. */
export function findStack(
  context: SandboxContext,
  nameOrId: string | undefined,
  missing: (nameOrId: string) => string,
): StackRecord {
  if (nameOrId === undefined || nameOrId === '') {
    throw validationError(
      "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
    );
  }
  const stack = context.cloudformation.find(nameOrId);
  if (!stack) throw validationError(missing(nameOrId));
  return stack;
}

/** Refuses what `enum` constraints of the call refuse. */
export function oneOf<T extends string>(
  form: Form,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = form.get(name);
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new AwsFault(
      'ValidationError',
      `1 validation error detected: Value '${value}' at '${name[0]?.toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
    );
  }
  return found;
}
