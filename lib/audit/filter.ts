import { oneOf, type Query, type SearchParams } from '../query';

export const actorKinds = ['person', 'token', 'system'] as const;

/** Which rows are meant: what a URL says, the page's and the export's alike. */
export type AuditFilter = {
  actor: string | null;
  kind: (typeof actorKinds)[number] | null;
  /** A whole action such as `proxy.launch`, or a kind of object such as `proxy`. */
  action: string | null;
  object: string | null;
  team: string | null;
  /** Days in UTC, both included. */
  from: string | null;
  to: string | null;
};

export function parseAuditFilter(params: SearchParams): AuditFilter {
  const kind = oneOf(params, 'kind');
  const action = trimmed(oneOf(params, 'action'));
  return {
    actor: trimmed(oneOf(params, 'actor'))?.toLowerCase() ?? null,
    kind: actorKinds.find((each) => each === kind) ?? null,
    action: action && /^[a-z]+(\.[a-z_-]+)?$/.test(action) ? action : null,
    object: trimmed(oneOf(params, 'object')),
    team: trimmed(oneOf(params, 'team')),
    from: day(oneOf(params, 'from')),
    to: day(oneOf(params, 'to')),
  };
}

export function auditFilterQuery(filter: AuditFilter): Query {
  const { actor, kind, action, object, team, from, to } = filter;
  return { actor, kind, action, object, team, from, to };
}

export function isAuditFiltered(filter: AuditFilter): boolean {
  return Object.values(auditFilterQuery(filter)).some((value) => value !== null);
}

function trimmed(text: string | null): string | null {
  return text?.normalize('NFKC').trim() || null;
}

/** A day that the calendar has. */
function day(text: string | null): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}
