import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PassportPage } from '@/app/passport-page';
import { PassportSheet } from '@/components/passport/passport-sheet';
import { Problem } from '@/components/shell/problem';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getPassport } from '@/lib/passport/data';
import { routes } from '@/lib/routes';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getI18n()]);
  return { title: `${t('passport')('title')} · ${name}` };
}

export default async function ProxyPassportPage({ params }: Props) {
  const [actor, { name }, { now }] = await Promise.all([requireActor(), params, getI18n()]);
  if (!can(actor, 'fleet.read')) return <Problem code="denied" className="m-8" />;
  const known = await getPassport(name, actor.email, now);
  if (!known) notFound();
  return (
    <PassportPage
      known={known}
      name={name}
      back={routes.proxy(name)}
      action={routes.passportExport(name)}
    >
      {(passport, seal) => <PassportSheet passport={passport} seal={seal} />}
    </PassportPage>
  );
}
