import type { Metadata } from 'next';
import { PasteBox } from '@/components/explain/paste-box';
import { ResponseTypeTable } from '@/components/explain/response-type-table';
import { Section } from '@/components/ui/section';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { pasteReader } from './reader';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('explain')('title') };
}

/** What any error of a private API means, for everybody who has one: it is read by people who never signed in. */
export default async function ErrorsPage() {
  const [{ t }, reader] = await Promise.all([getI18n(), pasteReader()]);
  const words = t('explain');
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10 md:px-8">
      <h1 className="font-semibold text-xl tracking-tight">{words('title')}</h1>
      <p className="mt-1 mb-6 text-ink-muted">{words('lead')}</p>
      <I18nProvider namespaces={['explain', 'errors']}>
        <PasteBox reader={reader} />
      </I18nProvider>
      <Section anchor="types" title={words('types.title')} className="mt-12">
        <p className="mb-2 max-w-prose text-ink-muted text-sm">{words('types.lead')}</p>
        <ResponseTypeTable />
      </Section>
    </div>
  );
}
