import Link from 'next/link';
import { PageHeader } from '@/components/shell/page-header';
import { buttonVariants } from '@/components/ui/button';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';

export default async function ProxyNotFound() {
  const words = (await getI18n()).t('proxy');
  return (
    <>
      <PageHeader title={words('notFoundTitle')} meta={words('notFoundText')} />
      <p className="px-4 md:px-8">
        <Link href={routes.proxies} className={buttonVariants()}>
          {words('toList')}
        </Link>
      </p>
    </>
  );
}
