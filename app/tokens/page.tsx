import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { Suspense } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { CreateToken } from '@/components/tokens/create-token';
import { TokenSteps } from '@/components/tokens/token-steps';
import { TokenTable, TokenTableSkeleton } from '@/components/tokens/token-table';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Time } from '@/components/ui/time';
import { env } from '@/lib/env';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { listTokens, listTokenTeams } from '@/lib/identity/data';
import { requireActor } from '@/lib/identity/gate';
import { vouchedUntil } from '@/lib/identity/oidc-refresh';
import { scopesOf } from '@/lib/identity/token-choices';
import { routes } from '@/lib/routes';
import { createTokenAction, revokeTokenAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('tokens')('title') };
}

export default async function TokensPage() {
  const [actor, { t }] = await Promise.all([requireActor(), getI18n()]);
  const words = t('tokens');
  const heldUntil = await vouchedUntil(actor.personId, 'token');
  return (
    <I18nProvider namespaces={['tokens', 'errors']}>
      <PageHeader
        className="max-md:*:first:basis-full"
        title={words('title')}
        meta={words('lead')}
        actions={
          <>
            <Link href={routes.apiReference} className={buttonVariants()}>
              {words('reference')}
            </Link>
            <CreateToken
              scopes={scopesOf(actor)}
              teams={await listTokenTeams(actor)}
              action={createTokenAction}
            />
          </>
        }
      />
      {heldUntil && (
        <Alert tone="info" title={words('held.title')} className="mx-4 mb-4 max-w-3xl md:mx-8">
          <p>{words.rich('held.text', { when: () => <Time value={heldUntil} /> })}</p>
        </Alert>
      )}
      <Suspense fallback={<TokenTableSkeleton />}>
        <Tokens />
      </Suspense>
    </I18nProvider>
  );
}

async function Tokens() {
  const [tokens, { t }] = await Promise.all([listTokens(await requireActor()), getI18n()]);
  const words = t('tokens');
  if (tokens.length > 0) return <TokenTable tokens={tokens} revoke={revokeTokenAction} />;
  return (
    <Empty title={words('empty.title')}>
      <p>{words('empty.lead')}</p>
      <p className="mt-4 mb-2">{words('empty.steps')}</p>
      <TokenSteps url={await ownUrl()} label={words('empty.steps')} />
    </Empty>
  );
}

/** Where this page was asked for: the address that people use, or the one that somebody just did. */
async function ownUrl(): Promise<string> {
  return env().SLUICE_URL ?? `http://${(await headers()).get('host') ?? '127.0.0.1:3000'}`;
}
