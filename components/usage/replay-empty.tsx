import { Empty } from '@/components/ui/empty';
import { getI18n } from '@/lib/i18n/server';

/** Nothing to replay: the log was never read, or there is none. */
export async function ReplayEmpty({ hasLog }: { hasLog: boolean }) {
  const words = (await getI18n()).t('replay');
  return (
    <Empty title={words('emptyTitle')} className="px-0 md:px-0">
      <p>{words(hasLog ? 'emptyText' : 'noLogText')}</p>
    </Empty>
  );
}
