import { asText, isObject, type Json, validationError } from './document';

export type TemplateParameter = {
  type: string;
  defaultValue: string | undefined;
  allowedValues: string[] | undefined;
  allowedPattern: string | undefined;
  constraintDescription: string | undefined;
  minLength: number | undefined;
  maxLength: number | undefined;
  minValue: number | undefined;
  maxValue: number | undefined;
  noEcho: boolean;
  description: string | undefined;
};

/** The types that need no look into the account; AWS's own (`AWS::EC2::VPC::Id` …) are text (UserGuide, parameters). */
const typePattern =
  /^(String|Number|CommaDelimitedList|List<(String|Number|AWS::[\w:]+)>|AWS::[\w:]+(<[\w:<>]+>)?)$/;

export function readParameter(name: string, value: Json): TemplateParameter {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw validationError(`Template format error: Parameter name ${name} is non alphanumeric.`);
  }
  if (!isObject(value) || typeof value.Type !== 'string') {
    throw validationError(
      `Template format error: Every Parameters object must contain a Type member. [/Parameters/${name}]`,
    );
  }
  if (!typePattern.test(value.Type)) {
    throw validationError(`Template format error: Unrecognized parameter type: ${value.Type}`);
  }
  if (typeof value.Default === 'object') {
    throw validationError('Template format error: Every Default member must be a string.');
  }
  const text = (key: string) => (value[key] === undefined ? undefined : asText(value[key]));
  const number = (key: string) => (value[key] === undefined ? undefined : Number(value[key]));
  return {
    type: value.Type,
    defaultValue: text('Default'),
    allowedValues: Array.isArray(value.AllowedValues) ? value.AllowedValues.map(asText) : undefined,
    allowedPattern: text('AllowedPattern'),
    constraintDescription: text('ConstraintDescription'),
    minLength: number('MinLength'),
    maxLength: number('MaxLength'),
    minValue: number('MinValue'),
    maxValue: number('MaxValue'),
    noEcho: asText(value.NoEcho) === 'true',
    description: text('Description'),
  };
}
