import type { QueryOperation } from '../../wire/query';
import { findStack, readTemplateBody } from '../request';
import { loadSchemas } from '../schema';
import { requiredCapabilities } from '../template/capabilities';
import { checkTemplate } from '../template/check';
import { validationError } from '../template/document';
import { parseTemplate } from '../template/template';

/** The template byte for byte as it was sent. */
export const getTemplate: QueryOperation = async (context, form) => {
  const changeSetName = form.get('ChangeSetName');
  if (changeSetName?.startsWith('arn:')) {
    const changeSet = context.cloudformation.changeSets.get(changeSetName);
    if (!changeSet) throw validationError(`ChangeSet [${changeSetName}] does not exist`);
    return { TemplateBody: changeSet.templateBody, StagesAvailable: ['Original', 'Processed'] };
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
  const body =
    name === undefined
      ? readTemplateBody(form, null)
      : findStack(context, name, (given) => `Stack with id ${given} does not exist`).templateBody;
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
