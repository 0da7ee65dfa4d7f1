import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { operations } from '../api/operations';
import { AppError } from '../errors';
import { auditCases, noDeeds, seenWithin, withoutRow } from '../testing/audit-cases';
import { changing, contents, isRefusedRow, Ledger, rowsOf } from '../testing/audit-ledger';
import { createScene, type Scene } from '../testing/audit-scene';
import { AuditedSources, type Place } from '../testing/audited-sources';
import { crossings, uncrossed } from '../testing/crossings';

const sources = new AuditedSources();
/** Whatever writes: every export of the modules named for it, and of others what comes to a row by itself. */
const found = new Set<Place>([...sources.mutations(), ...sources.writing()]);
const covered = new Set<Place>(auditCases.map(({ of }) => of));
const places = (record: Record<Place, unknown>) => Object.keys(record) as Place[];

/** What a browser or a token calls: actions, what of the API is no GET, and downloads. */
const handlers = sources.handlers().flatMap(({ place, text }) => {
  if (/#\w+Action$/.test(place)) return [{ place, text }];
  const path = place.slice(0, place.indexOf('#'));
  if (/\/export\/route\.ts$/.test(path)) return /#(GET|POST)$/.test(place) ? [{ place, text }] : [];
  return [...text.matchAll(/defineRoute\(operations\.(\w+),(?:(?!defineRoute\()[\s\S])*/g)]
    .map(([handler, name = '']) => ({ method: methodOf(name), text: handler }))
    .filter(({ method }) => method !== 'GET')
    .map((each) => ({ place: `${path}#${each.method}` as Place, text: each.text }));
});

function methodOf(name: string): string {
  const operation = Object.entries(operations).find(([each]) => each === name)?.[1];
  if (!operation) throw new Error(`there is no operation ${name}`);
  return operation.method;
}

describe('what writes', () => {
  it('has a case, or is seen within another, or is no deed for a reason', () => {
    const told = new Set([...covered, ...places(seenWithin), ...places(noDeeds)]);
    expect([...found].filter((place) => !told.has(place))).toEqual([]);
  });

  it('is there, whatever has a case', () => {
    const there = (place: Place) => sources.isExported(place);
    const told = [...covered, ...places(seenWithin), ...places(noDeeds)];
    expect(told.filter((place) => !there(place))).toEqual([]);
    const unseen = Object.entries(seenWithin).filter(
      ([within, by]) => !covered.has(by) || !sources.reaches(by, within as Place),
    );
    expect(unseen).toEqual([]);
  });

  it('is read from the sources as the modules export it', async () => {
    const paths = [...new Set(sources.mutations().map((place) => place.split('#')[0] ?? ''))];
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      const module: Record<string, unknown> = await import(/* @vite-ignore */ `/${path}`);
      const functions = Object.keys(module).filter(
        (name) => typeof module[name] === 'function' && !/^class /.test(String(module[name])),
      );
      expect(sources.exportsOf(path).sort()).toEqual(
        functions.map((name) => `${path}#${name}`).sort(),
      );
    }
  });

  it('stands behind every action, operation and download, but for a reason', () => {
    expect(handlers.length).toBeGreaterThan(80);
    const without = handlers.filter(({ place, text }) => {
      const entries = sources.entriesOf(place, text);
      return entries.length === 0 || !entries.every((entry) => covered.has(entry));
    });
    expect(without.map(({ place }) => place).sort()).toEqual(places(withoutRow).sort());
  });
});

/** What of a refusal comes to the caller, without the name that they gave. */
async function refusalOf(tried: Promise<unknown>, object: string): Promise<string> {
  const thrown: unknown = await tried.then(
    () => 'done',
    (error) => error,
  );
  if (!(thrown instanceof AppError)) throw new Error(`${object}: ${thrown}`, { cause: thrown });
  const { code, detail, reason } = thrown;
  return JSON.stringify({ code, detail, reason }).replaceAll(object, 'OBJECT');
}

describe('each of them', () => {
  let scene: Scene;
  let ledger: Ledger;

  beforeAll(async () => {
    scene = await createScene(() => createSandbox({ paceMs: 1, usageLagMs: 0 }));
    ledger = await Ledger.open();
  });
  afterAll(() => scene.close());

  it('names an object of a team, or none for a reason, or is crossed in the build', () => {
    const crossed = new Set(crossings.map(({ of }) => of));
    const left = sources.mutations().filter((place) => !crossed.has(place));
    expect(left.filter((place) => !uncrossed.some(([these]) => these.test(place)))).toEqual([]);
  });

  // Those of below change what is at AWS; these leave all as it was.
  it.each(crossings)(
    '$of answers of another team’s object as of a missing one',
    async (crossing) => {
      await ledger.restore();
      const object = await crossing.make(scene);
      const before = await contents();
      for (const owns of [[], scene.stranger.teams]) {
        const actor = { ...scene.stranger, owns };
        const tried = (of: string) =>
          refusalOf(crossing.tries(actor, of, `crossing-${of}-0123456789`), of);
        const there = await tried(object);
        expect(there).toMatch(/"code":"(denied|not_found)"/);
        expect(there).toBe(await tried('none-such'));
      }
      expect(await contents()).toEqual(before);
    },
  );

  it.each(auditCases.map((one) => [[one.of, one.what].filter(Boolean).join(', '), one] as const))(
    '%s',
    async (_, one) => {
      await ledger.restore();
      let act = await one.arrange(scene);
      const rows = one.rows(scene);

      // Where no row can be written, nothing is done: looks apart, which leave none.
      if (rows.length > 0) {
        const ignored = one.but?.ignored ?? {};
        const before = await contents(ignored);
        const untouched = one.untouched?.(scene);
        await scene.world.takeCalls();
        const thrown = await ledger.withoutAudit(act);
        expect(one.isPassedOver ? thrown === null : isRefusedRow(thrown), String(thrown)).toBe(
          true,
        );
        expect(await contents(ignored)).toEqual(before);
        expect(changing(await scene.world.takeCalls())).toEqual([]);
        expect(one.untouched?.(scene)).toEqual(untouched);
        if (one.isSpent) {
          await ledger.restore();
          act = await one.arrange(scene);
        }
      }

      const before = await contents();
      await scene.world.takeCalls();
      const { rows: left, thrown } = await rowsOf(act);
      if (one.isRefusal) expect(thrown).toBeInstanceOf(Error);
      else if (thrown) throw thrown;
      expect(left.map(({ actor, action }) => ({ by: actor, action }))).toEqual(
        rows.map(({ by, action }) => ({ by, action })),
      );
      if (rows.length === 0) {
        expect(await contents()).toEqual(before);
        expect(changing(await scene.world.takeCalls())).toEqual([]);
      }
      for (const [index, { object, of, changes }] of rows.entries()) {
        const row = left[index];
        if (object !== undefined) expect(row?.object).toBe(object);
        if (of === 'first') expect(row?.of).toBe(left[0]?.seq);
        else if (of === 'earlier') expect(row?.of).toBeLessThan(left[0]?.seq ?? 0);
        else expect(row?.of).toBeNull();
        if (changes) expect(row?.changes ?? []).not.toEqual([]);
        expect(shownActions).toContain(`'${row?.action}'`);
      }
    },
  );
});

/** The actions that the audit's page knows a word for. */
const shownActions = readFileSync('components/audit/audit-view.ts', 'utf8');
