import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { PasswordForm } from '@/components/identity/password-form';
import { PersonPicker } from '@/components/identity/person-picker';
import { Skeleton } from '@/components/ui/skeleton';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { type DemoPerson, listDemoPeople } from '@/lib/identity/data';
import { currentActor } from '@/lib/identity/gate';
import { localPath } from '@/lib/local-path';
import { oneOf, type SearchParams } from '@/lib/query';
import { routes } from '@/lib/routes';
import { signInAction, signInAsAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('identity')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default function SignInPage({ searchParams }: Props) {
  return (
    <div className="mx-auto w-full max-w-md px-4 pt-12 pb-16 md:pt-24">
      <Suspense fallback={<Skeleton className="h-64" />}>
        <SignIn searchParams={searchParams} />
      </Suspense>
    </div>
  );
}

async function SignIn({ searchParams }: Props) {
  const [{ t }, actor, people, params] = await Promise.all([
    getI18n(),
    currentActor(),
    listDemoPeople(),
    searchParams,
  ]);
  const next = oneOf(params, 'next');
  if (actor) redirect(localPath(next, routes.proxies));
  const words = t('identity');
  if (people.length === 0) {
    return (
      <>
        <h1 className="mb-6 font-semibold text-xl tracking-tight">{words('title')}</h1>
        <I18nProvider namespaces={['identity']}>
          <PasswordForm action={signInAction} next={next} />
        </I18nProvider>
      </>
    );
  }
  const roles = t('common');
  const about = ({ role, teams }: DemoPerson) =>
    words(`about.${role}`, { teams: teams.join(', ') });
  return (
    <>
      <h1 className="font-semibold text-xl tracking-tight">{words('demo.title')}</h1>
      <p className="mt-1 mb-6 text-ink-muted">{words('demo.lead')}</p>
      <PersonPicker
        action={signInAsAction}
        next={next}
        people={people.map((person) => ({
          id: person.id,
          name: person.name,
          role: roles(`role.${person.role}`),
          about: about(person),
          label: words('demo.button', { name: person.name }),
        }))}
      />
    </>
  );
}
