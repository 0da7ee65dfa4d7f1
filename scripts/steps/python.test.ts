import { expect, it, vi } from 'vitest';
import { testsAgainst } from './emulator.mjs';
import { conformancePython, NoPython } from './python.mjs';
import { StepError } from './run.mjs';

it.each([
  ['is not there', '/no/such/python', /\/no\/such\/python: ENOENT$/],
  ['is none', process.execPath, /venv/],
])('a Python that %s is no Python, said in one line', async (_, command, why) => {
  vi.stubEnv('PYTHON', command);
  const failure = await conformancePython().catch((error: unknown) => error);
  vi.unstubAllEnvs();
  expect(failure).toBeInstanceOf(NoPython);
  expect(String(failure)).toMatch(why);
  expect(String(failure)).not.toContain('\n');
});

it('an emulator that does not start is a failure, with its last words', async () => {
  // Node knows no -m.
  const started = testsAgainst('ministack', process.execPath, ['nothing.test.ts']);
  const failure = await started.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StepError);
  expect(String(failure)).toMatch(/bad option: -m\s+ministack stopped while starting \(exit 9\)/);
});
