import type { Metadata } from 'next';
import { OpenHandover } from '@/components/keys/open-handover';
import { PageHeader } from '@/components/shell/page-header';
import { Alert } from '@/components/ui/alert';
import { Time } from '@/components/ui/time';
import { findHandover } from '@/lib/handovers/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { openHandoverAction } from '../../proxies/[name]/keys/actions';

type Props = { params: Promise<{ id: string }> };

/** No search engine keeps it, and no other site is told that somebody came from here. */
export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getI18n()).t('keys')('open.title'),
    robots: { index: false, follow: false },
    referrer: 'no-referrer',
  };
}

export default async function HandoverPage({ params }: Props) {
  const [actor, { id }, { t }] = await Promise.all([requireActor(), params, getI18n()]);
  const words = t('keys');
  const handover = await findHandover(actor, id);
  return (
    <I18nProvider namespaces={['keys', 'errors']}>
      <PageHeader
        title={words('open.title')}
        meta={
          handover &&
          words('open.lead', {
            slot: handover.slot,
            name: handover.proxy,
            who: handover.madeBy,
          })
        }
      />
      <div className="flex max-w-xl flex-col gap-4 px-4 pb-12 md:px-8">
        {!handover && (
          <Alert tone="warn" title={words('open.gone')}>
            {words('open.goneNext')}
          </Alert>
        )}
        {handover && handover.state !== 'open' && (
          <Alert tone="warn" title={words(`open.fault.${handover.state}`)}>
            {words('open.faultNext', { who: handover.madeBy })}
          </Alert>
        )}
        {handover?.state === 'open' &&
          (actor.role === 'auditor' ? (
            <Alert tone="warn" title={words('open.auditor')}>
              {words('open.auditorNext')}
            </Alert>
          ) : (
            <>
              <OpenHandover id={id} madeBy={handover.madeBy} action={openHandoverAction} />
              <p className="text-ink-muted text-xs">
                {words('open.ends')} <Time value={handover.expiresAt} />
              </p>
            </>
          ))}
      </div>
    </I18nProvider>
  );
}
