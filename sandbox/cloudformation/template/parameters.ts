import type { StackParameter } from '../types';
import { validationError } from './document';
import type { Template } from './template';
import type { TemplateParameter } from './template-parameter';

/** A parameter as a call sends it. */
export type GivenParameter = { key: string; value: string | undefined; usePrevious: boolean };

/** Defaults filled in, previous values taken over, constraints checked, in the template's order. */
export function settleParameters(
  template: Template,
  given: GivenParameter[],
  previous: StackParameter[],
): StackParameter[] {
  const unknown = given
    .map((parameter) => parameter.key)
    .filter((key) => !Object.hasOwn(template.parameters, key));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
  const missing: string[] = [];
  const settled = Object.entries(template.parameters).flatMap(([key, definition]) => {
    const sent = given.find((parameter) => parameter.key === key);
    const before = previous.find((parameter) => parameter.key === key)?.value;
    const value = (sent?.usePrevious ? before : sent?.value) ?? definition.defaultValue;
    if (value === undefined) {
      missing.push(key);
      return [];
    }
    checkValue(key, definition, value);
    return [{ key, value }];
  });
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  }
  return settled;
}

/** What `Ref` gives for each parameter. */
export function parameterValues(
  template: Template,
  settled: StackParameter[],
): [string, string | string[]][] {
  return settled.map(({ key, value }) => {
    const type = template.parameters[key]?.type ?? 'String';
    return [key, isList(type) ? entriesOf(value) : value];
  });
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function entriesOf(value: string): string[] {
  return value.split(',').map((entry) => entry.trim());
}

function isNoNumber(value: string): boolean {
  return value.trim() === '' || Number.isNaN(Number(value));
}

function checkValue(key: string, definition: TemplateParameter, value: string): void {
  const refuse = (reason: string): never => {
    const { constraintDescription } = definition;
    throw validationError(
      constraintDescription
        ? `Parameter '${key}' failed to satisfy constraint: ${constraintDescription}`
        : `Parameter '${key}' ${reason}`,
    );
  };
  const { allowedValues, allowedPattern } = definition;
  const entries = isList(definition.type) ? entriesOf(value) : [value];
  if (allowedValues && !entries.every((entry) => allowedValues.includes(entry))) {
    refuse('must be one of AllowedValues');
  }
  if (allowedPattern) {
    const pattern = new RegExp(`^(?:${allowedPattern})$`);
    if (!entries.every((entry) => pattern.test(entry))) {
      refuse(`must match pattern ${allowedPattern}`);
    }
  }
  if (definition.minLength !== undefined && value.length < definition.minLength) {
    refuse(`must contain at least ${definition.minLength} characters`);
  }
  if (definition.maxLength !== undefined && value.length > definition.maxLength) {
    refuse(`must contain at most ${definition.maxLength} characters`);
  }
  if (definition.type === 'List<Number>' && entries.some(isNoNumber)) {
    throw validationError(`Parameter '${key}' must be a list of numbers.`); // UNCONFIRMED text.
  }
  if (definition.type !== 'Number') return;
  const number = Number(value);
  if (isNoNumber(value)) {
    throw validationError(`Parameter '${key}' must be a number.`);
  }
  if (definition.minValue !== undefined && number < definition.minValue) {
    refuse(`must be a number not less than ${definition.minValue}`);
  }
  if (definition.maxValue !== undefined && number > definition.maxValue) {
    refuse(`must be a number not greater than ${definition.maxValue}`);
  }
}
