import type { AwsFault } from '../../context';
import { isObject, type Json, validationError } from './document';
import { substitutionNames } from './references';

/** Outside of `Rules`, and without the language-extensions transform. The order in AWS's text is UNCONFIRMED. */
const supported = [
  'Fn::Base64',
  'Fn::GetAtt',
  'Fn::GetAZs',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Split',
  'Fn::FindInMap',
  'Fn::Select',
  'Ref',
  'Fn::Equals',
  'Fn::If',
  'Fn::Not',
  'Condition',
  'Fn::And',
  'Fn::Or',
  'Fn::Sub',
  'Fn::Cidr',
];

type Shape = { fits: (argument: Json) => boolean; message: string };

const isList = (value: Json | undefined, length: number): value is Json[] =>
  Array.isArray(value) && value.length === length;
/** A function may stand where its result is what is asked for. */
const isText = (value: Json | undefined) => typeof value === 'string' || isObject(value);
const isTexts = (value: Json | undefined) => Array.isArray(value) || isObject(value);
const isBooleans = (value: Json) => Array.isArray(value) && value.length >= 2 && value.length <= 10;

/**
 * The form each function must have. Texts are recorded from AWS (LocalStack's validated snapshots, tests/aws/services/
 * cloudformation; issues aws-cdk#25696, aws-cloudformation/cfn-lint#1430), except where marked.
 */
const shapes: Record<string, Shape> = {
  Ref: {
    fits: (argument) => typeof argument === 'string',
    message: 'Template format error: Every Ref object must have a single String value.',
  },
  'Fn::GetAtt': {
    fits: (argument) => {
      const parts = typeof argument === 'string' ? argument.split('.') : argument;
      return Array.isArray(parts) && parts.length >= 2 && parts.every((part) => part !== '');
    },
    message:
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  },
  'Fn::Sub': {
    fits: (argument) => {
      const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
      return typeof text === 'string' && isObject(variables);
    },
    message:
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
  },
  'Fn::Join': {
    fits: (argument) =>
      isList(argument, 2) && typeof argument[0] === 'string' && isTexts(argument[1]),
    message:
      'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
  },
  'Fn::Split': {
    fits: (argument) =>
      isList(argument, 2) && typeof argument[0] === 'string' && isText(argument[1]),
    message:
      'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  },
  'Fn::Select': {
    fits: isSelection,
    message:
      'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
  },
  'Fn::If': {
    fits: (argument) => isList(argument, 3),
    message: 'Template error: Fn::If requires a list argument with three elements',
  },
  'Fn::FindInMap': {
    fits: (argument) => isList(argument, 3),
    message:
      'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
  },
  'Fn::Base64': {
    fits: isText,
    message: 'Template error: every Fn::Base64 object must have a String-typed value.',
  },
  'Fn::ImportValue': {
    fits: isText,
    message:
      'Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string',
  },
  'Fn::Equals': {
    fits: (argument) => isList(argument, 2),
    message: 'Template error: every Fn::Equals object requires a list of 2 string parameters.',
  },
  'Fn::And': {
    fits: isBooleans,
    message:
      'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
  },
  'Fn::Or': {
    fits: isBooleans,
    message:
      'Template error: every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.',
  },
  'Fn::Not': {
    fits: (argument) => isList(argument, 1),
    message: 'Template error: every Fn::Not object requires one boolean parameter.',
  },
};

/** What AWS says of a function whose arguments have, or come out in, the wrong form. */
export function malformed(name: string): AwsFault {
  return validationError(shapes[name]?.message ?? `Template error: ${name} is malformed`);
}

/** A literal list is measured here; how long a computed one is only evaluation can tell. */
function isSelection(argument: Json): boolean {
  if (!isList(argument, 2)) return false;
  const [index, list] = argument;
  const position = isObject(index) ? 0 : Number(index);
  if (!Number.isInteger(position) || position < 0) return false;
  return Array.isArray(list) ? position < list.length : isObject(list);
}

/** Throws for the first function in a value that CloudFormation does not know or that has the wrong form. */
export function checkFunctions(value: Json): void {
  if (typeof value !== 'object' || value === null) return;
  const [key] = Object.keys(value);
  if (!Array.isArray(value) && key !== undefined && Object.keys(value).length === 1) {
    checkFunction(key, value[key] ?? null);
  }
  for (const child of Object.values(value)) checkFunctions(child);
}

function checkFunction(name: string, argument: Json): void {
  if (name.startsWith('Fn::') && !supported.includes(name)) {
    throw validationError(
      `Template error: Encountered unsupported function: ${name} Supported functions are: [${supported.join(', ')}]`,
    );
  }
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  if (shape && !shape.fits(argument)) throw validationError(shape.message);
  if (name === 'Fn::Sub' && !substitutionNames(argument).every(isVariable)) {
    throw validationError(
      'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
    );
  }
}

function isVariable(name: string): boolean {
  return /^[\w.:]+$/.test(name);
}
