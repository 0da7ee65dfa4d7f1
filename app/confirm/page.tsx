import type { Metadata } from 'next';
import { ConfirmForm } from '@/components/identity/confirm-form';
import { ProviderRefusal } from '@/components/identity/provider-entry';
import { PageHeader } from '@/components/shell/page-header';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { isConfirmed } from '@/lib/identity/confirmation';
import { requireActor } from '@/lib/identity/gate';
import { oidcName } from '@/lib/identity/oidc-client';
import { confirmationWay } from '@/lib/identity/step-up';
import { oneOf, type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { confirmAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('identity')('confirm.title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function ConfirmPage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const [way, isDone] = await Promise.all([confirmationWay(actor), isConfirmed(actor)]);
  const words = t('identity');
  return (
    <>
      <PageHeader title={words('confirm.title')} meta={words('confirm.lead')} />
      <div className="flex max-w-md flex-col gap-4 px-4 pb-12 md:px-8">
        {isDone && (
          <Alert tone="info" title={words('confirm.done')}>
            <p>{words('confirm.doneNext')}</p>
          </Alert>
        )}
        {way === 'demo' && <p className="text-sm">{words('confirm.demo')}</p>}
        {way === 'provider' && !isDone && (
          <>
            <ProviderRefusal why={oneOf(params, 'oidc')} />
            <p>
              <a
                href={withQuery(routes.oidc, { confirm: 1 })}
                className={buttonVariants({ variant: 'primary' })}
              >
                {words('confirm.provider', { name: oidcName() ?? '' })}
              </a>
            </p>
          </>
        )}
        {way === 'password' && !isDone && (
          <I18nProvider namespaces={['identity', 'errors']}>
            <ConfirmForm action={confirmAction} />
          </I18nProvider>
        )}
      </div>
    </>
  );
}
