import type { Metadata } from 'next';
import { Suspense } from 'react';
import { NewProxyLink } from '@/components/proxies/new-proxy-link';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { Empty } from '@/components/ui/empty';
import { Skeleton } from '@/components/ui/skeleton';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { listProxies } from '@/lib/proxies/data';
import {
  Denials,
  Drift,
  HeadRoom,
  Health,
  Lifetimes,
  Near,
  Passports,
  Upstreams,
} from './home-sections';
import { Runs, Waiting } from './home-work';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('home')('title') };
}

/** What a role looks for first, each answer in a section of its own that comes when it is known. */
export default async function HomePage() {
  const [actor, { t }] = await Promise.all([requireActor(), getI18n()]);
  const words = t('home');
  return (
    <>
      <PageHeader
        title={words('title')}
        meta={words(`lead.${actor.role}`)}
        actions={can(actor, 'proxy.launch') && <NewProxyLink label={words('create')} />}
      />
      <Suspense fallback={<Skeleton className="mx-4 h-16 md:mx-8" />}>
        <Body actor={actor} />
      </Suspense>
    </>
  );
}

/** Whoever has nothing yet is told what this is; everybody else sees what they have. */
async function Body({ actor }: { actor: Actor }) {
  const known = await listProxies();
  const problem = <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />;
  if (known.value === null) return problem;
  const isMember = actor.role === 'member';
  const isAuditor = actor.role === 'auditor';
  const proxies = known.value.filter(({ team }) => !isMember || actor.teams.includes(team));
  const fleet = { actor, proxies, asOf: known.asOf, teams: isMember ? actor.teams : null };
  const isBegun = proxies.length > 0;
  return (
    <>
      {problem}
      {!isBegun && <Start actor={actor} />}
      <div className="flex max-w-6xl flex-col gap-10 px-4 pb-12 md:px-8">
        {isBegun && <Health {...fleet} />}
        <div className="grid gap-x-12 gap-y-10 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-10">
            {isAuditor ? <Denials /> : <Waiting {...fleet} />}
            {isAuditor ? <Upstreams /> : <Runs {...fleet} />}
            {isBegun && <Lifetimes {...fleet} />}
            {isBegun && <Drift {...fleet} />}
          </div>
          <div className="flex min-w-0 flex-col gap-10">
            {isAuditor && <Passports {...fleet} />}
            {isBegun && <Near {...fleet} />}
            {actor.role === 'platform' && <Upstreams />}
          </div>
        </div>
        {actor.role === 'platform' && <HeadRoom />}
      </div>
    </>
  );
}

async function Start({ actor }: { actor: Actor }) {
  const words = (await getI18n()).t('home');
  const mayLaunch = can(actor, 'proxy.launch');
  const next = mayLaunch ? 'steps' : actor.role === 'auditor' ? 'readOnly' : 'noTeam';
  return (
    <Empty
      title={words(actor.role === 'member' ? 'start.title' : 'start.titleAll')}
      action={mayLaunch && <NewProxyLink label={words('create')} />}
    >
      <p>{words('start.lead')}</p>
      <p className="mt-2">{words(`start.${next}`)}</p>
    </Empty>
  );
}
