import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import type { Run } from '@/lib/runs/types';
import { Line, LineList } from './line-list';

/** Runs that go on, or wait for somebody, newest first. */
export async function RunLines({ runs, none }: { runs: readonly Run[]; none: string }) {
  const words = (await getI18n()).t('run');
  return (
    <LineList none={none}>
      {runs.map(({ id, kind, subject, state, requestedAt, requestedBy }) => (
        <Line
          key={id}
          href={routes.run(id)}
          name={words(`kind.${kind}_${subject.kind}`, { name: subject.name })}
          mark={<StateBadge state={state} label={words(`state.${state}`)} />}
        >
          <span>
            <Time value={requestedAt} /> · {requestedBy}
          </span>
        </Line>
      ))}
    </LineList>
  );
}
