import 'server-only';
import { env } from './env';

const levels = ['debug', 'info', 'warn', 'error'] as const;

type Level = (typeof levels)[number];
type Facts = Record<string, unknown>;

/** One JSON line per event on standard output, errors too: `at`, `level`, `event`, then its facts. Never a secret. */
export const log = {
  debug: (event: string, facts?: Facts) => write('debug', event, facts),
  info: (event: string, facts?: Facts) => write('info', event, facts),
  warn: (event: string, facts?: Facts) => write('warn', event, facts),
  error: (event: string, facts?: Facts) => write('error', event, facts),
};

function write(level: Level, event: string, facts: Facts = {}): void {
  if (levels.indexOf(level) < levels.indexOf(env().SLUICE_LOG_LEVEL)) return;
  const line = { at: new Date().toISOString(), level, event, ...facts };
  process.stdout.write(`${JSON.stringify(line, plainErrors)}\n`);
}

function plainErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { name, message, stack, ...(cause === undefined ? {} : { cause }) };
}
