import 'server-only';
import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { link, readFile, rename, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/** The embedded database belongs to another process; the message is the one line to print. */
export class DatabaseInUseError extends Error {
  constructor(path: string, holder: Holder) {
    super(
      `The database in ${dirname(path)} is in use by process ${holder.pid}${
        holder.host === hostname() ? '' : ` on ${holder.host}`
      }. Stop that one first, or choose another place with SLUICE_DATA_DIR, or set DATABASE_URL for several processes.`,
    );
    this.name = 'DatabaseInUseError';
  }
}

type Holder = {
  pid: number;
  host: string;
  /** When the process began, in the kernel's ticks: tells it from a later one with the same id. Linux only. */
  began: string | null;
  nonce: string;
};

const heartbeatMs = 5_000;
/** A holder on another host (a container that shares the volume) is gone after six missed heartbeats. */
const foreignStaleMs = 30_000;
/** Long enough for a rival that read the same stale lock to have done its worst. */
const settleMs = 100;

/** Takes the lock file for this process; throws DatabaseInUseError while its holder lives, and replaces a stale one. */
export async function takePidLock(path: string): Promise<{ release(): Promise<void> }> {
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    began: processBegan(process.pid),
    nonce: randomUUID(),
  };
  const text = JSON.stringify(mine);
  for (;;) {
    if (await create(path, text)) return hold(path, mine.nonce);
    const found = await readFile(path, 'utf8').catch(() => null);
    if (found === null) continue;
    const holder = parseHolder(found);
    if (holder && (await isAlive(path, holder))) throw new DatabaseInUseError(path, holder);
    await removeStale(path, found);
    if (await create(path, text)) {
      await new Promise((done) => setTimeout(done, settleMs));
      if ((await readFile(path, 'utf8').catch(() => null)) === text) return hold(path, mine.nonce);
    }
  }
}

async function create(path: string, text: string): Promise<boolean> {
  // Written beside it and linked, so that nobody ever reads half a lock.
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(draft, text);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

function hold(path: string, nonce: string) {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, heartbeatMs);
  beat.unref();
  const drop = () => {
    try {
      if (parseHolder(readFileSync(path, 'utf8'))?.nonce === nonce) unlinkSync(path);
    } catch {
      // Gone already: nothing to give up.
    }
  };
  process.once('exit', drop);
  return {
    async release() {
      clearInterval(beat);
      process.removeListener('exit', drop);
      drop();
    },
  };
}

/** Moves the stale lock aside and looks again at what was moved: a rival may have replaced it in between. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(/* turbopackIgnore: true */ aside, 'utf8')) !== stale)
    await link(aside, path).catch(() => {});
  await unlink(aside);
}

async function isAlive(path: string, holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) {
    const { stat } = await import('node:fs/promises');
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    return age < foreignStaleMs;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.began === processBegan(holder.pid);
}

function parseHolder(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Holder;
    return Number.isInteger(value.pid) && typeof value.host === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)), counted after the command, which may hold spaces and brackets. */
function processBegan(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
