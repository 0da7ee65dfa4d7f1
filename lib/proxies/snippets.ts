import { type HttpMethod, methodsOf, trialMethod } from '@/templates/proxy/http-methods';
import type { ProxySpec } from '@/templates/proxy/spec';

/** One way to reach the proxy: what `invokeForms` of templates/proxy/invoke.ts answers. */
export type SnippetForm = { url: string; headers: Record<string, string> };

export type SnippetRequest = {
  method: string;
  /** Begins with a slash; put behind the form's URL. */
  path: string;
  /** The integration's timeout; the caller waits a little longer, so that it sees the gateway's own 504. */
  timeoutMs: number;
  isStream: boolean;
  /** The header that carries the upstream's own x-api-key, where the proxy has one. */
  upstreamKeyHeader: string | null;
};

export type SnippetLanguage = 'curl' | 'python' | 'node';

export const snippetLanguages: readonly SnippetLanguage[] = ['curl', 'python', 'node'];

/** How much longer than the gateway a caller waits, in seconds. */
const patienceSeconds = 5;

const keyVariable = 'SLUICE_API_KEY';
const upstreamKeyVariable = 'UPSTREAM_API_KEY';

/**
 * A program that calls the proxy through one URL form, ready to paste: only the language's standard library, the key
 * from the environment and never in the text.
 */
export function snippetFor(
  language: SnippetLanguage,
  form: SnippetForm,
  request: SnippetRequest,
): string {
  const call: Call = {
    ...request,
    url: `${form.url.replace(/\/+$/, '')}${request.path}`,
    headers: Object.entries(form.headers),
    timeoutSeconds: Math.ceil(request.timeoutMs / 1000) + patienceSeconds,
  };
  return writers[language](call);
}

type Call = Omit<SnippetRequest, 'path'> & {
  url: string;
  headers: [string, string][];
  timeoutSeconds: number;
};

const writers: Record<SnippetLanguage, (call: Call) => string> = {
  curl: writeCurl,
  python: writePython,
  node: writeNode,
};

function writeCurl(call: Call): string {
  const options = [
    `--max-time ${call.timeoutSeconds}`,
    ...(call.isStream ? ['--no-buffer'] : []),
    ...methodOption(call.method),
    `--header "x-api-key: $${keyVariable}"`,
    ...(call.upstreamKeyHeader
      ? [`--header "${call.upstreamKeyHeader}: $${upstreamKeyVariable}"`]
      : []),
    ...call.headers.map(([name, value]) => `--header ${shellQuote(`${name}: ${value}`)}`),
    ...(hasBody(call) ? [`--header 'content-type: application/json'`, `--data '{}'`] : []),
  ];
  return [`curl ${shellQuote(call.url)}`, ...options.map((option) => `  ${option}`)].join(' \\\n');
}

/** With `--request HEAD` curl would wait for a body that never comes (curl's manual). */
function methodOption(method: string): string[] {
  if (method === 'GET') return [];
  return [method === 'HEAD' ? '--head' : `--request ${method}`];
}

function hasBody({ method }: Call): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

function writePython(call: Call): string {
  const headers = headerLines(call, (variable) => `os.environ["${variable}"]`);
  const body = hasBody(call) ? ['    data=b"{}",'] : [];
  const read = call.isStream
    ? ['    for line in response:', '        print(line.decode(), end="", flush=True)']
    : ['    print(response.status, response.read().decode())'];
  return [
    'import os',
    'import urllib.request',
    '',
    'request = urllib.request.Request(',
    `    ${JSON.stringify(call.url)},`,
    `    method="${call.method}",`,
    ...body,
    '    headers={',
    ...headers.map((line) => `        ${line},`),
    '    },',
    ')',
    `with urllib.request.urlopen(request, timeout=${call.timeoutSeconds}) as response:`,
    ...read,
  ].join('\n');
}

function writeNode(call: Call): string {
  const headers = headerLines(call, (variable) => `process.env.${variable}`);
  const body = hasBody(call) ? ["  body: '{}',"] : [];
  const read = call.isStream
    ? ['for await (const chunk of response.body) process.stdout.write(chunk);']
    : ['console.log(response.status, await response.text());'];
  return [
    `const response = await fetch(${JSON.stringify(call.url)}, {`,
    `  method: '${call.method}',`,
    '  headers: {',
    ...headers.map((line) => `    ${line},`),
    '  },',
    ...body,
    `  signal: AbortSignal.timeout(${call.timeoutSeconds * 1000}),`,
    '});',
    ...read,
  ].join('\n');
}

function headerLines(call: Call, variable: (name: string) => string): string[] {
  return [
    `"x-api-key": ${variable(keyVariable)}`,
    ...(call.upstreamKeyHeader
      ? [`${JSON.stringify(call.upstreamKeyHeader)}: ${variable(upstreamKeyVariable)}`]
      : []),
    ...call.headers.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...(hasBody(call) ? ['"content-type": "application/json"'] : []),
  ];
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A path that the upstream is known to answer by this method, so that the first paste works; else its root. */
export function samplePath(upstreamUrl: string, method = 'GET'): string {
  if (!/^https:\/\/httpbin\.org\/?$/i.test(upstreamUrl)) return '/';
  return method === 'GET' || method === 'HEAD' ? '/get' : '/anything';
}

/** The method to show callers: what its kind of API is mostly called by, where the proxy lets that pass. */
export function sampleMethod(upstream: ProxySpec['upstream']): HttpMethod {
  const usual = upstream.mode === 'stream' ? 'POST' : 'GET';
  return methodsOf(upstream).includes(usual) ? usual : trialMethod(upstream);
}
