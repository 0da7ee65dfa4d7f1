import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Client } from './client';
import { exitCodes, Failure } from './failure';
import { isEnded, type Kind, type ProxyRequest, type RollList, type Run, type Spec } from './types';

/** The spec of a file, or of standard input for `-`; YAML or JSON. What it says is the server's to judge. */
export function readSpecFile(file: string): Spec {
  const spec = parsed(file, textOf(file));
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) throw bad('is no spec');
  const { kind, name } = spec as Record<string, unknown>;
  if (kind !== 'proxy' && kind !== 'network') throw bad('kind: must be proxy or network');
  if (typeof name !== 'string' || name === '') throw bad('name: is required');
  return spec as Spec;

  function bad(what: string): Failure {
    return new Failure(exitCodes.input, [`${file}: ${what}`]);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(exitCodes.input, [`${file}: ${why}`]);
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text, { prettyErrors: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new Failure(exitCodes.input, [`${file}: is neither YAML nor JSON: ${why}`]);
  }
}

/**
 * The key of a mutation, made of what is asked and of what it starts from: the last run that has ended on the
 * object. So a job that is run again finds the run that it had started and follows it, while the same spec applied
 * later, after something else has happened, is a request of its own.
 */
export async function keyOf(
  client: Client,
  kind: Kind,
  name: string,
  request: unknown,
): Promise<string> {
  const query = { kind, name, limit: '50' };
  const { body } = await client.ask<{ items: Run[] }>('GET', '/runs', { query });
  const base = body.items.find(({ state }) => isEnded(state))?.id ?? 'none';
  return keyFrom([kind, name, request, base]);
}

/** The same of a roll: it starts from the last one that is over. */
export function rollKeyOf({ items }: RollList): string {
  return keyFrom(['roll', items.find(({ endedAt }) => endedAt !== null)?.id ?? 'none']);
}

/** The same of what is asked for: it starts from the last request that is over. */
export function askKeyOf(mine: readonly ProxyRequest[], asked: unknown): string {
  return keyFrom(['ask', asked, mine.find(({ endedAt }) => endedAt !== null)?.id ?? 'none']);
}

function keyFrom(parts: unknown[]): string {
  const text = JSON.stringify(sorted(parts));
  return `cli-${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
}

/** The order of keys is not part of a spec. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}
