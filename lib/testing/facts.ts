import { expect, it } from 'vitest';
import { divergences } from './divergences';

/**
 * Tests of something that AWS does, for whatever stands in for AWS here. Where that one is known to differ, the test
 * must fail with the known complaint: a divergence that vanishes, or becomes another, is noticed.
 */
export function facts(emulator: string) {
  const titles = new Set<string>();
  return {
    fact(title: string, check: () => Promise<void>): void {
      titles.add(title);
      const known = divergences.find((one) => one.emulator === emulator && one.fact === title);
      if (!known) {
        it(title, check);
        return;
      }
      it(`${title} (${emulator} ${known.instead})`, async () => {
        const said = await check().then(() => 'nothing: it agrees by now', complaint);
        expect(said, 'lib/testing/divergences.ts is out of date').toMatch(known.complaint);
      });
    },
    /** Divergences that are listed but are of no fact tested here: they would rot unseen. */
    strayDivergences: () => divergences.filter(({ fact }) => !titles.has(fact)),
  };
}

/** What was thrown, and what caused it, as text. */
function complaint(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `, by ${complaint(thrown.cause)}`;
  return `${thrown.name}: ${thrown.message}${cause}`;
}
