/** A paste is read to here: its first and its last half of this many characters. */
export const lengthRead = 200_000;

/** A longer line is data, not something to read; a header or an error stands at its beginning. */
const lineLengthRead = 8_000;

/**
 * The text as it is read: bounded, without terminal colours, with `\n` at the ends of its lines, typographic quotes
 * and full-width forms as ASCII has them, and JSON inside of JSON unescaped once.
 */
export function cleanText(text: string): string {
  const bounded = boundedText(text);
  return unquoted(
    bounded
      .normalize('NFKC')
      .replace(/(?!\s)\p{Cc}\[[0-9;?]*[A-Za-z]/gu, '')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\S\n]/g, ' ')
      .replace(/(?!\n)\p{Cc}|[\u200b-\u200f\u2060\ufeff\ufffd]/gu, '')
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u201c\u201d]/g, '"')
      .replace(/\\+"/g, '"')
      .split('\n')
      .map((line) => line.slice(0, lineLengthRead).trimEnd())
      .join('\n'),
  );
}

/** Begins its second half with a whole line: of a line that is cut at its front, a secret could not be told any more. */
function boundedText(text: string): string {
  if (text.length <= lengthRead) return text;
  const half = lengthRead / 2;
  const end = text.slice(text.length - half);
  const line = end.indexOf('\n');
  return line < 0 ? text.slice(0, half) : `${text.slice(0, half)}\n${end.slice(line + 1)}`;
}

/** A text that was quoted in a mail or a chat, each line behind a `>`, without these. */
function unquoted(text: string): string {
  const isQuoted = text.split('\n').every((line) => line === '' || line.startsWith('>'));
  return isQuoted ? text.replace(/^> ?/gm, '') : text;
}
