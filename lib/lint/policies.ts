import type { Model } from './model';
import { bodyOf } from './openapi';
import type { Entry, Value } from './types';
import { at, entriesOf, itemsOf, literal, textOf } from './values';
import { entriesWritten } from './written';

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
  const declared = places.flatMap(([kind, field]) =>
    model.of(kind).map((each) => ({ subject: each.name, policy: model.get(each, field) })),
  );
  const inBodies = model.of('api').map((each) => ({
    subject: each.name,
    policy: at(bodyOf(model, each) ?? [], 'x-amazon-apigateway-policy'),
  }));
  return [...declared, ...inBodies].flatMap(({ subject, policy }) =>
    policy ? written(model, policy).map((each) => ({ subject, ...each })) : [],
  );
}

type Written = Omit<Statement, 'subject'>;

function written(model: Model, policy: Value): Written[] {
  const object = entriesWritten(policy);
  if (object) return itemsOf(at(object, 'Statement')).map(ofObject);
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
