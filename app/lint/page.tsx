import type { Metadata } from 'next';
import { LintBox } from '@/components/lint/lint-box';
import { PageHeader } from '@/components/shell/page-header';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';

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
        <LintBox mayLaunch={can(actor, 'proxy.launch')} />
      </I18nProvider>
    </>
  );
}
