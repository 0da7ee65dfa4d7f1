'use client';

import { useId, useState } from 'react';
import { Input } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import { exposureOf, limitsMath, plainDuration, type QuotaPeriod } from '@/lib/proxies/limits-math';
import { useFormScope } from './form-scope';

/** The limits in plain words, as they are typed. Silent until all three are numbers. */
export function LimitsWords() {
  const t = useTranslations('create.math');
  const { values } = useFormScope();
  const limits = readLimits(values);
  return (
    <div className="min-h-16 rounded-md bg-subtle px-3 py-2.5 text-sm">
      <div role="status" aria-label={t('label')}>
        {limits ? <Words {...limits} /> : <p className="text-ink-muted">{t('waiting')}</p>}
      </div>
      {limits && <Exposure {...limits} />}
    </div>
  );
}

/** What all keys may use together. How many keys is a thought, no part of the form: it starts with those there are. */
function Exposure({ quota, rate }: Limits) {
  const t = useTranslations('create.math');
  const periods = useTranslations('create.fields.quotaPeriod');
  const { keyCount } = useFormScope();
  const id = useId();
  const [typed, setTyped] = useState(String(keyCount));
  const keys = readNumber(typed);
  const count = keys !== null && Number.isInteger(keys) && keys >= 1 && keys <= keysMax ? keys : 1;
  const all = exposureOf({ quota, rate }, count);
  const args = { keys: count, rate, allRate: all.rate };
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-t pt-2">
      <label htmlFor={id} className="text-ink-muted text-xs">
        {t('keys')}
      </label>
      <Input
        id={id}
        className="h-7 w-14 text-right"
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <output>
        {quota && all.quota !== null
          ? t('exposure', {
              ...args,
              quota: quota.limit,
              all: all.quota,
              period: periods(quota.period),
            })
          : t('exposureRate', args)}
      </output>
    </p>
  );
}

/** API keys of an account and Region (API Gateway quotas). */
const keysMax = 10_000;

type Limits = NonNullable<ReturnType<typeof readLimits>>;

function Words({ quota, rate, burst }: Limits) {
  const t = useTranslations('create.math');
  const periods = useTranslations('create.fields.quotaPeriod');
  const math = limitsMath({ quota, rate, burst });
  const period = periods(quota?.period ?? 'DAY');
  const say = (seconds: number) => {
    const { value, unit } = plainDuration(seconds);
    return t(`duration.${unit}`, { value });
  };
  const args = { quota: quota?.limit ?? 0, period, rate, burst, ceiling: math.throttleCeiling };
  const spacing = math.evenSpacingSeconds;
  const isAtOnce = math.secondsToEmpty !== null && math.secondsToEmpty < 0.5;
  const sentence =
    math.verdict === 'gone_fast' && isAtOnce
      ? t('gone_at_once', args)
      : t(math.verdict, { ...args, duration: say(math.secondsToEmpty ?? 0) });
  return (
    <>
      <p className="font-medium">{sentence}</p>
      <p className="mt-0.5 text-ink-muted text-xs">
        {spacing !== null && math.verdict !== 'never_reached' && (
          <>
            {spacing < 1
              ? t('spreadFast', { rate: Math.round(1 / spacing) })
              : t('spread', { duration: say(spacing) })}{' '}
            {t('ceiling', args)}{' '}
          </>
        )}
        {t('perKey')}
      </p>
    </>
  );
}

/** The typed limits as numbers; null while one of them is none. The schema has the last word on bounds. */
function readLimits(values: Record<'quotaLimit' | 'quotaPeriod' | 'rate' | 'burst', string>) {
  const [limit, rate, burst] = [values.quotaLimit, values.rate, values.burst].map(readNumber);
  const hasQuota = values.quotaPeriod !== 'NONE';
  if (!rate || !burst || (hasQuota && !limit)) return null;
  const quota = hasQuota
    ? { limit: Math.floor(limit ?? 0), period: values.quotaPeriod as QuotaPeriod }
    : null;
  return { quota, rate, burst };
}

function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,_\s]/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
