import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeBody, describeGet, type EchoRequest, headerOf, visibleHeaders } from './describe';

type Route = {
  methods: string[];
  pattern: RegExp;
  answer(request: EchoRequest, response: ServerResponse, values: string[]): Promise<void> | void;
};

const any = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'];
const bodyMethod = (name: string): Route => ({
  methods: [name.toUpperCase()],
  pattern: new RegExp(`^/${name}$`),
  answer: (request, response) => json(response, describeBody(request)),
});

/** httpbin's own bounds (httpbin/core.py). */
const delaySecondsMax = 10;
const streamLinesMax = 100;
const bytesMax = 100 * 1024;
const dripBytesMax = 10 * 1024 * 1024;

export const routes: Route[] = [
  { methods: ['GET', 'HEAD'], pattern: /^\/$/, answer: (_, response) => page(response) },
  {
    methods: ['GET', 'HEAD'],
    pattern: /^\/get$/,
    answer: (request, response) => json(response, describeGet(request)),
  },
  bodyMethod('post'),
  bodyMethod('put'),
  bodyMethod('patch'),
  bodyMethod('delete'),
  {
    methods: any,
    pattern: /^\/anything(?:\/.*)?$/,
    answer: (request, response) =>
      json(response, { ...describeBody(request), method: request.method }),
  },
  {
    methods: ['GET', 'HEAD'],
    pattern: /^\/headers$/,
    answer: (request, response) => json(response, { headers: visibleHeaders(request) }),
  },
  {
    methods: ['GET', 'HEAD'],
    pattern: /^\/ip$/,
    answer: (request, response) => json(response, { origin: describeGet(request).origin }),
  },
  {
    methods: ['GET', 'HEAD'],
    pattern: /^\/user-agent$/,
    answer: (request, response) =>
      json(response, { 'user-agent': headerOf(request, 'user-agent') ?? null }),
  },
  {
    methods: ['GET', 'HEAD'],
    pattern: /^\/uuid$/,
    answer: (_, response) => json(response, { uuid: randomUUID() }),
  },
  { methods: any, pattern: /^\/status\/([\d,]+)$/, answer: status },
  { methods: any, pattern: /^\/delay\/([\d.]+)$/, answer: delay },
  { methods: ['GET', 'HEAD'], pattern: /^\/stream\/(\d+)$/, answer: stream },
  { methods: ['GET', 'HEAD'], pattern: /^\/bytes\/(\d+)$/, answer: bytes },
  { methods: ['GET', 'HEAD'], pattern: /^\/drip$/, answer: drip },
  { methods: ['GET', 'HEAD'], pattern: /^\/redirect\/(\d+)$/, answer: redirect },
];

export function json(response: ServerResponse, value: Record<string, unknown>, code = 200): void {
  const sorted = Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify(sorted, null, 2)}\n`;
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function page(response: ServerResponse): void {
  const text =
    '<!doctype html><title>httpbin.org</title><h1>httpbin, as the sandbox echoes it</h1>';
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(text);
}

/** Several codes, separated by commas, are drawn from at random. */
function status(_request: EchoRequest, response: ServerResponse, [codes = '200']: string[]): void {
  const list = codes.split(',');
  const code = Number(list[Math.floor(Math.random() * list.length)]);
  const isCode = code >= 200 && code <= 599;
  const isRedirect = [301, 302, 303, 305, 307, 308].includes(code);
  response.writeHead(isCode ? code : 400, {
    'content-type': 'text/html; charset=utf-8',
    ...(isRedirect ? { location: '/redirect/1' } : {}),
    ...(code === 204 || code === 304 ? {} : { 'content-length': 0 }),
  });
  response.end();
}

async function delay(request: EchoRequest, response: ServerResponse, [seconds = '0']: string[]) {
  await sleep(Math.min(Number(seconds), delaySecondsMax) * 1000);
  json(response, describeBody(request));
}

/** One JSON line after another, each flushed by itself. */
async function stream(request: EchoRequest, response: ServerResponse, [count = '1']: string[]) {
  response.writeHead(200, { 'content-type': 'application/json' });
  for (let id = 0; id < Math.min(Number(count), streamLinesMax); id += 1) {
    if (response.destroyed) return;
    response.write(`${JSON.stringify({ ...describeGet(request), id })}\n`);
    await sleep(1);
  }
  response.end();
}

function bytes(_request: EchoRequest, response: ServerResponse, [count = '0']: string[]): void {
  const body = randomBytes(Math.min(Number(count), bytesMax));
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': body.length,
  });
  response.end(body);
}

/** `numbytes` stars spread over `duration` seconds after `delay` seconds. */
async function drip(request: EchoRequest, response: ServerResponse) {
  const parameter = (name: string, fallback: number) =>
    Number(request.query.get(name) ?? fallback) || 0;
  const count = Math.min(parameter('numbytes', 10), dripBytesMax);
  const pauseMs = (Math.min(parameter('duration', 2), 60) * 1000) / Math.max(1, count);
  await sleep(parameter('delay', 0) * 1000);
  response.writeHead(parameter('code', 200), {
    'content-type': 'application/octet-stream',
    'content-length': count,
  });
  for (let sent = 0; sent < count && !response.destroyed; sent += 1) {
    response.write('*');
    await sleep(pauseMs);
  }
  response.end();
}

function redirect(_request: EchoRequest, response: ServerResponse, [count = '1']: string[]): void {
  const left = Number(count) - 1;
  response.writeHead(302, {
    location: left > 0 ? `/redirect/${left}` : '/get',
    'content-type': 'text/html; charset=utf-8',
    'content-length': 0,
  });
  response.end();
}
