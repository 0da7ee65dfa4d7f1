import { randomUUID } from 'node:crypto';
import Link from 'next/link';
import { RecoveryActions } from '@/components/runs/recovery';
import { buttonVariants } from '@/components/ui/button';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getNetwork } from '@/lib/networks/data';
import type { NetworkDetail } from '@/lib/networks/types';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { getRecovery } from '@/lib/recovery/data';
import { routes } from '@/lib/routes';
import { getRun } from '@/lib/runs/data';
import type { Run } from '@/lib/runs/types';
import { DeleteNetworkRest } from '../networks/delete-way';
import { DeleteProxyRest } from '../proxies/delete-way';
import { recoveryActions } from './recovery-actions';

/**
 * How the object of a run that failed can be recovered as it stands now, on the run's own page: the ways out of a stuck
 * stack, and deleting what remains, or what was to be deleted, with its protection switched off first. The way to the
 * run that has come since, where one has: there it goes on.
 */
export async function WaysOut({ run, actor }: { run: Run; actor: Actor }) {
  const { kind, name } = whatIsLeft(run);
  if (kind === 'bootstrap') return null;
  if (kind === 'proxy') {
    const proxy = (await getProxy(name))?.value;
    return proxy ? <Ways run={run} actor={actor} found={{ kind, facts: proxy }} /> : null;
  }
  const network = (await getNetwork(name))?.value;
  return network ? <Ways run={run} actor={actor} found={{ kind, facts: network }} /> : null;
}

/** A proxy that went before its network stood in the way needs no way out any more. */
function whatIsLeft({ kind, subject, steps }: Run): Run['subject'] {
  const failed = steps.find(({ state }) => state === 'failed');
  return kind === 'delete' && failed ? failed.subject : subject;
}

type Found = { kind: 'proxy'; facts: ProxyDetail } | { kind: 'network'; facts: NetworkDetail };

async function Ways({ run, actor, found }: { run: Run; actor: Actor; found: Found }) {
  const { kind, facts } = found;
  const { t } = await getI18n();
  const later = await laterRun(run, facts);
  if (later)
    return (
      <Link href={routes.run(later)} className={buttonVariants()}>
        {t('run')('failure.later')}
      </Link>
    );
  const recovery = await getRecovery(actor, kind, facts);
  const isWanted = facts.phase === 'failed' || run.kind === 'delete';
  const mayDelete = isWanted && can(actor, `${kind}.delete`, { team: facts.team });
  const protectedLabel = t('recovery')('protection.switchOff');
  const way = { actor, recovery, protectedLabel };
  return (
    <>
      <RecoveryActions
        recovery={recovery}
        actions={recoveryActions}
        idempotencyKey={randomUUID()}
      />
      {mayDelete && found.kind === 'proxy' && <DeleteProxyRest proxy={found.facts} {...way} />}
      {mayDelete && found.kind === 'network' && (
        <DeleteNetworkRest network={found.facts} {...way} />
      )}
    </>
  );
}

/** One that works on it, or has since; switching its protection is on the way. */
async function laterRun(run: Run, facts: Found['facts']): Promise<string | null> {
  const id = facts.activeRunId ?? facts.lastRunId;
  if (id === null || id === run.id) return null;
  if (facts.activeRunId !== null) return id;
  const last = await getRun(id);
  return last?.kind === 'protect' || last?.kind === 'unprotect' ? null : id;
}
