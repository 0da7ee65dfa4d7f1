import 'server-only';
import { sql } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { canonical } from '../canonical';
import { db } from '../db/database';
import { guardrailVersions } from '../db/schema';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { loadGuardrails } from './data';
import type { Guardrails, Rule, TeamRule } from './guardrails';
import { runRuleTests } from './rule-tests';
import type { SaveGuardrailsInput } from './schema';

/**
 * Puts a document in force, as a version of its own. Throws `invalid` with the names of its tests that fail, and
 * `conflict` where somebody has saved another since the draft was begun.
 */
export async function saveGuardrails(
  actor: Actor,
  { document, reason, base }: SaveGuardrailsInput,
): Promise<{ version: number }> {
  authorize(actor, 'guardrail.manage');
  const failed = runRuleTests(document, new Date()).filter(({ isMet }) => !isMet);
  if (failed.length > 0)
    throw new AppError('invalid', 'rule tests fail', {
      detail: failed.map(({ test }) => test.name).join(', '),
    });
  return (await db()).transaction(async (tx) => {
    // One at a time over all replicas, so that none is written over unseen.
    await tx.execute(sql`select pg_advisory_xact_lock(7358209)`);
    const { version, guardrails } = await loadGuardrails(tx);
    if (version !== base)
      throw new AppError('conflict', `version ${version} was saved meanwhile`, {
        detail: `version ${version}`,
      });
    const [row] = await tx
      .insert(guardrailVersions)
      .values({ document, madeBy: actor.email, reason })
      .returning({ version: guardrailVersions.version });
    if (!row) throw new AppError('unexpected', 'the version was not written');
    await recordAudit(tx, {
      actor,
      action: 'guardrail.save',
      object: `version ${row.version}`,
      reason,
      detail: { rules: changedRules(guardrails, document) },
      changes: changesOf(auditedOf(guardrails), auditedOf(document)),
    });
    return row;
  });
}

/** The ids of rules that came, went or became others, those of teams as `team/id`. */
function changedRules(before: Guardrails, after: Guardrails): string[] {
  const [old, fresh] = [rulesById(before), rulesById(after)];
  const ids = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...ids].filter((id) => canonical(old[id]) !== canonical(fresh[id])).sort();
}

function rulesById({ defaults, teams }: Guardrails): Record<string, Rule | TeamRule> {
  const own = Object.entries(teams).flatMap(([team, rules]) =>
    rules.map((rule) => [`${team}/${rule.id}`, rule] as const),
  );
  return Object.fromEntries([...defaults.map((rule) => [rule.id, rule] as const), ...own]);
}

/** The rules by their ids, and the tests by their names. */
function auditedOf(guardrails: Guardrails): Record<string, unknown> {
  const tests = Object.fromEntries(guardrails.tests.map(({ name, ...test }) => [name, test]));
  return { ...rulesById(guardrails), tests };
}
