import { randomUUID } from 'node:crypto';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { getI18n } from '@/lib/i18n/server';
import { proposedReview } from '@/lib/proxies/lifetime';
import type { ProxyDetail } from '@/lib/proxies/types';
import { isBehind } from '@/lib/rolls/behind';
import { routes } from '@/lib/routes';
import { addDays, utcDay } from '@/lib/usage/calendar';
import { type ReviewAction, ReviewProxy } from './review-proxy';

/**
 * What of a lifetime is due: a review to be made, or a deletion that is proposed. Sluice deletes nothing by a date.
 * `review` and `deletion` are null for who may not.
 */
export async function LifetimeNotice({
  proxy,
  review,
  deletion,
}: {
  proxy: ProxyDetail;
  review: ReviewAction | null;
  deletion: ReactNode;
}) {
  const { lifetime } = proxy;
  if (!lifetime || lifetime.state === 'running') return null;
  const { t, format } = await getI18n();
  const words = t('lifetime');
  const { state, review: due, end } = lifetime;
  const isEnding = state === 'expired' || state === 'ends_soon';
  const date = format.date((isEnding ? end : due)?.on ?? '');
  const now = format.now;
  const proposed = proposedReview(now);
  const verbs = isEnding ? (
    <>
      {state === 'expired' && deletion}
      {review && (
        <Link href={routes.editProxy(proxy.name)} className={buttonVariants()}>
          {words('extend')}
        </Link>
      )}
    </>
  ) : (
    review && (
      <ReviewProxy
        name={proxy.name}
        isBehind={isBehind(proxy)}
        bounds={{
          first: addDays(utcDay(now), 1),
          last: end?.on ?? null,
          proposed: end && end.on < proposed ? end.on : proposed,
        }}
        endText={end && format.date(end.on)}
        idempotencyKey={randomUUID()}
        action={review}
      />
    )
  );
  return (
    <section id="lifetime" aria-label={words('title')} className="max-w-5xl px-4 pb-6 md:px-8">
      <Alert
        tone={state === 'expired' ? 'danger' : state === 'review_overdue' ? 'warn' : 'info'}
        title={words(`notice.${state}`, { date })}
        actions={review || deletion ? verbs : null}
      >
        <p>{words(isEnding ? 'endText' : 'reviewText')}</p>
        {!review && !deletion && <p>{words('readOnly', { team: proxy.team })}</p>}
      </Alert>
    </section>
  );
}
