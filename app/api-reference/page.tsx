import type { Metadata } from 'next';
import Link from 'next/link';
import { About, ErrorCodes, Operations, Schemas } from '@/components/api/reference';
import { PageHeader } from '@/components/shell/page-header';
import { buttonVariants } from '@/components/ui/button';
import { openApiDocument } from '@/lib/api/openapi';
import { statusOf } from '@/lib/api/problem';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { routes } from '@/lib/routes';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('api')('title') };
}

export default async function ApiReferencePage() {
  const [{ t }] = await Promise.all([getI18n(), requireActor()]);
  const words = t('api');
  const document = openApiDocument();
  return (
    <I18nProvider>
      <PageHeader
        className="max-md:*:first:basis-full"
        above={<Link href={routes.tokens}>{words('tokens')}</Link>}
        title={words('title')}
        meta={words('lead')}
        actions={
          <a href={routes.openApi} className={buttonVariants()}>
            {words('document')}
          </a>
        }
      />
      <div className="flex max-w-4xl flex-col gap-10 px-4 pb-16 md:px-8">
        <About />
        <Operations document={document} />
        <ErrorCodes statusOf={statusOf} />
        <Schemas document={document} />
      </div>
    </I18nProvider>
  );
}
