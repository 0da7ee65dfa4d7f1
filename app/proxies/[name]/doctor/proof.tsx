import { RunPanel } from '@/components/runs/run-panel';
import { Alert } from '@/components/ui/alert';
import type { DoctorReport } from '@/lib/doctor/data';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyDetail } from '@/lib/proxies/types';
import { getRun, getRunView } from '@/lib/runs/data';
import type { Run } from '@/lib/runs/types';

/** A revert that is not proved by then is left to whoever looks next. */
const proofMsMax = 15 * 60_000;

/** The run that puts this proxy, or its network, back; null where the page was given none, or another. */
export async function revertOf(
  name: string,
  network: string | null,
  id: string | null,
): Promise<Run | null> {
  const run = id === null ? null : await getRun(id);
  const own = run?.subject.kind === 'network' ? network : name;
  return run?.kind === 'revert' && run.subject.name === own ? run : null;
}

/** Whether it put the path back, lately, and nobody has probed since. */
export function isUnproved(run: Run, { lastProbe }: ProxyDetail): boolean {
  if (run.state !== 'succeeded' || !run.endedAt) return false;
  const isLate = Date.now() - run.endedAt.getTime() > proofMsMax;
  return !isLate && (lastProbe === null || lastProbe.at < run.endedAt);
}

/** The run as it goes on; at its end the page is rendered anew. */
export async function Mending({ run }: { run: Run }) {
  const [view, { t }] = await Promise.all([getRunView(run.id), getI18n()]);
  const words = t('doctor');
  return (
    <div className="max-w-5xl px-4 pb-8 md:px-8">
      <p className="mb-4 text-sm">{words(run.endedAt ? 'mend.failed' : 'mend.running')}</p>
      {view && <RunPanel {...view} />}
    </div>
  );
}

/** What a probe after the run said of it. */
export async function Proof({ run, report }: { run: Run; report: DoctorReport }) {
  const words = (await getI18n()).t('doctor');
  const isProbed =
    run.endedAt !== null && report.probedAt !== null && report.probedAt > run.endedAt;
  if (run.state !== 'succeeded' || !isProbed) return null;
  const isMended = report.broken === null;
  return (
    <Alert
      isLive
      tone={isMended ? 'good' : 'warn'}
      title={words(isMended ? 'mend.proved' : 'mend.notProved')}
      className="mt-4"
    />
  );
}
