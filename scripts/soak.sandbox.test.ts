import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

/** A soak of minutes, and of seeds not seen before, belongs to `npm run soak`; this is the same, short and repeatable. */
const runs = 12;
const seeds = [1, Number(process.env.SOAK_SEED || 2)];

function soak(ofSeed: number): Promise<{ code: number | string | null; told: string }> {
  const args = ['--conditions=react-server', '--import', 'tsx', 'scripts/soak.ts'];
  const options = ['--seed', `${ofSeed}`, '--runs', `${runs}`, '--rate', '0.3'];
  return new Promise((resolve) => {
    execFile(process.execPath, [...args, ...options], (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? null) : 0, told: `${stdout}${stderr}` });
    });
  });
}

it.each(seeds)(
  'every launch and delete ends in a truthful state, and every figure is true or says that it is old (seed %i)',
  async (ofSeed) => {
    const { code, told } = await soak(ofSeed);
    expect(code, told).toBe(0);
    expect(told).toContain(`"launches": ${runs}`);
  },
  180_000,
);
