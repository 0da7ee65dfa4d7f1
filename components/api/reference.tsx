import { Badge } from '@/components/ui/badge';
import { Code, CodeBlock } from '@/components/ui/code';
import { Section } from '@/components/ui/section';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { OpenApiDocument } from '@/lib/api/openapi';
import type { ErrorCode } from '@/lib/errors';
import { getI18n } from '@/lib/i18n/server';
import { OperationEntry } from './operation-entry';

const paragraphs = [
  'auth',
  'runs',
  'key',
  'dryRun',
  'requests',
  'words',
  'errors',
  'paging',
] as const;

/** What holds for every operation. */
export async function About() {
  const words = (await getI18n()).t('api');
  return (
    <Section title={words('about.title')}>
      <div className="flex flex-col gap-3">
        {paragraphs.map((name) => (
          <p key={name}>{words(`about.${name}`)}</p>
        ))}
      </div>
    </Section>
  );
}

/** The operations in the order of the document, each under its path. */
export async function Operations({ document }: { document: OpenApiDocument }) {
  const words = (await getI18n()).t('api');
  return (
    <Section title={words('operations')}>
      <div className="flex flex-col">
        {Object.entries(document.paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => (
            <OperationEntry
              key={operation.operationId}
              method={method.toUpperCase()}
              path={path}
              operation={operation}
            />
          )),
        )}
      </div>
    </Section>
  );
}

/** The nine codes, with the status each comes in. */
export async function ErrorCodes({ statusOf }: { statusOf: Record<ErrorCode, number> }) {
  const words = (await getI18n()).t('api');
  return (
    <Section title={words('errorCodes')}>
      <Table label={words('errorCodes')}>
        <TableHead>
          <TableHeader className="pl-0">{words('code')}</TableHeader>
          <TableHeader>{words('statusCode')}</TableHeader>
          <TableHeader>{words('meaning')}</TableHeader>
        </TableHead>
        <tbody>
          {Object.entries(statusOf).map(([code, status]) => (
            <TableRow key={code}>
              <TableCell className="pl-0">
                <Code>{code}</Code>
              </TableCell>
              <TableCell>{status}</TableCell>
              <TableCell>{words(`problem.${code as ErrorCode}`)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

/** Every schema, closed until somebody wants it. */
export async function Schemas({ document }: { document: OpenApiDocument }) {
  const words = (await getI18n()).t('api');
  return (
    <Section title={words('schemas')}>
      {Object.entries(document.components.schemas).map(([name, schema]) => (
        <details key={name} id={name} className="border-line border-b py-2 last:border-b-0">
          <summary className="cursor-pointer">
            <Badge>
              <Code>{name}</Code>
            </Badge>
          </summary>
          <CodeBlock
            className="mt-2"
            label={words('schema', { name })}
            text={JSON.stringify(schema, null, 2)}
          />
        </details>
      ))}
    </Section>
  );
}
