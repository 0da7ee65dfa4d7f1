import { parseArgs } from 'node:util';
import { soak } from './soak/soak';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '0.3' },
  },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const options = { seed, runs: Number(values.runs), rate: Number(values.rate) };
const again = `npm run soak -- --seed ${seed} --runs ${options.runs} --rate ${options.rate}`;
console.log(again);
const { complaints, ...report } = await soak({ ...options, progress: console.log });
console.log(JSON.stringify(report, null, 2));
for (const complaint of complaints) console.error(`UNTRUE ${complaint}`);
if (complaints.length > 0) console.error(`${complaints.length} faults; again: ${again}`);
process.exit(complaints.length > 0 ? 1 : 0);
