import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { APIGatewayClient, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import type { Browser, BrowserContext, Page, Request } from '@playwright/test';

/** Where a value was looked for, and the text that was there. */
type Place = { where: string; bytes: Buffer };

const cloudformation = new CloudFormationClient({});
const apigateway = new APIGatewayClient({});

/**
 * Everything that a journey's browser is told or says: addresses, bodies, console. A value may stand in one place only,
 * the answer to the press that asked to see it.
 */
function listenIn(context: BrowserContext): { heard(): Promise<Place[]> } {
  const said: string[] = [];
  const bodies: Promise<Place | null>[] = [];
  context.on('request', (request) => said.push(request.url()));
  context.on('console', (message) => said.push(message.text()));
  // Once it has come whole: the body of one that never ends would be waited for without end.
  context.on('requestfinished', (request) => bodies.push(bodyOf(request)));
  return {
    async heard() {
      const answers = (await Promise.all(bodies)).filter((place) => place !== null);
      return [...answers, { where: 'addresses and console', bytes: Buffer.from(said.join('\n')) }];
    },
  };
}

/**
 * Listens in every context of the browser, those too that the journey makes by itself: what their pages hold is kept
 * when they close. `end` gives the browser back as it was, and answers everything.
 */
export function listenEverywhere(browser: Browser, first: BrowserContext) {
  const open = new Map([[first, listenIn(first)]]);
  const closed: Promise<Place[]>[] = [];
  const keep = async (context: BrowserContext): Promise<Place[]> => {
    const pages = await Promise.all(context.pages().map(pageKeeps));
    return [...pages, ...((await open.get(context)?.heard()) ?? [])];
  };
  const make = browser.newContext;
  browser.newContext = async (options) => {
    const context = await make.call(browser, options);
    open.set(context, listenIn(context));
    const close = context.close;
    context.close = async (why) => {
      const kept = keep(context);
      closed.push(kept);
      await kept;
      open.delete(context);
      await close.call(context, why);
    };
    return context;
  };
  return {
    async end(): Promise<Place[]> {
      browser.newContext = make;
      const kept = await Promise.all([...closed, ...[...open.keys()].map(keep)]);
      return kept.flat();
    },
  };
}

async function bodyOf(request: Request): Promise<Place | null> {
  // A page that closes takes the answers with it which nobody has read yet.
  const response = await request.response().catch(() => null);
  if (!response) return null;
  const type = response.headers()['content-type'] ?? '';
  if (!/html|json|component|text\/plain|event-stream/.test(type)) return null;
  // Shown on purpose: a press that asked for the value, and no other, answers with it.
  const posted = request.method() === 'POST' ? (request.postData() ?? '') : '';
  if (/name="[^"]*(personId|password|secret)"/.test(posted)) return null;
  // An event stream, or an answer to a page that was left, has no body to read.
  const bytes = /event-stream/.test(type) ? null : await response.body().catch(() => null);
  return bytes && { where: `answer of ${request.method()} ${request.url()}`, bytes };
}

/** What the page holds when the journey is over: its source as it stands, and what it keeps in the browser. */
async function pageKeeps(page: Page): Promise<Place> {
  const text = page.isClosed()
    ? ''
    : await page
        .evaluate(() =>
          [
            document.documentElement.outerHTML,
            ...[...document.querySelectorAll('input')].map(({ value }) => value),
            JSON.stringify({ ...localStorage }),
            JSON.stringify({ ...sessionStorage }),
            document.cookie,
          ].join('\n'),
        )
        .catch(() => '');
  return { where: 'page and browser storage', bytes: Buffer.from(text) };
}

/** Templates, outputs and events of the stacks that changed since the journey began. */
export async function stacksSince(began: number): Promise<Place[]> {
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({}));
  const changed = Stacks.filter(
    ({ CreationTime, LastUpdatedTime }) => +(LastUpdatedTime ?? CreationTime ?? 0) >= began,
  );
  return Promise.all(
    changed.map(async ({ StackId = '', ...stack }) => {
      const [template, events] = await Promise.all([
        cloudformation.send(new GetTemplateCommand({ StackName: StackId })).catch(() => null),
        cloudformation
          .send(new DescribeStackEventsCommand({ StackName: StackId }))
          .catch(() => null),
      ]);
      const text = [JSON.stringify(stack), template?.TemplateBody, JSON.stringify(events)];
      return { where: `stack ${stack.StackName}`, bytes: Buffer.from(text.join('\n')) };
    }),
  );
}

/**
 * The server's log and every file of its database that was written since: an older one cannot hold what came later.
 */
export function keptSince(began: number, folder: string): Place[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    try {
      const facts = statSync(path);
      const isNew = facts.isFile() && facts.mtimeMs >= began;
      return isNew ? changedIn(path).map((bytes) => ({ where: path, bytes })) : [];
    } catch {
      // Gone meanwhile: a database writes and drops files all the time.
      return [];
    }
  });
}

/** What this worker read of each file last time, when no value stood in it. */
const readBefore = new Map<string, Buffer>();
const stretchBytes = 64 * 1024;
/** More than the longest value takes, compressed badly. */
const marginBytes = 512;

/**
 * The stretches of a file that differ from what they were at the last look. The values are asked for after a look, so
 * that one which is made later cannot stand in what has not changed since.
 */
function changedIn(path: string): Buffer[] {
  const now = readFileSync(path);
  const before = readBefore.get(path) ?? Buffer.alloc(0);
  readBefore.set(path, now);
  const changed: Buffer[] = [];
  for (let from = 0; from < now.length; from += stretchBytes) {
    const to = Math.min(from + stretchBytes, now.length);
    const isSame = to <= before.length && now.compare(before, from, to, from, to) === 0;
    if (!isSame) changed.push(now.subarray(Math.max(0, from - marginBytes), to + marginBytes));
  }
  return changed;
}

/** Every key's value, from AWS itself. */
export async function keyValues(): Promise<string[]> {
  const values: string[] = [];
  let position: string | undefined;
  do {
    const page = await apigateway.send(
      new GetApiKeysCommand({ includeValues: true, limit: 500, position }),
    );
    values.push(...(page.items ?? []).flatMap(({ value }) => (value ? [value] : [])));
    position = page.position;
  } while (position);
  return values;
}

const window = 4;

/**
 * Which of the values stand in which place, in one pass over all bytes. PostgreSQL compresses long rows by putting a
 * control byte before every eight literal ones (pglz), so that a value may be interrupted once in eight: two windows
 * of four bytes each are looked for, of which one is always whole, and from there the rest is matched with that in mind.
 */
export function findValues(values: readonly string[], places: readonly Place[]): string[] {
  const starts = new Map<number, { value: string; at: number }[]>();
  // Tells for nearly every byte that nothing begins here, without a look at the map.
  const maybe = new Uint8Array(1 << 16);
  for (const value of values)
    for (const at of [8, 8 + window]) {
      const start = Buffer.from(value.slice(at, at + window)).readUInt32BE(0);
      starts.set(start, [...(starts.get(start) ?? []), { value, at }]);
      maybe[slotOf(start)] = 1;
    }
  const found: string[] = [];
  for (const { where, bytes } of places) {
    let last = 0;
    for (let index = 0; index < bytes.length; index++) {
      last = (last << 8) | (bytes[index] as number);
      if (maybe[slotOf(last)] === 0) continue;
      const hits = starts.get(last >>> 0);
      const hit = hits?.find(({ value, at }) => stands(value, at, bytes, index + 1 - window));
      if (hit) {
        found.push(where);
        break;
      }
    }
  }
  return found;
}

function slotOf(four: number): number {
  return (four ^ (four >>> 15)) & 0xffff;
}

/** Whether the whole value lies around `index`, where its part from `at` on was found. */
function stands(value: string, at: number, bytes: Buffer, index: number): boolean {
  const before = bytes.toString('latin1', Math.max(0, index - at - 3), index);
  const after = bytes.toString('latin1', index, index + (value.length - at) * 2);
  return isEnd(value.slice(0, at), before) && isBegin(value.slice(at), after);
}

function isBegin(part: string, text: string): boolean {
  let skipped = -8;
  let from = 0;
  for (let index = 0; index < part.length; index++) {
    if (text[from] !== part[index]) {
      if (index - skipped < 8) return false;
      skipped = index;
      from += 1;
      if (text[from] !== part[index]) return false;
    }
    from += 1;
  }
  return true;
}

function isEnd(part: string, text: string): boolean {
  const backwards = (it: string) => [...it].reverse().join('');
  return isBegin(backwards(part), backwards(text));
}
