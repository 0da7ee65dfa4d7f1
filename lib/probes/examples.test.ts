import { expect, it } from 'vitest';
import { probeCallSchema } from './call';
import { exampleCalls } from './examples';

it('offers calls that can be sent as they stand', () => {
  for (const { method, path, headers, body } of Object.values(exampleCalls))
    expect(probeCallSchema.parse({ method, path, headers, body })).toMatchObject({ method, path });
  const { streamed } = exampleCalls;
  expect(probeCallSchema.parse(streamed)).toMatchObject({
    headers: { accept: 'text/event-stream' },
    body: expect.stringContaining('"stream":true'),
  });
});
