import { closeDatabase, db } from '../db/database';

// A second process for the tests: opens the database that the environment names and holds it until its input ends.
try {
  await db();
  process.stdout.write('open\n');
  process.stdin.on('end', () => closeDatabase()).resume();
} catch (error) {
  process.stdout.write(`${(error as Error).name}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
