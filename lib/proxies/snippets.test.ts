import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { upstreamSchema } from '@/templates/proxy/upstream';
import {
  type SnippetRequest,
  sampleMethod,
  samplePath,
  snippetFor,
  snippetLanguages,
} from './snippets';

const form = {
  url: 'https://vpce-1.execute-api.ap-northeast-1.vpce.amazonaws.com/live/',
  headers: { 'x-apigw-api-id': 'abc123' },
};
const get: SnippetRequest = {
  method: 'GET',
  path: '/get',
  timeoutMs: 29_000,
  isStream: false,
  upstreamKeyHeader: null,
};

describe('snippetFor', () => {
  it('writes curl that can be pasted', () => {
    expect(snippetFor('curl', form, get)).toBe(
      [
        "curl 'https://vpce-1.execute-api.ap-northeast-1.vpce.amazonaws.com/live/get' \\",
        '  --max-time 34 \\',
        '  --header "x-api-key: $SLUICE_API_KEY" \\',
        "  --header 'x-apigw-api-id: abc123'",
      ].join('\n'),
    );
  });

  it.each(snippetLanguages)('waits longer in %s than the gateway does', (language) => {
    expect(snippetFor(language, form, get)).toMatch(/\b34(000)?\b/);
  });

  it.each(snippetLanguages)('sends the upstream key in its own header in %s', (language) => {
    const text = snippetFor(language, form, { ...get, upstreamKeyHeader: 'x-upstream-api-key' });
    expect(text).toMatch(/x-upstream-api-key.*UPSTREAM_API_KEY/);
  });

  it.each(['python', 'node'] as const)(
    'writes %s that runs and sends key and headers',
    async (language) => {
      const seen: Record<string, unknown>[] = [];
      const server = createServer((request, response) => {
        seen.push({ method: request.method, url: request.url, headers: request.headers });
        response.end('hello');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const text = snippetFor(
        language,
        { ...form, url: `http://127.0.0.1:${port}/live` },
        { ...get, method: 'POST', isStream: language === 'node' },
      );
      const output = await run(language, text);
      server.close();
      if (output === null) return;
      expect(output).toContain('hello');
      expect(seen[0]).toMatchObject({
        method: 'POST',
        url: '/live/get',
        headers: { 'x-api-key': 'k1', 'x-apigw-api-id': 'abc123' },
      });
    },
  );
});

describe('sampleMethod', () => {
  it('is what the kind of API is called by, or the mildest method that passes', () => {
    const of = (upstream: object) =>
      sampleMethod(upstreamSchema.parse({ url: 'https://example.com', ...upstream }));
    expect(of({})).toBe('GET');
    expect(of({ mode: 'stream' })).toBe('POST');
    expect(of({ mode: 'stream', methods: ['DELETE', 'HEAD'] })).toBe('HEAD');
    expect(of({ methods: ['DELETE', 'PUT'] })).toBe('PUT');
  });

  it('has a body only where one belongs', () => {
    const head = snippetFor('curl', form, { ...get, method: 'HEAD' });
    expect(head).toContain('--head');
    for (const method of ['HEAD', 'DELETE', 'OPTIONS'])
      for (const language of snippetLanguages)
        expect(snippetFor(language, form, { ...get, method })).not.toMatch(
          /data|body:|content-type/,
        );
  });
});

describe('samplePath', () => {
  it('knows a path of httpbin and else asks for the root', () => {
    expect(samplePath('https://httpbin.org')).toBe('/get');
    expect(samplePath('https://api.example.com/v1')).toBe('/');
  });
});

/** Null where the machine lacks the interpreter. */
async function run(language: 'python' | 'node', text: string): Promise<string | null> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const command = language === 'python' ? 'python3' : process.execPath;
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const file = join(
    tmpdir(),
    `snippet-${process.pid}-${language}.${language === 'node' ? 'mjs' : 'py'}`,
  );
  writeFileSync(file, text);
  const { stdout } = await promisify(execFile)(command, [file], {
    env: { ...process.env, SLUICE_API_KEY: 'k1', no_proxy: '*' },
  });
  return stdout;
}
