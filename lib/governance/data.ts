import 'server-only';
import { desc } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { type Database, db } from '../db/database';
import { guardrailVersions } from '../db/schema';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { listUpstreams } from '../upstreams/data';
import { loadUpstreamFacts } from '../upstreams/store';
import type { RegisteredHost } from '../upstreams/types';
import { builtInGuardrails } from './built-in';
import { type Guardrails, guardrailsSchema } from './guardrails';
import { judge } from './judge';
import { loadPastChanges } from './past';
import { type Replay, replayPast } from './replay';
import type { GuardrailVersion, JudgedChange, Verdict } from './types';

/** The guardrails in force, and since which version; 0 for the built-in ones, where nobody wrote any. */
export async function loadGuardrails(
  on?: Database,
): Promise<{ version: number; guardrails: Guardrails }> {
  const [row] = await (on ?? (await db()))
    .select()
    .from(guardrailVersions)
    .orderBy(desc(guardrailVersions.version))
    .limit(1);
  if (!row) return { version: 0, guardrails: builtInGuardrails };
  // What was saved was read by this schema: a row that it cannot read is a bug, and no reason to let all through.
  return { version: row.version, guardrails: guardrailsSchema.parse(row.document) };
}

/** What the rules in force say of a launch or a change, with what the register says now. */
export async function judgeProxy(
  change: Pick<JudgedChange, 'team' | 'spec' | 'saved'>,
): Promise<Verdict> {
  const [{ guardrails }, upstream] = await Promise.all([
    loadGuardrails(),
    loadUpstreamFacts(change.spec.upstream.url),
  ]);
  return judge(guardrails, { ...change, upstream, now: new Date() });
}

/** What a form needs to say the verdict while one types. */
export async function getFormGovernance(): Promise<{
  guardrails: Guardrails;
  upstreams: RegisteredHost[];
}> {
  const [{ guardrails }, upstreams] = await Promise.all([loadGuardrails(), listUpstreams()]);
  return {
    guardrails,
    upstreams: upstreams.map(({ host, state, dataClass, purpose, owner }) => ({
      ...{ host, state, dataClass, purpose, owner },
    })),
  };
}

const versionsMax = 50;

/** The newest versions, newest first; what is in force is the first, or the built-in rules where there is none. */
export async function listGuardrailVersions(): Promise<GuardrailVersion[]> {
  const rows = await (await db())
    .select()
    .from(guardrailVersions)
    .orderBy(desc(guardrailVersions.version))
    .limit(versionsMax);
  return rows.map(({ document, ...row }) => ({
    ...row,
    guardrails: guardrailsSchema.parse(document),
  }));
}

/** How long back a draft is held against what was asked for. */
const pastDays = 90;

/** What a draft would have stopped in the last 90 days. For the platform team. */
export async function replayGuardrails(actor: Actor, draft: Guardrails): Promise<Replay> {
  authorize(actor, 'guardrail.manage');
  const since = new Date(Date.now() - pastDays * 86_400_000);
  const [{ guardrails: inForce }, upstreams, changes] = await Promise.all([
    loadGuardrails(),
    listUpstreams(),
    loadPastChanges(mainTarget().id, since),
  ]);
  return replayPast(
    changes,
    { draft, inForce },
    new Map(upstreams.map((upstream) => [upstream.host, upstream])),
  );
}
