import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extensionGuardrailDefault, extensionGuardrailSchema, extensionRoom } from './guardrail';

describe('the guardrail', () => {
  it('lets a team have its limit once more, and ten times with an approval', () => {
    expect(extensionRoom(extensionGuardrailDefault, { limit: 20, given: 0 })).toEqual({
      atOnce: 20,
      most: 200,
    });
    expect(extensionRoom(extensionGuardrailDefault, { limit: 20, given: 15 })).toEqual({
      atOnce: 5,
      most: 185,
    });
  });

  it('is what an installation says, and refuses nonsense', () => {
    const strict = extensionGuardrailSchema.parse({ shareAtOnce: 0.25, shareMax: 0.5 });
    expect(extensionRoom(strict, { limit: 10, given: 0 })).toEqual({ atOnce: 2, most: 5 });
    expect(extensionGuardrailSchema.safeParse({ shareAtOnce: -1 }).success).toBe(false);
  });

  it('is not passed by asking many times for little', () => {
    const asks = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 50 });
    fc.assert(
      fc.property(asks, fc.integer({ min: 0, max: 1_000 }), (amounts, limit) => {
        let given = 0;
        for (const amount of amounts) {
          const { atOnce } = extensionRoom(extensionGuardrailDefault, { limit, given });
          if (amount <= atOnce) given += amount;
        }
        expect(given).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
