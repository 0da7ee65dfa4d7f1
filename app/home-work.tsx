import { Line, LineList } from '@/components/home/line-list';
import { RunLines } from '@/components/home/run-lines';
import { Section } from '@/components/ui/section';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { listWaiting } from '@/lib/home/waiting';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { listRuns } from '@/lib/runs/data';
import { AsOf, type FleetProps, Streamed } from './home-sections';

const linesMax = 8;

/** What waits for this person: plans to be decided, requests to be answered, proxies that failed. */
export function Waiting(props: FleetProps) {
  return (
    <Streamed>
      <WaitingList {...props} />
    </Streamed>
  );
}

async function WaitingList({ actor, proxies, teams }: FleetProps) {
  const now = new Date();
  const [{ plans, extensions, requests, upstreams, failed }, { t }] = await Promise.all([
    listWaiting(actor, { proxies, teams, max: linesMax }),
    getI18n(),
  ]);
  const words = t('home');
  const common = t('common');
  const run = t('run');
  return (
    <Section title={words('waiting.title')} meta={<AsOf at={now} />}>
      <LineList none={words('waiting.none')}>
        {[
          ...plans.map(({ id, kind, subject, requestedAt }) => (
            <Line
              key={id}
              href={routes.run(id)}
              name={run(`kind.${kind}_${subject.kind}`, { name: subject.name })}
              mark={<StateBadge state="planned" label={words('waiting.planned')} />}
            >
              <Time value={requestedAt} />
            </Line>
          )),
          ...requests.map(({ id, kind, proxy, requestedBy, requestedAt }) => (
            <Line
              key={id}
              href={routes.request(id)}
              name={proxy}
              mark={words(`waiting.${kind}`, { requester: requestedBy })}
            >
              <Time value={requestedAt} />
            </Line>
          )),
          ...upstreams.map(({ host, proposedBy, proposedAt }) => (
            <Line
              key={host}
              href={routes.upstream(host)}
              name={host}
              mark={words('waiting.upstream', { requester: proposedBy })}
            >
              <Time value={proposedAt} />
            </Line>
          )),
          ...extensions.map(({ id, proxy, amount, requestedBy, requestedAt }) => (
            <Line
              key={id}
              href={routes.proxies}
              name={proxy}
              mark={words('waiting.extension', { requester: requestedBy, amount })}
            >
              <Time value={requestedAt} />
            </Line>
          )),
          ...failed.map(({ name, team }) => (
            <Line
              key={name}
              href={routes.proxy(name)}
              name={name}
              mark={<StateBadge state="failed" label={common('state.failed')} />}
            >
              {team}
            </Line>
          )),
        ]}
      </LineList>
    </Section>
  );
}

export function Runs(props: FleetProps) {
  return (
    <Streamed>
      <RunList {...props} />
    </Streamed>
  );
}

async function RunList({ teams }: FleetProps) {
  const now = new Date();
  const [{ t }, ...runs] = await Promise.all([
    getI18n(),
    ...(['running', 'queued'] as const).map((state) =>
      listRuns({ state, teams: teams ?? undefined, limit: linesMax }),
    ),
  ]);
  const words = t('home');
  return (
    <Section title={words('runs.title')} meta={<AsOf at={now} />}>
      <RunLines runs={runs.flat().slice(0, linesMax)} none={words('runs.none')} />
    </Section>
  );
}
