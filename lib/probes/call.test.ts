import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeCallSchema } from './call';
import { headersMax, keptHeaders, readHeaders } from './headers';
import { bodyLengthMax } from './types';

describe('the headers of a probe', () => {
  it('are read from lines as they are pasted', () => {
    const text = 'accept: text/event-stream\r\n\n  content-type:application/json \nx-t: a:b';
    expect(readHeaders(text)).toEqual({
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', 'x-t': 'a:b' },
      problem: null,
    });
  });

  it.each([
    ['no colon', 'accept', 'form'],
    ['a name with a space', 'x y: 1', 'form'],
    ['no name', ': 1', 'form'],
    ['a value outside ASCII', 'x: é', 'form'],
    ['the gateway’s own key', 'X-Api-Key: k', 'reserved'],
    ['another host', 'host: example.com', 'reserved'],
    ['a length', 'content-length: 3', 'reserved'],
    ['no value', 'authorization:', 'empty'],
    ['too long a value', `x: ${'a'.repeat(5_000)}`, 'length'],
    ['a name twice', 'accept: a\nAccept: b', 'repeated'],
    ['too many', Array.from({ length: headersMax + 1 }, (_, n) => `x-${n}: 1`).join('\n'), 'many'],
  ])('are refused at their line: %s', (_, text, reason) => {
    expect(readHeaders(`\n${text}`).problem).toEqual({ line: text.split('\n').length + 1, reason });
  });

  it('come back from what is kept, but for credentials', () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,8}[a-z]$/).map((tail) => `x-${tail}`);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 8 }), (headers) => {
        const isSecret = (each: string) => /key|auth|token|secret|cookie|password|sig/.test(each);
        fc.pre(!Object.keys(headers).some(isSecret));
        expect(readHeaders(keptHeaders(headers))).toEqual({ headers, problem: null });
      }),
    );
    const kept = keptHeaders({
      Authorization: 'Bearer sk-1',
      'x-openai-key': 'sk-2',
      accept: '*/*',
    });
    expect(kept).toBe('Authorization:\nx-openai-key:\naccept: */*');
  });
});

describe('the call of a probe', () => {
  it('has defaults, and a body where the method takes one', () => {
    expect(probeCallSchema.parse({})).toEqual({
      method: 'GET',
      path: '/',
      headers: {},
      body: null,
    });
    const typed = {
      path: '/v1/messages',
      headers: 'content-type: application/json',
      body: '{\r\n}',
    };
    expect(probeCallSchema.parse({ ...typed, method: 'POST' })).toEqual({
      method: 'POST',
      path: '/v1/messages',
      headers: { 'content-type': 'application/json' },
      body: '{\n}',
    });
    expect(probeCallSchema.parse({ ...typed, method: 'GET' }).body).toBeNull();
  });

  it.each([
    [{ method: 'TRACE' }, 'method'],
    [{ path: 'get' }, 'path'],
    [{ path: '/a b' }, 'path'],
    [{ path: '/a#b' }, 'path'],
    [{ path: `/${'a'.repeat(1_500)}` }, 'path'],
    [{ headers: 'accept: a\nnothing' }, 'headers'],
    [{ body: 'a'.repeat(bodyLengthMax + 1) }, 'body'],
  ])('is refused beside its cause: %o', (typed, field) => {
    const { error } = probeCallSchema.safeParse(typed);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });
});
