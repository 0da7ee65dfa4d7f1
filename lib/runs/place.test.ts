import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, turnKindOf } from './place';

const spacing = 30_000;
const now = 1_000_000;
const waiting = (id: string) => ({ id, turnAt: null });
const took = (id: string, agoMs: number) => ({ id, turnAt: new Date(now - agoMs) });

describe('placeOf', () => {
  it('lets the first go at once where nobody was before', () => {
    expect(placeOf([waiting('a'), waiting('b')], 'a', spacing, now)).toEqual({
      position: 1,
      inMs: 0,
    });
  });

  it('counts those ahead, and what is left of the last turn', () => {
    const claims = [took('z', 10_000), waiting('a'), waiting('b'), waiting('c')];
    const places = ['a', 'b', 'c'].map((id) => placeOf(claims, id, spacing, now));
    expect(places).toEqual([
      { position: 1, inMs: 20_000 },
      { position: 2, inMs: 50_000 },
      { position: 3, inMs: 80_000 },
    ]);
  });

  it('lets one that was cut off go on with its turn, unless another has had one since', () => {
    expect(placeOf([took('a', 5_000), waiting('b')], 'a', spacing, now)?.inMs).toBe(0);
    expect(placeOf([took('b', 5_000), took('a', 40_000)], 'a', spacing, now)?.inMs).toBe(25_000);
  });

  it('knows nothing of who does not queue', () => {
    expect(placeOf([waiting('a')], 'b', spacing, now)).toBeNull();
  });

  it('spaces every two turns, however many queue and whenever they look', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(40_000)), (count, steps) => {
        const claims = Array.from({ length: count }, (_, index) => ({
          id: `run_${index}`,
          turnAt: null as Date | null,
        }));
        let at = now;
        const turns: number[] = [];
        for (const ms of [...steps, ...Array(count).fill(spacing)]) {
          at += ms;
          for (const claim of claims) {
            if (claim.turnAt || placeOf(claims, claim.id, spacing, at)?.inMs !== 0) continue;
            claim.turnAt = new Date(at);
            turns.push(at);
          }
        }
        expect(turns).toHaveLength(count);
        for (const [index, turn] of turns.entries())
          if (index > 0) expect(turn - (turns[index - 1] ?? 0)).toBeGreaterThanOrEqual(spacing);
      }),
    );
  });
});

describe('turnKindOf', () => {
  const change = (resourceType: string, action = 'Modify') => ({
    changeSetId: 'c',
    stackChangedAt: '',
    changes: [
      {
        logicalId: 'X',
        physicalId: null,
        resourceType,
        action,
        replacement: null,
        properties: [],
      },
    ],
  });
  it.each([
    ['delete', 'proxy', null, 'delete_api'],
    ['delete', 'network', null, null],
    ['create', 'proxy', null, null],
    ['update', 'proxy', change('AWS::ApiGateway::UsagePlan'), 'update_plan'],
    ['update', 'proxy', change('AWS::ApiGateway::Stage'), null],
  ] as const)('%s of a %s', (action, subjectKind, plan, kind) => {
    expect(turnKindOf({ action, subjectKind, plan })).toBe(kind);
  });
});
