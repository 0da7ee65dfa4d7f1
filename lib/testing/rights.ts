import { bootstrapSpecSchema } from '@/templates/bootstrap/spec';
import { stackFor } from '@/templates/stack';
import { type PreparedSandbox, type RoleName, roleArn } from './prepared';

type Statement = {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: unknown;
};
type Policies = { PolicyName: string; PolicyDocument: { Statement: Statement[] } }[];

/** One right of a role: an action of one of its statements, or one of several resources that it holds for. */
export type Right = {
  label: string;
  statement: number;
  action: string | null;
  resource: number | null;
};

const logicalIds: Record<RoleName, string> = {
  read: 'ReadRole',
  operate: 'OperateRole',
  reveal: 'RevealRole',
  cloudformation: 'CloudFormationRole',
};

/** Every right that the rendered bootstrap template gives a role. */
export function rightsOf(role: RoleName, effect: 'Allow' | 'Deny' = 'Allow'): Right[] {
  return statementsOf(role).flatMap(({ Sid, Effect, Action, Resource }, statement) => {
    if (Effect !== effect) return [];
    const actions = Action.map((action) => ({
      label: `${Sid} ${action}`,
      statement,
      action,
      resource: null,
    }));
    if (!Array.isArray(Resource)) return actions;
    const resources = Resource.map((pattern, resource) => ({
      label: `${Sid} on ${textOf(pattern)}`,
      statement,
      action: null,
      resource,
    }));
    return [...actions, ...resources];
  });
}

/** Takes one right from the role in the account; answers how to give it back. */
export function withoutRight(sandbox: PreparedSandbox, role: RoleName, right: Right): () => void {
  return changePolicy(sandbox, role, (statements) =>
    statements.map((statement, index) =>
      index === right.statement ? reduce(statement, right) : statement,
    ),
  );
}

/** Lets the role do everything that is not denied, as somebody's later grant might. */
export function withEverything(sandbox: PreparedSandbox, role: RoleName): () => void {
  const all: Statement = { Sid: 'All', Effect: 'Allow', Action: ['*'], Resource: '*' };
  return changePolicy(sandbox, role, (statements) => [...statements, all]);
}

function changePolicy(
  sandbox: PreparedSandbox,
  name: RoleName,
  change: (statements: Statement[]) => Statement[],
): () => void {
  const role = sandbox.context.iam.roles.get(roleArn(name).split('/')[1] ?? '');
  if (!role) throw new Error(`the account has no role to ${name}`);
  const { policies } = role;
  role.policies = Object.fromEntries(
    Object.entries(policies).map(([policy, document]) => {
      const { Statement } = document as { Statement: Statement[] };
      return [policy, { ...(document as object), Statement: change(Statement) }];
    }),
  );
  return () => {
    role.policies = policies;
  };
}

function reduce(statement: Statement, { action, resource }: Right): Statement {
  const { Action, Resource } = statement;
  if (action !== null) return { ...statement, Action: Action.filter((it) => it !== action) };
  const resources = [Resource].flat().filter((_, index) => index !== resource);
  return { ...statement, Resource: resources };
}

function statementsOf(role: RoleName): Statement[] {
  const spec = bootstrapSpecSchema.parse({ kind: 'bootstrap', owner: 'ops@example.com' });
  const { Policies } = stackFor(spec).template.Resources[logicalIds[role]]?.Properties ?? {};
  return (Policies as unknown as Policies).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
}

function textOf(pattern: unknown): string {
  const text = (pattern as { 'Fn::Sub'?: string })['Fn::Sub'] ?? JSON.stringify(pattern);
  return text.replace(/\$\{AWS::(\w+)\}/g, '');
}
