import { type Piece, written } from './variables';

/** One character, or a wildcard: `run` for any run of characters, `one` for exactly one. */
type Token = string | { kind: 'run' | 'one'; crossesColons: boolean };

/** Whether `text` fits `pattern`, in which `*` stands for any run of characters and `?` for exactly one. */
export function fitsPattern(pattern: string | readonly Piece[], text: string): boolean {
  const pieces = typeof pattern === 'string' ? written(pattern) : pattern;
  return fits(tokensOf(pieces, true), text);
}

/**
 * Whether an ARN fits the pattern of a Resource element. A wildcard stays in its part of the ARN, but a `*` that
 * ends a part can match beyond the colon, and everything after the fifth colon is one part. (IAM user guide,
 * "Using wildcards in resource ARNs".) `fill` is asked for that last part only: before the fifth colon there are no
 * variables (IAM user guide, "Where you can use policy variables"). A pattern that is no ARN is one part.
 */
export function fitsResource(
  pattern: string,
  arn: string,
  fill: (text: string) => Piece[] | null,
): boolean {
  const parts = arnParts(pattern);
  const rest = parts.at(-1) ?? '';
  const last = parts.length === 1 || parts.length === 6 ? fill(rest) : written(rest);
  if (last === null) return false;
  const tokens = parts.slice(0, -1).flatMap((part) => [...partTokens(part), ':']);
  return fits([...tokens, ...tokensOf(last, true)], arn);
}

/** As `fitsPattern`, for each of the six parts of an ARN by itself (IAM user guide, ARN condition operators). */
export function fitsArn(
  pattern: string,
  arn: string,
  fill: (text: string) => Piece[] | null,
): boolean {
  const [wanted, actual] = [arnParts(pattern), arnParts(arn)];
  if (wanted.length !== 6 || actual.length !== 6) return false;
  return wanted.every((part, index) => {
    const filled = fill(part);
    return filled !== null && fitsPattern(filled, actual[index] ?? '');
  });
}

/** What stands between the first five colons, not counting those in variables, and the rest; the whole if no ARN. */
function arnParts(text: string): string[] {
  if (!text.startsWith('arn:')) return [text];
  const parts: string[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(/\$\{[^}]*\}|:/g)) {
    if (found !== ':' || parts.length === 5) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return [...parts, text.slice(start)];
}

function partTokens(part: string): Token[] {
  const tokens = tokensOf(written(part), false);
  return part.endsWith('*')
    ? [...tokens.slice(0, -1), { kind: 'run', crossesColons: true }]
    : tokens;
}

function tokensOf(pieces: readonly Piece[], crossesColons: boolean): Token[] {
  return pieces.flatMap(({ text, isFilled }) =>
    text.split('').map((character): Token => {
      if (isFilled || (character !== '*' && character !== '?')) return character;
      return { kind: character === '*' ? 'run' : 'one', crossesColons };
    }),
  );
}

/** Every place in the pattern where the text so far can have led; linear in the text, whatever the pattern. */
function fits(tokens: readonly Token[], text: string): boolean {
  let places = behindRuns(tokens, new Set([0]));
  for (const character of text.split('')) {
    const next = new Set<number>();
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if (typeof token === 'string') {
        if (token === character) next.add(place + 1);
      } else if (token.crossesColons || character !== ':') {
        next.add(token.kind === 'run' ? place : place + 1);
      }
    }
    if (next.size === 0) return false;
    places = behindRuns(tokens, next);
  }
  return places.has(tokens.length);
}

/** A run may be empty. The loop sees what it adds. */
function behindRuns(tokens: readonly Token[], places: Set<number>): Set<number> {
  for (const place of places) {
    const token = tokens[place];
    if (typeof token === 'object' && token.kind === 'run') places.add(place + 1);
  }
  return places;
}
