import type { ProvedRow } from './proof';

type Caller = Extract<ProvedRow, { about: 'caller' }>['place'];

type Named = 'foreignApi' | Caller | `${Caller}NoKey`;

/** A row of the proof by its words in the catalogue, `proof.who`. */
export function callerName(row: ProvedRow): Named {
  if (row.about === 'foreignApi') return row.about;
  return row.hasKey ? row.place : `${row.place}NoKey`;
}

/** Its verdict by its words, `proof.verdict`: who is let in though nobody meant it has a word of its own. */
export function callerVerdict({ verdict, isMeant }: ProvedRow): ProvedRow['verdict'] | 'open' {
  return verdict === 'allowed' && !isMeant ? 'open' : verdict;
}

/** Whether there are more words to it, `proof.who.<name>Hint`. */
export function isHinted(name: Named): name is 'foreignApi' | Caller {
  return !name.endsWith('NoKey');
}
