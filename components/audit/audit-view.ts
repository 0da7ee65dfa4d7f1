import { type AuditFilter, auditFilterQuery, parseAuditFilter } from '@/lib/audit/filter';
import { oneOf, type Query, type SearchParams } from '@/lib/query';

/** Actions that leave a row, as the filter offers them. */
export const auditActions = [
  'proxy.launch',
  'proxy.import',
  'proxy.plan',
  'proxy.revert',
  'proxy.review',
  'run.execute',
  'run.discard',
  'run.cancel',
  'run.end',
  'proxy.delete',
  'proxy.continue_rollback',
  'proxy.delete_retaining',
  'proxy.force_delete',
  'proxy.protect',
  'proxy.unprotect',
  'proxy.probe',
  'proxy.probe_end',
  'probe.save',
  'probe.remove',
  'probe.schedule',
  'roll.preview',
  'roll.start',
  'roll.stop',
  'roll.end',
  'network.launch',
  'network.plan',
  'network.revert',
  'network.delete',
  'network.continue_rollback',
  'network.delete_retaining',
  'network.force_delete',
  'network.protect',
  'network.unprotect',
  'key.reveal',
  'usage.export',
  'audit.export',
  'key.create',
  'key.label',
  'key.disable',
  'key.enable',
  'key.delete',
  'key.schedule',
  'key.unschedule',
  'handover.create',
  'handover.open',
  'handover.revoke',
  'handover.refused',
  'alert.settings',
  'alert.rules',
  'alert.channel_create',
  'alert.channel_remove',
  'alert.test',
  'alert.test_end',
  'extension.ask',
  'extension.request',
  'extension.approve',
  'extension.deny',
  'extension.grant',
  'extension.end',
  'request.ask',
  'request.approve',
  'request.deny',
  'request.withdraw',
  'request.expire',
  'request.void',
  'upstream.propose',
  'upstream.approve',
  'upstream.decline',
  'upstream.review',
  'upstream.retire',
  'upstream.check',
  'guardrail.save',
  'guardrail.refuse',
  'passport.export',
  'session.start',
  'session.end',
  'session.refused',
  'session.confirm',
  'session.unconfirmed',
  'access.denied',
  'person.create',
  'person.update',
  'person.end_sessions',
  'person.revoke_tokens',
  'token.create',
  'token.revoke',
  'token.refused',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** A message key may hold no dot: that means nesting. */
export type AuditActionKey = Dashed<AuditAction>;
type Dashed<T> = T extends `${infer A}.${infer B}` ? `${A}-${B}` : never;

export function actionKey(action: string): AuditActionKey | null {
  const known = auditActions.find((each) => each === action);
  return known ? (known.replace('.', '-') as AuditActionKey) : null;
}

/** What the URL says: filters, the page (from a `seq` on, older or newer) and the row that is open. */
export type AuditView = AuditFilter & {
  before: number | null;
  after: number | null;
  row: number | null;
};

export function parseAuditView(params: SearchParams): AuditView {
  return {
    ...parseAuditFilter(params),
    before: id(oneOf(params, 'before')),
    after: id(oneOf(params, 'after')),
    row: id(oneOf(params, 'row')),
  };
}

export function auditQuery(view: AuditView): Query {
  const { before, after, row } = view;
  return { ...auditFilterQuery(view), before, after, row };
}

/** Facts as names and texts: an object's members under dotted names, a list's items in one line. */
export function flatten(facts: Record<string, unknown>, prefix = ''): [string, string][] {
  return Object.entries(facts).flatMap(([name, value]): [string, string][] => {
    const path = `${prefix}${name}`;
    if (Array.isArray(value)) return [[path, value.map(asText).join(', ')]];
    if (typeof value === 'object' && value !== null)
      return flatten(value as Record<string, unknown>, `${path}.`);
    return [[path, asText(value)]];
  });
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function id(text: string | null): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
