import { ExtensionList } from '@/components/extensions/extension-list';
import { RunPanel } from '@/components/runs/run-panel';
import { Alert } from '@/components/ui/alert';
import type { DoctorReport } from '@/lib/doctor/data';
import { listExtensions } from '@/lib/extensions/data';
import type { WaitingExtension } from '@/lib/extensions/types';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyDetail } from '@/lib/proxies/types';
import { oneOf, type SearchParams } from '@/lib/query';
import { getRun, getRunView } from '@/lib/runs/data';
import type { Run } from '@/lib/runs/types';

/** A change that is not proved by then is left to whoever looks next. */
const proofMsMax = 15 * 60_000;

/** What somebody has done about a path: by a run, or by calls on top of a quota. */
export type Change = {
  /** Whoever waits to see it proved. */
  by: string;
  /** Null where it is not done, or came to nothing. */
  doneAt: Date | null;
} & ({ run: Run; extension: null } | { run: null; extension: WaitingExtension });

/** The change that the page was given: of this proxy, or of its network. Null where it was given none, or another. */
export async function changeOf(
  name: string,
  network: string | null,
  query: SearchParams,
): Promise<Change | null> {
  const runId = oneOf(query, 'run');
  if (runId) return runChange(await getRun(runId), { name, network });
  const id = oneOf(query, 'extension');
  const extension = id && (await listExtensions(name)).find((each) => each.id === id);
  if (!extension) return null;
  const { requestedBy: by, grantedAt: doneAt } = extension;
  return { by, doneAt, run: null, extension };
}

function runChange(run: Run | null, of: { name: string; network: string | null }): Change | null {
  const own = run?.subject.kind === 'network' ? of.network : of.name;
  if (!run || run.subject.name !== own) return null;
  const { kind, state, decidedBy, requestedBy, endedAt } = run;
  const isDone = state === 'succeeded';
  // Anything but a revert is followed on its own page: what it plans is decided there.
  if (kind !== 'revert' && !(kind === 'update' && isDone)) return null;
  const by = decidedBy ?? requestedBy;
  return { by, doneAt: isDone ? endedAt : null, run, extension: null };
}

/** Whether calls were asked for, and nothing came of it yet. */
export function isWaiting({ state }: WaitingExtension): boolean {
  return state === 'requested' || state === 'approved' || state === 'sending';
}

/** Whether it was done lately, and nobody has probed since. */
export function isUnproved({ doneAt }: Change, { lastProbe }: ProxyDetail): boolean {
  if (!doneAt || Date.now() - doneAt.getTime() > proofMsMax) return false;
  return lastProbe === null || lastProbe.at < doneAt;
}

/** How it goes on; at its end the page is rendered anew. */
export async function Mending({ change, viewer }: { change: Change; viewer: string }) {
  const words = (await getI18n()).t('doctor');
  const { run, extension, doneAt } = change;
  if (doneAt) return null;
  if (extension)
    return (
      <div className="max-w-5xl px-4 pb-8 md:px-8">
        <ExtensionList extensions={[extension]} viewer={viewer} decide={null} />
      </div>
    );
  const view = await getRunView(run.id);
  return (
    <div className="max-w-5xl px-4 pb-8 md:px-8">
      <p className="mb-4 text-sm">{words(run.endedAt ? 'mend.failed' : 'mend.running')}</p>
      {view && <RunPanel {...view} />}
    </div>
  );
}

/** What a probe after it said of it. */
export async function Proof({
  change: { doneAt, run },
  report,
}: {
  change: Change;
  report: DoctorReport;
}) {
  const words = (await getI18n()).t('doctor');
  const isProbed = doneAt !== null && report.probedAt !== null && report.probedAt > doneAt;
  if (!isProbed) return null;
  const isMended = report.broken === null;
  const isRevert = run?.kind === 'revert';
  const said = isMended
    ? (['changeProved', 'proved'] as const)
    : (['changeNotProved', 'notProved'] as const);
  return (
    <Alert
      isLive
      tone={isMended ? 'good' : 'warn'}
      title={words(`mend.${said[isRevert ? 1 : 0]}`)}
      className="mt-4"
    />
  );
}
