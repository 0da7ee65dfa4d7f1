import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';

export default async function ProxyNotFound() {
  const words = (await getI18n()).t('proxy');
  return (
    <Empty
      title={words('notFoundTitle')}
      action={
        <Link href={routes.proxies} className={buttonVariants()}>
          {words('toList')}
        </Link>
      }
    >
      {words('notFoundText')}
    </Empty>
  );
}
