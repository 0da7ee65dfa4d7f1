import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import type { OpenApiOperation } from '@/lib/api/openapi';
import { getI18n } from '@/lib/i18n/server';

/** One operation: what it does in the reader's language, what it needs, takes and answers. */
export async function OperationEntry({
  method,
  path,
  operation,
}: {
  method: string;
  path: string;
  operation: OpenApiOperation;
}) {
  const words = (await getI18n()).t('api');
  const { operationId, parameters, requestBody, responses } = operation;
  const scope = operation['x-scope'];
  return (
    <article id={operationId} className="border-line border-b py-4 last:border-b-0">
      <h3 className="font-medium">
        <Code className="wrap-anywhere">
          {method} {path}
        </Code>
      </h3>
      <p className="mt-1 mb-2">{words(`operation.${operationId}`)}</p>
      <Facts>
        <Fact name={words('needs')}>
          {typeof scope === 'string' ? <Code>{scope}</Code> : words('anyToken')}
        </Fact>
        {parameters.length > 0 && (
          <Fact name={words('parameters')}>
            <span className="flex min-w-0 flex-col">
              {parameters.map((parameter) => (
                <span key={parameter.name}>
                  <Code>{parameter.name}</Code>{' '}
                  <span className="text-ink-muted text-xs">
                    {parameter.in}
                    {parameter.required && `, ${words('required')}`}
                  </span>
                </span>
              ))}
            </span>
          </Fact>
        )}
        {requestBody && (
          <Fact name={words('body')}>
            <SchemaLink schema={requestBody.content['application/json'].schema} />
          </Fact>
        )}
        <Fact name={words('answers')}>
          <span className="flex min-w-0 flex-col">
            {Object.entries(responses).map(([status, { content }]) => (
              <span key={status} className="flex gap-2">
                <span className="w-14 shrink-0">{status}</span>
                <Content content={content ?? {}} />
              </span>
            ))}
          </span>
        </Fact>
      </Facts>
    </article>
  );
}

function Content({ content }: { content: Record<string, unknown> }) {
  return (
    <span className="min-w-0">
      {Object.entries(content).map(([type, media]) => (
        <span key={type} className="mr-3 inline-block">
          <SchemaLink schema={(media as { schema: Record<string, unknown> }).schema} />{' '}
          <span className="text-ink-muted text-xs">{type}</span>
        </span>
      ))}
    </span>
  );
}

/** A schema of the document by its name, which is also its anchor on this page. */
function SchemaLink({ schema }: { schema: Record<string, unknown> }) {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
  if (!name) return null;
  return (
    <a href={`#${name}`} className="text-accent underline">
      <Code>{name}</Code>
    </a>
  );
}
