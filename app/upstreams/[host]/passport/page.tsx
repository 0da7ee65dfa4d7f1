import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PassportPage } from '@/app/passport-page';
import { UpstreamSheet } from '@/components/passport/upstream-sheet';
import { Problem } from '@/components/shell/problem';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getUpstreamPassport } from '@/lib/passport/data';
import { routes } from '@/lib/routes';

type Props = { params: Promise<{ host: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ host }, { t }] = await Promise.all([params, getI18n()]);
  return { title: `${t('passport')('title')} · ${decodeURIComponent(host)}` };
}

export default async function UpstreamPassportPage({ params }: Props) {
  const [actor, { host: segment }, { now }] = await Promise.all([
    requireActor(),
    params,
    getI18n(),
  ]);
  const host = decodeURIComponent(segment);
  if (!can(actor, 'fleet.read')) return <Problem code="denied" className="m-8" />;
  const known = await getUpstreamPassport(host, actor.email, now);
  if (!known) notFound();
  return (
    <PassportPage
      known={known}
      name={host}
      back={routes.upstream(host)}
      action={routes.upstreamPassportExport(host)}
    >
      {(passport, seal) => <UpstreamSheet passport={passport} seal={seal} />}
    </PassportPage>
  );
}
