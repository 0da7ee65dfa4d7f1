import type { AwsFault, AwsRequest } from './context';

/** How many of the last entries a token remembers, so that it survives the end of some of them. */
const rememberedMax = 3;

type Token = { after: string[]; from: number };

/**
 * One page of a list and the opaque token for the next; absent on the last page. The token names the entries that the
 * page ended with, so that a list which changes between two pages hides nothing that was in it all the while
 * (INFERENCE: AWS says only that tokens are opaque).
 */
export function cutPage<T>(
  entries: readonly T[],
  request: AwsRequest,
  options: {
    token: string | null | undefined;
    size: number;
    idOf: (entry: T) => string;
    /** The service's answer to a token that is none. */
    invalid: () => AwsFault;
  },
): { page: T[]; nextToken: string | undefined } {
  const ids = entries.map(options.idOf);
  const from = options.token ? startOf(readToken(options.token, options.invalid), ids) : 0;
  const whole = Math.min(options.size, entries.length - from);
  const next = from + (request.isPageShort ? Math.ceil(whole / 2) : whole);
  const token: Token = { after: ids.slice(Math.max(from, next - rememberedMax), next), from: next };
  return {
    page: entries.slice(from, next),
    nextToken:
      next < entries.length ? Buffer.from(JSON.stringify(token)).toString('base64url') : undefined,
  };
}

function startOf({ after, from }: Token, ids: readonly string[]): number {
  for (const id of after.toReversed()) {
    const index = ids.indexOf(id);
    if (index !== -1) return index + 1;
  }
  return Math.min(ids.length, Math.max(0, from - after.length));
}

function readToken(text: string, invalid: () => AwsFault): Token {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (isToken(token)) return token;
  } catch {
    // Not one of ours either.
  }
  throw invalid();
}

function isToken(value: unknown): value is Token {
  const { after, from } = (value ?? {}) as Partial<Token>;
  return (
    Array.isArray(after) && after.every((id) => typeof id === 'string') && Number.isInteger(from)
  );
}
