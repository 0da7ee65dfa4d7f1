import type { IncomingMessage } from 'node:http';
import type { Integration, IntegrationResponse } from '../apigateway/types';
import { internalError } from './gateway-fault';
import { customResponseHeaders, type HeaderList } from './header-rules';
import type { Reply } from './reply';

/**
 * The answer of a custom HTTP integration: the integration response whose pattern fits the upstream's status, else
 * the one without a pattern. Its status is what callers see, so an upstream's 400 may come back as 200 (measured:
 * LocalStack status_code_passthrough[HTTP]).
 */
export function customAnswer(
  integration: Integration,
  incoming: IncomingMessage,
  body: Buffer,
  traceId: string,
): Reply {
  const response = select(integration, String(incoming.statusCode));
  if (!response) throw internalError();
  const mapped: HeaderList = [];
  for (const [destination, source] of Object.entries(response.responseParameters)) {
    const name = destination.replace('method.response.header.', '');
    const value = source.startsWith("'")
      ? source.slice(1, -1)
      : incoming.headers[source.replace('integration.response.header.', '').toLowerCase()];
    if (value !== undefined) mapped.push([name, String(value)]);
  }
  const template = response.responseTemplates['application/json'];
  const text = body.toString('utf8');
  const hasType = mapped.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: Number(response.statusCode),
    headers: [
      ...(hasType ? [] : ([['Content-Type', 'application/json']] as HeaderList)),
      ...customResponseHeaders(mapped),
      // Measured: S-LS header_remapping_http[HTTP].
      ['X-Amzn-Trace-Id', traceId],
    ],
    body: Buffer.from(template === undefined || template === '' ? text : fill(template, text)),
  };
}

function select(integration: Integration, status: string): IntegrationResponse | undefined {
  const responses = Object.values(integration.integrationResponses);
  const fitting = responses.find(
    ({ selectionPattern }) =>
      selectionPattern !== undefined &&
      selectionPattern !== '' &&
      new RegExp(`^(?:${selectionPattern})$`).test(status),
  );
  return fitting ?? responses.find(({ selectionPattern }) => !selectionPattern);
}

/** Only the whole body can be inserted; other templates of VTL are taken as they stand. */
function fill(template: string, body: string): string {
  return template.replaceAll('$input.body', body).replaceAll("$input.json('$')", body);
}
