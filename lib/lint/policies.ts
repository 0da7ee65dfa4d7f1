import { readText } from './cloudformation';
import type { Model } from './model';
import type { Entry, Value } from './types';
import { at, entriesOf, itemsOf, literal, textOf } from './values';

/** A statement of a policy on an API or an endpoint, and the keys its conditions ask for, in the order they are written. */
export type Statement = {
  subject: string;
  effect: string;
  conditions: { operator: string; key: string; line: number }[];
};

const places = [
  ['api', ['policy', 'Policy']],
  ['apiPolicy', ['policy', '']],
  ['endpoint', ['policy', 'PolicyDocument']],
  ['endpointPolicy', ['policy', '']],
] as const;

/** Every statement that is written in the template: as an object, as JSON text, or as Terraform's policy document. */
export function statementsOf(model: Model): Statement[] {
  return places.flatMap(([kind, field]) =>
    model.of(kind).flatMap(({ name, ...declared }) => {
      const policy = model.get({ name, ...declared }, field);
      return policy ? written(model, policy).map((each) => ({ subject: name, ...each })) : [];
    }),
  );
}

type Written = Omit<Statement, 'subject'>;

function written(model: Model, policy: Value): Written[] {
  if (policy.kind === 'map') return itemsOf(at(policy.entries, 'Statement')).map(ofObject);
  if (policy.kind === 'scalar') {
    const text = textOf(policy);
    if (!text.trim().startsWith('{')) return [];
    // A text of many lines begins on the line after the one that opens it.
    const inside = readText(text, text.includes('\n') ? policy.line : policy.line - 1);
    return inside?.kind === 'map' ? written(model, inside) : [];
  }
  const document = /^data\.aws_iam_policy_document\.[\w-]+/.exec(textOf(policy))?.[0];
  return model.parsed.data
    .filter(({ name }) => name === document)
    .flatMap(({ properties }) => blocks(properties, 'statement').map(ofDocument));
}

function ofObject(statement: Value): Written {
  const fields = entriesOf(statement);
  return {
    effect: literal(at(fields, 'Effect')) ?? '',
    conditions: entriesOf(at(fields, 'Condition')).flatMap(({ key: operator, value }) =>
      entriesOf(value).map(({ key, line }) => ({ operator, key, line })),
    ),
  };
}

/** Terraform writes an allowing statement without its effect. */
function ofDocument(statement: Entry[]): Written {
  return {
    effect: literal(at(statement, 'effect')) ?? 'Allow',
    conditions: blocks(statement, 'condition').map((condition) => {
      const variable = at(condition, 'variable');
      return {
        operator: textOf(at(condition, 'test')),
        key: textOf(variable),
        line: variable?.line ?? 1,
      };
    }),
  };
}

function blocks(entries: Entry[], name: string): Entry[][] {
  return entries.filter(({ key }) => key === name).map(({ value }) => entriesOf(value));
}
