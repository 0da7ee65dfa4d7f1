import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Settings } from './client';
import { exitCodes, Failure } from './failure';

type Env = Record<string, string | undefined>;

function fileOf(env: Env): string {
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'sluice', 'credentials.json');
}

/** SLUICE_URL and SLUICE_TOKEN, else what `sluice login` has kept. */
export function readSettings(env: Env): Settings {
  const kept = readKept(fileOf(env));
  const url = env.SLUICE_URL || kept.url;
  // A token is for one Sluice: a kept one is not sent to another address.
  const token = env.SLUICE_TOKEN || (url === kept.url ? kept.token : undefined);
  if (!url) throw new Failure(exitCodes.input, ['SLUICE_URL is not set; or: sluice login URL']);
  requireUrl(url);
  if (!token) throw new Failure(exitCodes.input, ['SLUICE_TOKEN is not set; or: sluice login URL']);
  return { url, token };
}

function readKept(file: string): Partial<Settings> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Settings>;
  } catch {
    return {};
  }
}

/** Keeps them for this person alone; answers where. */
export function keepSettings(env: Env, settings: Settings): string {
  const file = fileOf(env);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
  // The mode above counts for a new file only.
  chmodSync(file, 0o600);
  return file;
}

/** A token on its way in the clear is anybody's, but for this machine's own loopback. */
export function requireUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return;
  const lines = [`${text}: must be https://…, or http:// on this machine`];
  throw new Failure(exitCodes.input, lines);
}

/** `--lang`, else what the terminal speaks (`LC_ALL`, `LC_MESSAGES`, `LANG`, as POSIX has them); empty for none. */
export function languageOf(env: Env, asked: string): string {
  const locale = asked || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^[a-z]{2,3}(?=$|[-_.@])/.exec(locale)?.[0] ?? '';
}
