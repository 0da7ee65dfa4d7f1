'use client';

import Link from 'next/link';
import { useTranslations } from '@/lib/i18n/client';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { useFormScope } from './form-scope';

const linkClass = 'text-accent underline decoration-accent-line underline-offset-2';

/**
 * What the register knows of the upstream that is typed. Both lines are always there: words that come a moment after
 * the typing must not move what somebody is about to click.
 */
export function UpstreamEntry() {
  const t = useTranslations('create.upstream');
  const { upstream } = useFormScope();
  return (
    <p role="status" className="-mt-2 min-h-8 text-ink-muted text-xs">
      {upstream && words()}
    </p>
  );

  function words() {
    const { host = '', entry = null } = upstream ?? {};
    if (!entry)
      return (
        <>
          {t('unregistered')}{' '}
          <Link href={withQuery(routes.newUpstream, { host })} className={linkClass}>
            {t('propose')}
          </Link>
        </>
      );
    if (entry.state === 'proposed') return t('proposed');
    if (entry.state === 'approved')
      return (
        <span className="line-clamp-2">
          {t('registered', { ...entry, dataClass: t(`dataClass.${entry.dataClass}`) })}
        </span>
      );
    return (
      <>
        {t('declined')}{' '}
        <Link href={routes.upstream(host)} className={linkClass}>
          {t('open')}
        </Link>
      </>
    );
  }
}
