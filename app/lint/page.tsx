import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ApiPicker, ApiPickerSkeleton } from '@/components/lint/api-picker';
import { LintBox } from '@/components/lint/lint-box';
import { PageHeader } from '@/components/shell/page-header';
import { Problem } from '@/components/shell/problem';
import { Alert } from '@/components/ui/alert';
import { Skeleton } from '@/components/ui/skeleton';
import { AppError } from '@/lib/errors';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { authorize, requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import type { Basis } from '@/lib/lint/corrected';
import { listApis, readApi } from '@/lib/lint/data';
import { getNetworkChoices } from '@/lib/networks/data';
import { initialProxyForm } from '@/lib/proxies/form-initial';
import { oneOf, type SearchParams } from '@/lib/query';

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
      <I18nProvider namespaces={['lint']}>
        <Suspense
          key={api}
          fallback={
            <div className="px-4 md:px-8">
              <p className="sr-only">{words('picker.reading')}</p>
              <Skeleton className="h-[60vh] w-full" />
            </div>
          }
        >
          <Box actor={actor} api={api} />
        </Suspense>
      </I18nProvider>
    </>
  );
}

async function Box({ actor, api }: { actor: Actor; api: string | null }) {
  const mayRead = can(actor, 'fleet.read');
  const picked = api === null ? null : await pickedApi(actor, api);
  return (
    <>
      {picked?.problem}
      <LintBox
        mayLaunch={can(actor, 'proxy.launch')}
        basis={basisFor(actor)}
        picked={picked?.text}
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
  return { values, place: choices ?? { region: '', accountId: '', networks: [], vpcs: [] } };
}
