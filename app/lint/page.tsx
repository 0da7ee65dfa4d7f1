import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdoptionPanel } from '@/components/lint/adoption-panel';
import { ApiPicker, ApiPickerSkeleton } from '@/components/lint/api-picker';
import { LintBox } from '@/components/lint/lint-box';
import { PageHeader } from '@/components/shell/page-header';
import { Problem } from '@/components/shell/problem';
import { Alert } from '@/components/ui/alert';
import { Skeleton } from '@/components/ui/skeleton';
import { readAdoption } from '@/lib/adoptions/data';
import { AppError } from '@/lib/errors';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { authorize, requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import type { Basis } from '@/lib/lint/corrected';
import { listApis, readApi } from '@/lib/lint/data';
import { lint } from '@/lib/lint/lint';
import { getNetworkChoices } from '@/lib/networks/data';
import { errorPagesHere } from '@/lib/proxies/error-pages';
import { initialProxyForm } from '@/lib/proxies/form-initial';
import { allOf, oneOf, type SearchParams } from '@/lib/query';
import { planAdoptionAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('lint')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

/** A template that is pasted is read in the browser: there is no action here to send it to. */
export default async function LintPage({ searchParams }: Props) {
  const [{ t }, actor, params] = await Promise.all([getI18n(), requireActor(), searchParams]);
  const words = t('lint');
  const api = oneOf(params, 'api');
  return (
    <>
      <PageHeader title={words('title')} meta={words('lead')} />
      <I18nProvider namespaces={['lint', 'errors']}>
        <Suspense
          key={api}
          fallback={
            <div className="px-4 md:px-8">
              <p className="sr-only">{words('picker.reading')}</p>
              <Skeleton className="h-[60vh] w-full" />
            </div>
          }
        >
          <Box actor={actor} api={api} params={params} />
        </Suspense>
      </I18nProvider>
    </>
  );
}

async function Box({
  actor,
  api,
  params,
}: {
  actor: Actor;
  api: string | null;
  params: SearchParams;
}) {
  const mayRead = can(actor, 'fleet.read');
  const picked = api === null ? null : await pickedApi(actor, api);
  return (
    <>
      {picked?.problem}
      <LintBox
        mayLaunch={can(actor, 'proxy.launch')}
        basis={basisFor(actor)}
        picked={picked?.text}
        adoption={
          api !== null &&
          picked?.text !== undefined &&
          can(actor, 'proxy.import') && (
            <Suspense fallback={<Skeleton className="h-24 w-full" />}>
              <Adoption actor={actor} apiId={api} text={picked.text} params={params} />
            </Suspense>
          )
        }
        picker={
          mayRead && (
            <Suspense fallback={<ApiPickerSkeleton />}>
              <Picker chosen={api} />
            </Suspense>
          )
        }
      />
    </>
  );
}

/**
 * What the form of an adoption begins with is what the API says plainly, or what a link says of an earlier one; the
 * rest it keeps.
 */
async function Adoption({
  actor,
  apiId,
  text,
  params,
}: {
  actor: Actor;
  apiId: string;
  text: string;
  params: SearchParams;
}) {
  const offer = await offered(apiId);
  if (!offer) return null;
  if ('code' in offer) return <Problem code={offer.code} detail={offer.detail} source="aws" />;
  const { name = '', upstreamUrl = '' } = lint(text).understood?.params ?? {};
  const said = (field: string, otherwise: string) => oneOf(params, field) ?? otherwise;
  const defaults = {
    name: said('name', name),
    upstreamUrl: said('upstreamUrl', upstreamUrl),
    team: said('team', actor.teams[0] ?? 'platform'),
    owner: said('owner', actor.email),
    environment: said('environment', 'dev'),
    network: said('network', offer.networks[0]?.name ?? ''),
    keys: allOf(params, 'keys').join('\n'),
  };
  return (
    <AdoptionPanel
      offer={offer}
      defaults={defaults}
      idempotencyKey={crypto.randomUUID()}
      action={planAdoptionAction}
    />
  );
}

async function offered(apiId: string) {
  try {
    return await readAdoption(apiId);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
}

async function Picker({ chosen }: { chosen: string | null }) {
  return <ApiPicker apis={await listApis()} chosen={chosen} />;
}

/** The API's text, or what kept it from being read. */
async function pickedApi(actor: Actor, api: string) {
  authorize(actor, 'fleet.read');
  const words = (await getI18n()).t('lint');
  const className = 'mx-4 mb-6 md:mx-8';
  try {
    const found = await readApi(api);
    if (found) return { text: found.text, problem: null };
    const problem = (
      <Alert title={words('picker.gone')} className={className}>
        {words('picker.goneText')}
      </Alert>
    );
    return { problem };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, detail } = thrown;
    return { problem: <Problem code={code} detail={detail} source="aws" className={className} /> };
  }
}

/** What the create form would begin with; the page does not wait for it. Without an account it is an example. */
async function basisFor({ email, teams }: Actor): Promise<Basis> {
  const { value: choices } = await getNetworkChoices();
  const { values } = initialProxyForm({
    choices,
    owner: email,
    team: teams[0] ?? 'platform',
    idempotencyKey: crypto.randomUUID(),
    params: {},
  });
  const place = choices ?? { region: '', accountId: '', networks: [], vpcs: [] };
  return { values, place: { ...place, errorPages: errorPagesHere() } };
}
