import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { PasswordForm } from '@/components/identity/password-form';
import { PersonPicker } from '@/components/identity/person-picker';
import { OrElse, ProviderEntry, ProviderRefusal } from '@/components/identity/provider-entry';
import { Alert } from '@/components/ui/alert';
import { Skeleton } from '@/components/ui/skeleton';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { isPasswordKept, listDemoPeople } from '@/lib/identity/data';
import { currentActor } from '@/lib/identity/gate';
import { oidcName } from '@/lib/identity/oidc-client';
import { localPath } from '@/lib/local-path';
import { oneOf, type SearchParams, withQuery } from '@/lib/query';
import { routes, signedOutState } from '@/lib/routes';
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
  const [{ t }, actor, people, hasPasswords, params] = await Promise.all([
    getI18n(),
    currentActor(),
    listDemoPeople(),
    isPasswordKept(),
    searchParams,
  ]);
  const next = oneOf(params, 'next');
  if (actor) redirect(localPath(next, routes.proxies));
  const words = t('identity');
  const provider = oidcName();
  const isDemo = people.length > 0;
  return (
    <>
      <h1 className="font-semibold text-xl tracking-tight">
        {words(isDemo ? 'demo.title' : 'title')}
      </h1>
      <p className="mt-1 mb-6 text-ink-muted">{words(isDemo ? 'demo.lead' : 'lead')}</p>
      <div className="flex flex-col gap-6">
        {oneOf(params, 'state') === signedOutState && !isDemo && (
          <Alert tone="good" isLive title={words('signedOut')} />
        )}
        {provider && (
          <>
            <ProviderRefusal why={oneOf(params, 'oidc')} />
            <ProviderEntry name={provider} href={withQuery(routes.oidc, { next })} />
          </>
        )}
        {provider && (isDemo || hasPasswords) && (
          <OrElse>{words(isDemo ? 'oidc.orDemo' : 'oidc.or')}</OrElse>
        )}
        {!isDemo && (hasPasswords || !provider) && (
          <I18nProvider namespaces={['identity']}>
            <PasswordForm action={signInAction} next={next} isOnlyWay={!provider} />
          </I18nProvider>
        )}
        {isDemo && (
          <PersonPicker
            action={signInAsAction}
            next={next}
            people={people.map((person) => ({
              id: person.id,
              name: person.name,
              role: t('common')(`role.${person.role}`),
              about: words(`about.${person.role}`, { teams: person.teams.join(', ') }),
              label: words('demo.button', { name: person.name }),
            }))}
          />
        )}
      </div>
    </>
  );
}
