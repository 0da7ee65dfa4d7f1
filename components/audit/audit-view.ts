import { oneOf, type Query, type SearchParams } from '@/lib/query';

/** Actions that leave a row, as the filter offers them. */
export const auditActions = [
  'proxy.launch',
  'proxy.plan',
  'proxy.revert',
  'run.execute',
  'run.discard',
  'run.cancel',
  'proxy.delete',
  'proxy.continue_rollback',
  'proxy.delete_retaining',
  'proxy.force_delete',
  'proxy.protect',
  'proxy.unprotect',
  'proxy.probe',
  'probe.save',
  'probe.remove',
  'roll.preview',
  'roll.start',
  'roll.stop',
  'network.launch',
  'network.delete',
  'network.continue_rollback',
  'network.delete_retaining',
  'network.force_delete',
  'network.protect',
  'network.unprotect',
  'key.reveal',
  'usage.export',
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
  'extension.ask',
  'extension.request',
  'extension.approve',
  'extension.deny',
  'extension.grant',
  'extension.end',
  'session.start',
  'session.end',
  'session.refused',
  'session.unconfirmed',
  'access.denied',
  'person.create',
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

/** What the URL says: filters, the page (`before` an id) and the row that is open. */
export type AuditView = {
  actor: string | null;
  action: string | null;
  object: string | null;
  before: number | null;
  row: number | null;
};

export function parseAuditView(params: SearchParams): AuditView {
  return {
    actor: trimmed(oneOf(params, 'actor'))?.toLowerCase() ?? null,
    action: auditActions.find((action) => action === oneOf(params, 'action')) ?? null,
    object: trimmed(oneOf(params, 'object')),
    before: id(oneOf(params, 'before')),
    row: id(oneOf(params, 'row')),
  };
}

export function auditQuery(view: AuditView): Query {
  return { ...view };
}

export function isAuditFiltered({ actor, action, object }: AuditView): boolean {
  return actor !== null || action !== null || object !== null;
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

function trimmed(text: string | null): string | null {
  return text?.normalize('NFKC').trim() || null;
}

function id(text: string | null): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
