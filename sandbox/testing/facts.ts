import { describe, it } from 'vitest';
import { divergences } from './divergences';
import { clientSettings } from './sdk';
import { startSandbox } from './start';

/**
 * Tests of what AWS does, for whatever stands in for it: the local AWS, or the emulator at CONFORMANCE_URL. Where that
 * one is known to differ, a test must fail with the known complaint, so that a divergence that vanishes is noticed.
 */
export async function standIn() {
  const url = process.env.CONFORMANCE_URL;
  const emulator = url ? (process.env.CONFORMANCE_EMULATOR ?? 'unnamed') : null;
  const settings = url ? { ...emulated, endpoint: url } : clientSettings(await startSandbox());

  function fact(subject: string, title: string, check: () => Promise<void>): void {
    const full = `${subject} ${title}`;
    const known = divergences.find((one) => one.emulator === emulator && one.fact === full);
    if (!known) {
      it(title, check);
      return;
    }
    it(`${title} (${emulator} differs)`, async () => {
      const outcome = await check().then(
        () => 'nothing any more: take it off the list of divergences',
        complaintOf,
      );
      if (!known.complaint.test(outcome))
        throw new Error(`${known.complaint} was expected of ${emulator}, and it was ${outcome}`);
    });
  }
  /** A `describe` whose facts are known by its subject and their title together. */
  function about(subject: string, facts: (fact: Fact) => void): void {
    describe(subject, () => facts((title, check) => fact(subject, title, check)));
  }
  return { settings, about };
}

type Fact = (title: string, check: () => Promise<void>) => void;

const emulated = {
  region: 'ap-northeast-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
};

/** What a failed assertion says, with the value that it was given. */
function complaintOf(thrown: unknown): string {
  const actual = thrown instanceof Error && 'actual' in thrown ? JSON.stringify(thrown.actual) : '';
  return `${String(thrown)} ${actual}`;
}

/** What a call was refused with. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ code: string; status: number | undefined; message: string }> {
  const thrown = await call.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof Error) || !('$metadata' in thrown)) throw thrown;
  const { httpStatusCode } = thrown.$metadata as { httpStatusCode?: number };
  return { code: thrown.name, status: httpStatusCode, message: thrown.message };
}
