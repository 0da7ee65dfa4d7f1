import type { ProbeMethod, SavedCall } from './types';

/** Calls that stand ready where a team has kept none yet. */
export const exampleCalls = {
  read: example('read', 'GET', '/get'),
  streamed: example('streamed', 'POST', '/v1/messages', {
    headers: 'content-type: application/json\naccept: text/event-stream',
    body: JSON.stringify({
      stream: true,
      max_tokens: 16,
      messages: [{ role: 'user', content: 'ping' }],
    }),
  }),
} as const;

function example(
  id: string,
  method: ProbeMethod,
  path: string,
  rest: Partial<SavedCall> = {},
): SavedCall {
  return {
    id: `example-${id}`,
    name: `${method} ${path}`,
    method,
    path,
    headers: '',
    body: '',
    ...rest,
  };
}
