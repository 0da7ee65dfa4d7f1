import { randomUUID } from 'node:crypto';
import type { ReactNode } from 'react';
import { RecoveryActions } from '@/components/runs/recovery';
import { RefreshOnce } from '@/components/runs/refresh-once';
import { RunPanel } from '@/components/runs/run-panel';
import { StackTrouble } from '@/components/runs/stack-trouble';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import type { StackFacts } from '@/lib/proxies/types';
import { permissionFor } from '@/lib/recovery/permission';
import type { Recovery } from '@/lib/recovery/types';
import { getRunView } from '@/lib/runs/data';
import { planFacts } from './plan-facts';
import { recoveryActions } from './recovery-actions';
import { remediesOf } from './remedies';
import { runDecisions } from './run-decisions';

/**
 * The run that says how an object stands, with the ways out where it stands badly; where no run tells of the trouble,
 * the stack itself does.
 */
export async function RunInSight({
  id,
  actor,
  facts,
  recovery,
  failureActions,
}: {
  id: string | null;
  actor: Actor;
  facts: StackFacts & { activeRunId: string | null };
  recovery: Recovery;
  /** What the page offers beside the ways out. */
  failureActions: ReactNode;
}) {
  const view = id ? await getRunView(id) : null;
  const { kind } = recovery.subject;
  const mayDecide = can(actor, permissionFor(kind, 'edit'), { team: facts.team });
  const isBusy = facts.activeRunId !== null;
  const isUntold = facts.phase === 'failed' && !isBusy && view?.run.state !== 'failed';
  const actions = !isBusy && (
    <>
      <RecoveryActions
        recovery={recovery}
        actions={recoveryActions}
        idempotencyKey={randomUUID()}
      />
      {failureActions}
    </>
  );
  return (
    <div className="flex flex-col gap-5">
      {isBusy && view?.run.endedAt && <RefreshOnce />}
      {isUntold && <StackTrouble facts={facts} actions={actions} />}
      {view && (
        <RunPanel
          key={view.run.id}
          {...view}
          {...(await planFacts(view.run))}
          decisions={mayDecide ? runDecisions : null}
          remedies={await remediesOf(view.run, actor)}
          failureActions={actions}
        />
      )}
    </div>
  );
}
