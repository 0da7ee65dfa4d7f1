import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';

export default async function NotFound() {
  const words = (await getI18n()).t('errors');
  return (
    <Empty
      title={<h1>{words('notFound.title')}</h1>}
      action={
        <Link href={routes.proxies} className={buttonVariants({ variant: 'primary' })}>
          {words('notFound.home')}
        </Link>
      }
    >
      <p>{words('notFound.next')}</p>
    </Empty>
  );
}
