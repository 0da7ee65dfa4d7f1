import Link from 'next/link';
import { type ReactNode, Suspense } from 'react';
import { FleetHealth } from '@/components/home/fleet-health';
import { HeadRoomTable } from '@/components/home/head-room-table';
import { Line, LineList } from '@/components/home/line-list';
import { DriftLines, LifetimeLines, NearLines, PassportLines } from '@/components/home/proxy-lines';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { CertificateMark } from '@/components/upstreams/certificate-mark';
import { countDenials, getHeadRoom } from '@/lib/home/data';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { listNetworks } from '@/lib/networks/data';
import type { LifetimeState } from '@/lib/proxies/lifetime';
import type { ProxySummary } from '@/lib/proxies/types';
import { type Query, withQuery } from '@/lib/query';
import { isBehind } from '@/lib/rolls/behind';
import { routes } from '@/lib/routes';
import { dueCertificates, overdueReviews } from '@/lib/upstreams/data';
import { dayMs } from '@/lib/usage/calendar';
import { byLeft } from '@/lib/usage/fleet-usage';

export type FleetProps = {
  actor: Actor;
  /** Those that are this person's to look after, or all. */
  proxies: readonly ProxySummary[];
  asOf: Date;
  /** What `proxies` is narrowed to; null where it is not. */
  teams: readonly string[] | null;
};

/** What a person takes in at a glance; the whole list is a link away. */
const linesMax = 6;

export async function AsOf({ at }: { at: Date }) {
  return (await getI18n()).t('home').rich('asOf', { when: () => <Time value={at} /> });
}

/** The whole list, where it is longer than what is shown. */
async function All({
  teams,
  query,
  count,
}: {
  teams: FleetProps['teams'];
  query: Query;
  count: number;
}) {
  if (count <= linesMax) return null;
  const href = withQuery(routes.proxies, { ...query, ...(teams ? { team: teams } : {}) });
  return (
    <Link prefetch={false} href={href} className={buttonVariants({ variant: 'ghost', size: 'sm' })}>
      {(await getI18n()).t('home')('all')}
    </Link>
  );
}

export async function Health({ proxies, asOf, teams }: FleetProps) {
  const [{ t }, networks] = await Promise.all([getI18n(), listNetworks()]);
  const words = t('home');
  const behind = (networks.value ?? []).filter(
    (network) => isBehind(network) && (teams?.includes(network.team) ?? true),
  );
  return (
    <Section title={words(teams ? 'health.member' : 'health.all')} meta={<AsOf at={asOf} />}>
      <FleetHealth proxies={proxies} networksBehind={behind.length} teams={teams} />
    </Section>
  );
}

export async function Near({ proxies, teams }: FleetProps) {
  const words = (await getI18n()).t('home');
  const near = byLeft(proxies);
  const ages = near.flatMap(({ quota }) => quota?.asOf ?? []);
  const oldest = ages.length > 0 ? new Date(Math.min(...ages.map(Number))) : null;
  return (
    <Section
      title={words('near.title')}
      meta={oldest && <AsOf at={oldest} />}
      actions={<All teams={teams} query={{ sort: 'left' }} count={near.length} />}
    >
      <NearLines proxies={near.slice(0, linesMax)} />
    </Section>
  );
}

const dueStates: LifetimeState[] = ['expired', 'review_overdue', 'ends_soon', 'review_soon'];

export async function Lifetimes({ actor, proxies, asOf, teams }: FleetProps) {
  const words = (await getI18n()).t('home');
  const rank = ({ lifetime }: ProxySummary) => dueStates.indexOf(lifetime?.state ?? 'running');
  const due = proxies.filter((proxy) => rank(proxy) >= 0).toSorted((a, b) => rank(a) - rank(b));
  return (
    <Section
      title={words('lifetime.title')}
      meta={<AsOf at={asOf} />}
      actions={<All teams={teams} query={{ lifetime: dueStates }} count={due.length} />}
    >
      <LifetimeLines
        proxies={due.slice(0, linesMax)}
        mayDelete={({ team }) => can(actor, 'proxy.delete', { team })}
      />
    </Section>
  );
}

export async function Drift({ proxies, asOf, teams }: FleetProps) {
  const words = (await getI18n()).t('home');
  const drifted = proxies.filter(({ live }) => live === 'drifted');
  return (
    <Section
      title={words('drift.title')}
      meta={<AsOf at={asOf} />}
      actions={<All teams={teams} query={{ live: 'drifted' }} count={drifted.length} />}
    >
      <DriftLines proxies={drifted.slice(0, linesMax)} />
    </Section>
  );
}

export async function Passports({ proxies, teams }: FleetProps) {
  const words = (await getI18n()).t('home');
  return (
    <Section
      title={words('passports.title')}
      meta={words('passports.meta')}
      actions={<All teams={teams} query={{}} count={proxies.length} />}
    >
      <PassportLines proxies={proxies.filter(({ stackId }) => stackId).slice(0, linesMax)} />
    </Section>
  );
}

export function Upstreams() {
  return (
    <Streamed>
      <DueUpstreams />
    </Streamed>
  );
}

async function DueUpstreams() {
  const now = new Date();
  const [overdue, certificates, { t, format }] = await Promise.all([
    overdueReviews(now),
    dueCertificates(now),
    getI18n(),
  ]);
  const words = t('home');
  return (
    <Section title={words('upstreams.title')} meta={<AsOf at={now} />}>
      <LineList none={words('upstreams.none')}>
        {[
          ...certificates.slice(0, linesMax).map(({ host, team, certificate }) => (
            <Line
              key={`certificate ${host}`}
              href={routes.upstream(host)}
              name={host}
              mark={<CertificateMark isBrief facts={certificate} />}
            >
              {team}
            </Line>
          )),
          ...overdue.slice(0, linesMax).map(({ host, team, reviewOn }) => (
            <Line
              key={`review ${host}`}
              href={routes.upstream(host)}
              name={host}
              mark={<StateBadge state="review_overdue" label={words('upstreams.review')} />}
            >
              {team} · {format.date(reviewOn)}
            </Line>
          )),
        ]}
      </LineList>
    </Section>
  );
}

const weekMs = 7 * dayMs;

export function Denials() {
  return (
    <Streamed>
      <DenialList />
    </Streamed>
  );
}

async function DenialList() {
  const now = new Date();
  const [denials, { t }] = await Promise.all([
    countDenials(new Date(now.getTime() - weekMs)),
    getI18n(),
  ]);
  const words = t('home');
  const inAudit = (query: Query) => withQuery(routes.audit, { action: 'access.denied', ...query });
  return (
    <Section
      title={words('denials.title')}
      meta={<AsOf at={now} />}
      actions={
        denials.length > 0 && (
          <Link
            prefetch={false}
            href={inAudit({})}
            className={buttonVariants({ variant: 'ghost', size: 'sm' })}
          >
            {words('denials.open')}
          </Link>
        )
      }
    >
      <LineList none={words('denials.none')}>
        {denials.slice(0, linesMax).map(({ actor, count }) => (
          <Line key={actor} href={inAudit({ actor })} name={actor}>
            {words('denials.count', { count })}
          </Line>
        ))}
      </LineList>
    </Section>
  );
}

export function HeadRoom() {
  return (
    <Streamed>
      <Room />
    </Streamed>
  );
}

async function Room() {
  const [{ rows, account, own, quotas, region }, { t }] = await Promise.all([
    getHeadRoom(),
    getI18n(),
  ]);
  const words = t('home');
  const ages = [account, own, quotas].flatMap(({ asOf }) => asOf ?? []);
  const failed = [account, quotas].find(({ problem }) => problem !== null);
  return (
    <Section
      title={words('room.title', { region })}
      meta={ages.length > 0 && <AsOf at={new Date(Math.min(...ages.map(Number)))} />}
    >
      {failed && <KnownProblem known={failed} className="mb-4" />}
      <HeadRoomTable rows={rows} region={region} />
    </Section>
  );
}

export function Streamed({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Skeleton className="h-40 w-full" />}>{children}</Suspense>;
}
