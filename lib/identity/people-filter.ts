import { oneOf, type Query, type SearchParams } from '../query';
import { type PersonOrigin, personOrigins, type Role, roles } from './types';

/** Which people are meant, as the URL says it. */
export type PeopleFilter = {
  /** A part of a name or an address. */
  text: string;
  role: Role | null;
  team: string | null;
  origin: PersonOrigin | null;
  /** From 1 on. */
  page: number;
};

/** Further than any list of people reaches. */
const pageMax = 10_000;

export function parsePeopleFilter(params: SearchParams): PeopleFilter {
  const [role, origin] = [oneOf(params, 'role'), oneOf(params, 'origin')];
  const page = Number(oneOf(params, 'page'));
  return {
    text: oneOf(params, 'q')?.normalize('NFKC').trim() ?? '',
    role: roles.find((each) => each === role) ?? null,
    team: oneOf(params, 'team')?.trim() || null,
    origin: personOrigins.find((each) => each === origin) ?? null,
    page: Number.isSafeInteger(page) && page > 0 && page <= pageMax ? page : 1,
  };
}

export function peopleQuery({ text, role, team, origin, page }: PeopleFilter): Query {
  return { q: text, role, team, origin, page: page === 1 ? null : page };
}

export function isPeopleFiltered({ text, role, team, origin }: PeopleFilter): boolean {
  return text !== '' || [role, team, origin].some((value) => value !== null);
}
