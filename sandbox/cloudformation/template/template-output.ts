import { isObject, type Json, validationError } from './document';

export type TemplateOutput = {
  value: Json;
  description: string | undefined;
  exportName: Json | undefined;
  condition: string | undefined;
};

export function readOutput(name: string, output: Json): TemplateOutput {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw validationError(`Template format error: Output name ${name} is non alphanumeric.`);
  }
  if (!isObject(output) || output.Value === undefined) {
    throw validationError(
      'Template format error: Every Outputs member must contain a Value object',
    );
  }
  const { Value: value, Export: exported } = output;
  if (Array.isArray(value)) throw notText('List');
  if (isObject(value) && !isFunction(value)) throw notText('Map');
  return {
    value,
    description: typeof output.Description === 'string' ? output.Description : undefined,
    exportName: isObject(exported) ? exported.Name : undefined,
    condition: typeof output.Condition === 'string' ? output.Condition : undefined,
  };
}

/** aws-cloudformation/cfn-lint#485, aws-amplify/amplify-cli#12076. */
function notText(kind: 'List' | 'Map') {
  return validationError(
    `Template format error: The Value field of every Outputs member must evaluate to a String and not a ${kind}.`,
  );
}

function isFunction(value: object): boolean {
  const [key = '', ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}
