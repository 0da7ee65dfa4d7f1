import { describe, expect, it } from 'vitest';
import { pointerOf } from './problem';
import { chooseType, readIdempotencyKey } from './read-request';

const offered = ['application/json', 'text/event-stream'];

describe('Accept', () => {
  it.each([
    [null, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['text/event-stream', 'text/event-stream'],
    ['text/*', 'text/event-stream'],
    ['application/json;q=0.2, text/event-stream', 'text/event-stream'],
    ['*/*, application/json;q=0', 'text/event-stream'],
    ['TEXT/EVENT-STREAM; q=1', 'text/event-stream'],
  ])('%s is answered with %s', (accept, type) => {
    expect(chooseType(accept, offered)).toBe(type);
  });

  it.each(['text/html', 'application/json;q=0', 'image/*', 'application/json;q=two'])(
    '%s is answered 406',
    (accept) => {
      const only = ['application/json'];
      expect(() => chooseType(accept, only)).toThrow(expect.objectContaining({ status: 406 }));
    },
  );
});

describe('Idempotency-Key', () => {
  const read = (key: string) => readIdempotencyKey(new Headers({ 'idempotency-key': key }));

  it('is read bare and quoted', () => {
    expect(read('a-key-of-mine')).toBe('a-key-of-mine');
    expect(read('"a-key-of-mine"')).toBe('a-key-of-mine');
  });

  it.each(['', '"', '""', 'short', 'with spaces in it', `${'a'.repeat(101)}`, '"unclosed-key'])(
    '%j is refused',
    (key) => {
      expect(() => read(key)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});

describe('a pointer', () => {
  it.each([
    ['', {}, ''],
    ['name', { name: 1 }, '/name'],
    ['vpc.azs.0', { vpc: { azs: ['x'] } }, '/vpc/azs/0'],
    ['tags.a.b', { tags: { 'a.b': 1 } }, '/tags/a.b'],
    ['tags.a/b~c', { tags: { 'a/b~c': 1 } }, '/tags/a~1b~0c'],
    ['limits.quota.limit', {}, '/limits/quota/limit'],
    ['a.b', null, '/a/b'],
  ])('%j leads there', (path, input, pointer) => {
    expect(pointerOf(path, input)).toBe(pointer);
  });
});
