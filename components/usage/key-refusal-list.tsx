import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { KeyRefusal } from '@/lib/usage/key-refusals';
import { keyNames } from './key-names';

/** Which keys were refused, when, and why as far as AWS lets it be told. */
export async function KeyRefusalList({ refusals }: { refusals: readonly KeyRefusal[] }) {
  const words = (await getI18n()).t('traffic.refusedKeys');
  if (refusals.length === 0) return null;
  return (
    <div className="text-sm">
      <h3 className="font-medium">{words('title')}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {refusals.map((refusal) => (
          <li key={refusal.keyId ?? 'none'} className="max-w-prose">
            <Refusal refusal={refusal} />
          </li>
        ))}
      </ul>
      <p className="mt-1 max-w-prose text-ink-muted text-xs">{words('note')}</p>
    </div>
  );
}

async function Refusal({ refusal }: { refusal: KeyRefusal }) {
  const { t, format } = await getI18n();
  const words = t('traffic.refusedKeys');
  const nameOf = await keyNames();
  const { key, keyId, count, when, causes, isOpenNow, suspects } = refusal;
  const [cause] = causes;
  return (
    <>
      <span className="font-medium">
        {keyId === null
          ? t('traffic')('noKey')
          : key
            ? nameOf(key)
            : t('traffic')('otherKey', { id: keyId })}
        : {format.number(count)}
      </span>{' '}
      <span className="text-ink-muted">
        {words.rich('when', {
          first: () => <Time value={when.first} as="full" />,
          last: () => <Time value={when.last} as="full" />,
        })}
      </span>{' '}
      {keyId === null
        ? words('keyless')
        : causes.length === 1 && (cause === 'disabled' || cause === 'not_in_plan')
          ? words(cause)
          : words(isOpenNow ? 'wasEither' : 'either')}
      {suspects.length > 0 &&
        ` ${words('suspects', {
          keys: suspects
            .map(({ key: suspect, standing }) =>
              words('suspect', { key: nameOf(suspect), standing: words(`standing.${standing}`) }),
            )
            .join(', '),
        })}`}
    </>
  );
}
