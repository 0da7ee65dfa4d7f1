import type { AlertDetail } from '@/lib/alerts/types';
import { getI18n } from '@/lib/i18n/server';

/** What was raised, in one line and its figures of that moment. */
export async function AlertWords({ detail }: { detail: AlertDetail }) {
  const { t, format } = await getI18n();
  const words = t('alerts');
  const clock = (iso: string) => `${format.day(new Date(iso))} ${format.timeOfDay(new Date(iso))}`;
  const [title, figures] = linesOf();
  return (
    <>
      {title}
      {figures && <span className="block text-ink-muted text-xs">{figures}</span>}
    </>
  );

  function linesOf(): [string, string | null] {
    switch (detail.kind) {
      case 'quota':
        return [
          detail.level >= 100
            ? words('recent.spent', { key: detail.key })
            : words('recent.quota', { key: detail.key, level: String(detail.level) }),
          words('recent.quotaDetail', {
            used: detail.used,
            total: detail.total,
            resetsAt: clock(detail.resetsAt),
          }),
        ];
      case 'forecast':
        return [
          words('recent.forecast', { key: detail.key }),
          words('recent.forecastDetail', {
            emptyAt: clock(detail.emptyAt),
            resetsAt: clock(detail.resetsAt),
          }),
        ];
      case 'throttled':
        return [
          words('recent.throttled', { percent: String(detail.percent) }),
          words('recent.throttledDetail', { refused: detail.refused, requests: detail.requests }),
        ];
      case 'probe':
        return [
          words('recent.probe'),
          words('recent.probeDetail', { outcome: detail.outcome, failures: detail.failures }),
        ];
      case 'key_age':
        return [words('recent.keyAge', { key: detail.key, days: detail.days }), null];
      case 'lifetime':
        return [
          words(`recent.lifetime.${detail.date}`, { date: format.date(detail.on) }),
          words(detail.days < 0 ? 'recent.lifetime.past' : 'recent.lifetime.due', {
            days: Math.abs(detail.days),
          }),
        ];
      case 'certificate':
        return [
          words(detail.days < 0 ? 'recent.certificatePast' : 'recent.certificate', {
            host: detail.host,
            days: Math.abs(detail.days),
          }),
          words('recent.certificateDetail', { validTo: clock(detail.validTo) }),
        ];
      case 'request_asked':
        return [words('recent.requestAsked', { by: detail.by }), detail.reason];
      case 'request_decided':
        return [
          words('recent.requestDecided', { outcome: detail.outcome, by: detail.by }),
          detail.reason || null,
        ];
    }
  }
}
