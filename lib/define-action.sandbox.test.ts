import { redirect } from 'next/navigation';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type ActionState, idle } from './action-state';
import { defineAction, definePublicAction } from './define-action';
import { env } from './env';
import { AppError } from './errors';
import type { Actor } from './identity/types';

const request = vi.hoisted(() => ({ headers: new Headers(), actor: null as Actor | null }));
const rows = vi.hoisted(() => [] as unknown[]);
const lines = vi.hoisted(() => [] as Record<string, unknown>[]);

vi.mock('next/headers', () => ({ headers: async () => request.headers }));
vi.mock('./db/database', () => ({ db: async () => ({}) }));
vi.mock('./audit/mutations', () => ({
  recordAudit: async (_on: unknown, row: unknown) => rows.push(row),
}));
const foreign = vi.hoisted(() => ({ count: 0 }));
vi.mock('./identity/attempts', async (importOriginal) => ({
  ...(await importOriginal<typeof import('./identity/attempts')>()),
  countForeign: async () => ++foreign.count,
}));
vi.mock('./log', () => {
  const keep = (event: string, facts: Record<string, unknown>) => lines.push({ event, ...facts });
  return { log: { info: keep, error: keep } };
});
const confirmed = vi.hoisted(() => ({ value: true }));
vi.mock('./identity/step-up', () => ({
  requireRecent: async () => {
    if (!confirmed.value) throw new AppError('denied', 'not confirmed', { detail: 'confirm' });
  },
}));
vi.mock('./identity/gate', async (importOriginal) => ({
  ...(await importOriginal<typeof import('./identity/gate')>()),
  currentActor: async () => request.actor,
}));

const ben = { email: 'ben@example.com', role: 'member', teams: ['payments'] } as unknown as Actor;
const schema = z.object({ name: z.string().regex(/^[a-z]+$/, 'letters') });

function form(fields: Record<string, string> = { name: 'abc' }): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

beforeEach(() => {
  request.headers = new Headers({ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' });
  request.headers.set('x-forwarded-for', '192.0.2.5');
  foreign.count = 0;
  request.actor = ben;
  rows.length = 0;
  lines.length = 0;
});

describe('an action', () => {
  const launch = defineAction(
    { name: 'proxy.launch', permission: 'proxy.launch', schema },
    async (input, actor) => `${actor.email} ${input.name}`,
  );

  it('hands the parsed input and the actor on, and logs one line', async () => {
    expect(await launch(idle, form())).toEqual({ kind: 'ok', data: 'ben@example.com abc' });
    expect(lines).toEqual([
      {
        event: 'action',
        action: 'proxy.launch',
        actor: 'ben@example.com',
        outcome: 'ok',
        ms: expect.any(Number),
      },
    ]);
  });

  it.each([
    ['no origin', null],
    ['a null origin', 'null'],
    ['a foreign origin', 'https://evil.example'],
  ])('is refused from %s before anyone is asked', async (_name, origin) => {
    if (origin) request.headers.set('origin', origin);
    else request.headers.delete('origin');
    expect(await launch(idle, form())).toMatchObject({ kind: 'failed', code: 'denied' });
    expect(lines[0]).toMatchObject({ actor: null, outcome: 'denied' });
    expect(rows).toEqual([
      expect.objectContaining({
        actor: 'system',
        action: 'access.denied',
        object: 'proxy.launch',
        detail: { fault: 'origin', origin, address: '192.0.2.5', count: 1 },
      }),
    ]);
  });

  it('keeps the 1st, 10th and 100th from one address in the audit, and no more', async () => {
    request.headers.set('origin', 'https://evil.example');
    for (let each = 0; each < 120; each++) await launch(idle, form());
    expect(rows.map((row) => (row as { detail: { count: number } }).detail.count)).toEqual([
      1, 10, 100,
    ]);
  });

  it('keeps in the audit that too many tried to sign in', async () => {
    const { TooManyAttempts } = await import('./identity/attempts');
    let excess = 0;
    const signIn = definePublicAction({ name: 'session.start', schema }, async () => {
      throw new TooManyAttempts('session', 'ben@example.com', { excess: ++excess, retryAfterS: 9 });
    });
    for (let each = 0; each < 12; each++)
      expect(await signIn(idle, form())).toMatchObject({ code: 'throttled' });
    expect(rows).toEqual([
      {
        actor: 'system',
        action: 'session.refused',
        object: 'ben@example.com',
        detail: { fault: 'throttled', count: 1 },
      },
      expect.objectContaining({ detail: { fault: 'throttled', count: 10 } }),
    ]);
  });

  it('is not pressed more often than so many times a minute by one person, and says when again', async () => {
    request.actor = { ...ben, personId: 'person_busy' };
    const max = env().SLUICE_ACTIONS_PER_MINUTE;
    for (let each = 0; each < max; each++)
      expect(await launch(idle, form())).toMatchObject({ kind: 'ok' });
    const answer = await launch(idle, form());
    expect(answer).toMatchObject({
      kind: 'failed',
      code: 'throttled',
      reason: { id: 'tooManyRequests', most: max },
      values: { name: 'abc' },
    });
    const waitS = answer.kind === 'failed' ? (answer.reason?.waitS ?? 0) : 0;
    expect(waitS).toBeGreaterThan(0);
    expect(waitS).toBeLessThanOrEqual(60);
    await launch(idle, form());
    expect(rows).toEqual([
      expect.objectContaining({ detail: { fault: 'rate', kind: 'action', count: 1 } }),
    ]);
    request.actor = { ...ben, personId: 'person_other' };
    expect(await launch(idle, form())).toMatchObject({ kind: 'ok' });
  });

  it('tells a stranger nothing of what it would validate', async () => {
    request.actor = null;
    expect(await launch(idle, form({ name: '7' }))).toMatchObject({ code: 'denied' });
    expect(rows).toEqual([]);
  });

  it('refuses who may not at all, before parsing, and keeps that in the audit', async () => {
    request.actor = { ...ben, role: 'auditor' };
    expect(await launch(idle, form({ name: '7' }))).toMatchObject({ code: 'denied' });
    expect(rows).toEqual([
      expect.objectContaining({
        action: 'access.denied',
        detail: { permission: 'proxy.launch' },
      }),
    ]);
  });

  it('asks again who it is where what is asked for says so', async () => {
    const change = defineAction(
      {
        name: 'key.change',
        permission: 'proxy.update',
        schema,
        isConfirmed: ({ name }) => name === 'remove',
      },
      async ({ name }) => name,
    );
    expect(await change(idle, form({ name: 'label' }))).toMatchObject({ data: 'label' });
    confirmed.value = false;
    expect(await change(idle, form({ name: 'label' }))).toMatchObject({ data: 'label' });
    expect(await change(idle, form({ name: 'remove' }))).toMatchObject({
      code: 'denied',
      detail: 'confirm',
    });
    confirmed.value = true;
    expect(await change(idle, form({ name: 'remove' }))).toMatchObject({ data: 'remove' });
  });

  it('gives a faulty form back with its faults', async () => {
    expect(await launch(idle, form({ name: '7', $ACTION_ID_x: '' }))).toEqual({
      kind: 'invalid',
      fieldErrors: { name: ['letters'] },
      values: { name: '7' },
    });
  });

  it('takes what is no form as invalid', async () => {
    const call = launch as (...passed: unknown[]) => Promise<ActionState<string>>;
    for (const passed of [[], [idle], [idle, 'text'], [idle, { name: 'abc' }], [null, null]])
      expect(await call(...passed)).toEqual({ kind: 'invalid', fieldErrors: {}, values: {} });
  });

  it('answers codes, and only the detail that was meant to be shown', async () => {
    const failing = (error: Error) =>
      defineAction({ name: 'x', permission: null, schema }, async () => {
        throw error;
      })(idle, form());
    expect(await failing(new AppError('conflict', 'arn:aws:…', { detail: 'in use' }))).toEqual({
      kind: 'failed',
      code: 'conflict',
      detail: 'in use',
      values: { name: 'abc' },
    });
    expect(await failing(new Error('password=hunter2'))).toMatchObject({
      code: 'unexpected',
      detail: null,
    });
  });

  it('lets a redirect through, and logs it as one', async () => {
    const leave = defineAction({ name: 'x', permission: null, schema }, async () =>
      redirect('/proxies' as never),
    );
    await expect(leave(idle, form())).rejects.toThrow('NEXT_REDIRECT');
    expect(lines).toEqual([expect.objectContaining({ outcome: 'redirect' })]);
  });
});

describe('what comes back', () => {
  it('never holds a secret', async () => {
    const fail = definePublicAction(
      { name: 'x', schema: z.object({ none: z.string() }), secrets: ['pin'] },
      async () => null,
    );
    const fields = { email: 'a@b', password: '1', newPassword: '2', apiToken: '3', pin: '4' };
    expect(await fail(idle, form(fields))).toMatchObject({ values: { email: 'a@b' } });
    expect(JSON.stringify(await fail(idle, form(fields)))).not.toMatch(/[1-4]/);
  });

  it('keeps every value of a repeated field', async () => {
    const data = form();
    data.append('az', 'a');
    data.append('az', 'c');
    const fail = definePublicAction({ name: 'x', schema: z.never() }, async () => null);
    expect(await fail(idle, data)).toMatchObject({ values: { name: 'abc', az: ['a', 'c'] } });
  });
});
