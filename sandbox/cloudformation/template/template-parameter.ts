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

export function readParameter(name: string, value: Json): TemplateParameter {
  if (!isObject(value) || typeof value.Type !== 'string') {
    throw validationError(
      `Template format error: Every Parameters object must contain a Type member. [/Parameters/${name}]`,
    );
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
