import Link from 'next/link';
import { Bar } from '@/components/ui/bar';
import { buttonVariants } from '@/components/ui/button';
import { getI18n } from '@/lib/i18n/server';
import type { ProxySummary } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { LifetimeMark } from '../proxies/lifetime-mark';
import { Line, LineList } from './line-list';

type Props = { proxies: readonly ProxySummary[] };

/** Those with the least left of their quota. */
export async function NearLines({ proxies }: Props) {
  const { t, format } = await getI18n();
  const words = t('home');
  return (
    <LineList none={words('near.none')}>
      {proxies.map(({ name, quota }) => {
        const gauge = quota?.value;
        return (
          <Line key={name} href={routes.proxyUsage(name)} name={name}>
            {gauge ? (
              <Bar
                left={gauge.left}
                limit={gauge.limit}
                state={gauge.state}
                label={
                  <span className="min-w-32 text-right">
                    {words('near.left', {
                      left: format.number(gauge.left),
                      limit: format.number(gauge.limit),
                    })}
                  </span>
                }
              />
            ) : (
              words('near.unknown')
            )}
          </Line>
        );
      })}
    </LineList>
  );
}

/** Proxies whose review or end is due. `mayDelete`: whose deletion this person may begin. */
export async function LifetimeLines({
  proxies,
  mayDelete,
}: Props & { mayDelete: (proxy: ProxySummary) => boolean }) {
  const { t } = await getI18n();
  const words = t('home');
  return (
    <LineList none={words('lifetime.none')}>
      {proxies.map((proxy) => {
        const { name, team, lifetime } = proxy;
        return (
          <Line
            key={name}
            href={routes.proxy(name)}
            name={name}
            mark={<LifetimeMark lifetime={lifetime} />}
          >
            {team}
            {lifetime?.state === 'expired' && mayDelete(proxy) && (
              <Link
                prefetch={false}
                href={routes.proposedDeletion(name)}
                aria-label={words('lifetime.deleteLabel', { name })}
                className={buttonVariants({ size: 'sm' })}
              >
                {words('lifetime.delete')}
              </Link>
            )}
          </Line>
        );
      })}
    </LineList>
  );
}

export async function DriftLines({ proxies }: Props) {
  const words = (await getI18n()).t('home');
  return (
    <LineList none={words('drift.none')}>
      {proxies.map(({ name, team }) => (
        <Line key={name} href={routes.proxy(name)} name={name}>
          {team}
        </Line>
      ))}
    </LineList>
  );
}

export async function PassportLines({ proxies }: Props) {
  const words = (await getI18n()).t('home');
  return (
    <LineList none={words('passports.none')}>
      {proxies.map(({ name, team }) => (
        <Line key={name} href={routes.proxy(name)} name={name}>
          {team}
          <Link
            prefetch={false}
            href={routes.passport(name)}
            aria-label={words('passports.openLabel', { name })}
            className={buttonVariants({ size: 'sm' })}
          >
            {words('passports.open')}
          </Link>
        </Line>
      ))}
    </LineList>
  );
}
