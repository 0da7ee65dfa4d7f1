import type { Route } from 'next';
import Link from 'next/link';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Section } from '@/components/ui/section';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { Known } from '@/lib/known';
import { type DayReplay, type Refusals, reproduces } from '@/lib/usage/replay';
import type { PlanKey } from '@/lib/usage/report';
import { ReplayHours } from './replay-hours';
import { ReplayKeys } from './replay-keys';

/** A replay in one sentence, how far it can be trusted, then who and when. */
export async function ReplayResult({
  replay: { value, asOf },
  day,
  keys,
  edit,
}: {
  replay: Extract<Known<DayReplay>, { asOf: Date }>;
  day: string;
  keys: readonly PlanKey[];
  /** Where the limits can be made real; null where that is not this person's to do. */
  edit: Route | null;
}) {
  const { t } = await getI18n();
  const words = t('replay');
  const { chosen, inForce } = value;
  if (chosen.attempts === 0) {
    return (
      <Empty title={words('quietTitle')} className="px-0 md:px-0">
        <p>{words('quietText')}</p>
        <AsOf asOf={asOf} />
      </Empty>
    );
  }
  const counts = { replayed: sumOf(inForce.refused), recorded: sumOf(inForce.recorded) };
  const isTrusted = reproduces(inForce);
  return (
    <>
      <Section title={words('result')} meta={day}>
        <Verdict chosen={chosen} />
        {edit && (
          <Link href={edit} className={buttonVariants({ variant: 'secondary' })}>
            {words('edit')}
          </Link>
        )}
        {isTrusted ? (
          <p className="mt-4 text-ink-muted text-sm">{words('trusted', counts)}</p>
        ) : (
          <Alert tone="warn" className="mt-4" title={words('apart', counts)} />
        )}
        <p className="mt-1 max-w-prose text-ink-muted text-xs">
          {words('assumption')} <AsOf asOf={asOf} />
        </p>
      </Section>
      <Section title={words('when')}>
        <ReplayHours day={day} replay={chosen} />
      </Section>
      <Section title={words('keys')}>
        <ReplayKeys replay={chosen} keys={keys} />
      </Section>
    </>
  );
}

async function Verdict({ chosen }: { chosen: DayReplay['chosen'] }) {
  const { t, format } = await getI18n();
  const words = t('replay');
  const { attempts } = chosen;
  const [refused, recorded] = [sumOf(chosen.refused), sumOf(chosen.recorded)];
  const apart = refused - recorded;
  const than = apart === 0 ? 'same' : apart > 0 ? 'more' : 'fewer';
  return (
    <p className="mb-3 max-w-prose text-lg" role="status">
      <span className="font-medium">
        {refused === 0
          ? words('none', { attempts })
          : words('sentence', {
              attempts,
              refused,
              share: format.percent(refused / attempts),
              ...chosen.refused,
            })}
      </span>{' '}
      <span className="text-ink-muted">{words(than, { count: Math.abs(apart) })}</span>
    </p>
  );
}

async function AsOf({ asOf }: { asOf: Date }) {
  const words = (await getI18n()).t('replay');
  return <>{words.rich('asOf', { when: () => <Time value={asOf} /> })}</>;
}

const sumOf = ({ throttle, quota }: Refusals) => throttle + quota;
