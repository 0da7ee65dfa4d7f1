import 'server-only';
import type { DueAlert } from '../alerts/decide';
import { raiseAlerts } from '../alerts/store';
import type { AlertDetail } from '../alerts/types';
import { recordAudit } from '../audit/mutations';
import type { Database } from '../db/database';
import type { Verdict } from '../governance/types';
import type { RequestRow } from './store';
import type { VoidReason } from './types';

/** The team whose channels the platform's approvers read. */
const platformTeam = 'platform';

type Told = { id: string; targetId: string; proxy: string; team: string };

/** Tells those whose word is needed, through their teams' channels, in the transaction of what is told. */
export async function tellAsked(
  tx: Database,
  { by, verdict, ...told }: Told & { by: string; verdict: Verdict },
  now: Date,
): Promise<void> {
  const reason = verdict.findings.map((finding) => finding.reason).join(' ');
  const detail = { kind: 'request_asked' as const, request: told.id, by, reason };
  const teams = verdict.approvers.map((one) => (one === 'platform' ? platformTeam : told.team));
  for (const team of new Set(teams)) await tell(tx, { ...told, team }, detail, now);
}

/** Tells the team that asked. */
export async function tellDecided(
  tx: Database,
  row: RequestRow,
  { state, by, reason }: { state: string; by: string; reason: string },
  now: Date,
): Promise<void> {
  const detail = { kind: 'request_decided' as const, request: row.id, outcome: state, by, reason };
  await tell(tx, row, detail, now);
}

/** Writes down that an approved request came to nothing, and tells the team. */
export async function tellVoid(
  tx: Database,
  row: RequestRow,
  voidReason: VoidReason,
  now: Date,
): Promise<void> {
  await recordAudit(tx, {
    actor: 'system',
    action: 'request.void',
    object: row.proxy,
    team: row.team,
    detail: { request: row.id, requestedBy: row.requestedBy, ...voidReason },
  });
  await tellDecided(tx, row, { state: 'void', by: '', reason: '' }, now);
}

/** Once each, whoever comes by; the team's quiet hours hold for it too. */
async function tell(tx: Database, told: Told, detail: AlertDetail, now: Date): Promise<void> {
  const { targetId, team, proxy, id } = told;
  const due: DueAlert = {
    rule: 'request',
    // Two teams may have to hear of the same.
    value: team === platformTeam ? 1 : 0,
    subject: id,
    period: detail.kind === 'request_decided' ? detail.outcome : 'asked',
    detail,
    isCovered: false,
  };
  await raiseAlerts({ targetId, team, proxy }, [due], now, tx);
}
