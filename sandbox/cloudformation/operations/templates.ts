import type { SandboxContext } from '../../context';
import type { QueryOperation } from '../../wire/query';
import { findStack, readTemplateBody } from '../request';
import { loadSchemas } from '../schema';
import { requiredCapabilities } from '../template/capabilities';
import { checkTemplate } from '../template/check';
import { validationError } from '../template/document';
import { parseTemplate } from '../template/template';
import { findChangeSet } from './find-change-set';

/** The template byte for byte as it was sent. Texts: LocalStack's validated snapshots, api/test_templates. */
export const getTemplate: QueryOperation = async (context, form) => {
  const changeSetName = form.get('ChangeSetName');
  const stackName = form.get('StackName');
  if (changeSetName !== undefined) {
    if (stackName === undefined && !changeSetName.startsWith('arn:')) {
      throw validationError('StackName is a required parameter.');
    }
    const { templateBody } = findChangeSet(context, form);
    return { TemplateBody: templateBody, StagesAvailable: ['Original', 'Processed'] };
  }
  if (stackName === undefined) {
    throw validationError('StackName is required if ChangeSetName is not specified.');
  }
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack with id ${name} does not exist`,
  );
  return { TemplateBody: stack.templateBody, StagesAvailable: ['Original', 'Processed'] };
};

export const getTemplateSummary: QueryOperation = async (context, form) => {
  const name = form.get('StackName');
  const body = name === undefined ? readTemplateBody(form, null) : presentTemplate(context, name);
  const template = parseTemplate(body);
  checkTemplate(template, await loadSchemas());
  const { required, reason } = requiredCapabilities(template);
  const types = [...new Set(Object.values(template.resources).map((resource) => resource.type))];
  return {
    Parameters: Object.entries(template.parameters).map(([key, parameter]) => ({
      ParameterKey: key,
      DefaultValue: parameter.defaultValue,
      ParameterType: parameter.type,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
      ParameterConstraints: parameter.allowedValues
        ? { AllowedValues: parameter.allowedValues }
        : {},
    })),
    Description: template.description,
    Capabilities: required,
    CapabilitiesReason: reason,
    ResourceTypes: types,
    Version: template.version,
    Metadata: template.metadata === null ? undefined : JSON.stringify(template.metadata),
    DeclaredTransforms: template.transforms,
  };
};

/** Text: LocalStack's validated snapshots, test_get_template_summary_non_executed_change_set. */
function presentTemplate(context: SandboxContext, name: string): string {
  const stack = findStack(context, name, (given) => `Stack with id ${given} does not exist`);
  if (stack.status === 'REVIEW_IN_PROGRESS') {
    throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  }
  return stack.templateBody;
}

export const validateTemplate: QueryOperation = async (_context, form) => {
  const template = parseTemplate(readTemplateBody(form, null));
  checkTemplate(template, await loadSchemas());
  const { required, reason } = requiredCapabilities(template);
  return {
    Parameters: Object.entries(template.parameters).map(([key, parameter]) => ({
      ParameterKey: key,
      DefaultValue: parameter.defaultValue,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
    })),
    Description: template.description,
    Capabilities: required,
    CapabilitiesReason: reason,
    DeclaredTransforms: template.transforms,
  };
};
