import type { Metadata } from 'next';
import { LintBox } from '@/components/lint/lint-box';
import { PageHeader } from '@/components/shell/page-header';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import type { Basis } from '@/lib/lint/corrected';
import { getNetworkChoices } from '@/lib/networks/data';
import { initialProxyForm } from '@/lib/proxies/form-initial';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('lint')('title') };
}

/** A template that is pasted is read in the browser: there is no action here to send it to. */
export default async function LintPage() {
  const [{ t }, actor] = await Promise.all([getI18n(), requireActor()]);
  const words = t('lint');
  return (
    <>
      <PageHeader title={words('title')} meta={words('lead')} />
      <I18nProvider namespaces={['lint']}>
        <LintBox mayLaunch={can(actor, 'proxy.launch')} basis={basisFor(actor)} />
      </I18nProvider>
    </>
  );
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
