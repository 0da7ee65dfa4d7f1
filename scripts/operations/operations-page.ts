import type { UsedOperation } from './used-operations';

/** The text of `docs/operations.md`. */
export function operationsPage(operations: UsedOperation[]): string {
  const rows = operations.map(
    ({ signingName, operation, action, resource, files }) =>
      `| ${signingName} | ${operation} | ${need(action, resource)} | ${files.map((file) => `\`${file}\``).join(', ')} |`,
  );
  return `# Operations

Every AWS operation that the product sends, and what IAM asks for it. Written by \`npm run operations\` from the sources of
\`lib/aws\` and the schemas of the AWS SDK; a test fails when it is out of date, or when the local AWS lacks an operation.

What CloudFormation does on a stack's behalf is not in it: that is asked of the stack's own role.

| signs as | operation | IAM action | sent by |
|---|---|---|---|
${rows.join('\n')}
`;
}

function need(action: string | null, resource: string | null): string {
  if (action === null) return 'none';
  return resource === null ? `\`${action}\`` : `\`${action}\` on \`${resource}\``;
}
