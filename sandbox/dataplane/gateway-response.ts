import type { GatewayResponse } from '../apigateway/types';
import type { SandboxContext } from '../context';
import type { Call } from './call';
import { contextVariables, fillContext } from './context-variables';
import { evaluate } from './expressions';
import type { GatewayFault } from './gateway-fault';
import { type HeaderList, setHeader } from './header-rules';
import type { Reply } from './reply';

const defaultTemplate = '{"message":$context.error.messageString}';

/**
 * The answer to a fault: the deployed gateway response of its kind, else DEFAULT_4XX or DEFAULT_5XX, else AWS's own.
 * Statuses of the defaults rewrite all kinds that say nothing themselves (S-GWR). An access denied by policy says
 * `Message` with a capital by itself (measured: floci).
 */
export function gatewayReply(context: SandboxContext, call: Call, fault: GatewayFault): Reply {
  const configured = responseFor(call, fault);
  const values = contextVariables(context, call, null);
  const template = configured?.responseTemplates['application/json'] ?? firstOf(configured);
  const isOwn = template === undefined;
  const capital = fault.type === 'ACCESS_DENIED' && isOwn;
  const text = capital
    ? JSON.stringify({ Message: fault.message })
    : fillContext(fillStage(call, template ?? defaultTemplate), values, '');
  let headers: HeaderList = [
    ['Content-Type', contentTypeOf(configured)],
    ['x-amzn-ErrorType', fault.errorType],
  ];
  for (const [destination, source] of Object.entries(configured?.responseParameters ?? {})) {
    const value = evaluate(source, call, values);
    const name = destination.replace('gatewayresponse.header.', '');
    if (value) headers = setHeader(headers, name, value.join(','));
  }
  const status =
    configured?.statusCode === undefined ? fault.status : Number(configured.statusCode);
  return { status, headers, body: Buffer.from(text) };
}

function responseFor(call: Call, fault: GatewayFault): GatewayResponse | undefined {
  const responses = call.target?.deployment.snapshot.gatewayResponses ?? {};
  return responses[fault.type] ?? responses[fault.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX'];
}

function firstOf(response: GatewayResponse | undefined): string | undefined {
  return response && Object.values(response.responseTemplates)[0];
}

function contentTypeOf(response: GatewayResponse | undefined): string {
  const types = Object.keys(response?.responseTemplates ?? {});
  if (types.length === 0 || types.includes('application/json')) return 'application/json';
  return types[0] ?? 'application/json';
}

function fillStage(call: Call, template: string): string {
  const variables = call.target?.stage.variables ?? {};
  return template.replace(/\$stageVariables\.(\w+)/g, (_, name: string) => variables[name] ?? '');
}
