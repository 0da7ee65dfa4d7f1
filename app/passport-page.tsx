import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Seal } from '@/components/passport/passport-frame';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { Button } from '@/components/ui/button';
import { canonicalJson } from '@/lib/canonical';
import { env } from '@/lib/env';
import { getI18n } from '@/lib/i18n/server';
import type { Known } from '@/lib/known';
import { fingerprint } from '@/lib/passport/jws';
import { passportKey } from '@/lib/passport/key';
import { digestOf } from '@/lib/passport/mutations';
import { ticketFor } from '@/lib/passport/ticket';
import { routes } from '@/lib/routes';

/** What is shown, printed and signed are the same bytes: the form carries them back, with our word that they are ours. */
export async function PassportPage<T>({
  known,
  name,
  back,
  action,
  children,
}: {
  known: Known<T>;
  name: string;
  back: Route;
  action: Route;
  children: (passport: T, seal: Seal) => ReactNode;
}) {
  const words = (await getI18n()).t('passport');
  const payload = known.asOf === null ? null : canonicalJson(known.value);
  const keyFingerprint = fingerprint((await passportKey()).publicKey);
  const keyUrl = `${env().SLUICE_URL ?? ''}${routes.passportKey}`;
  return (
    <>
      <div className="no-print">
        <PageHeader
          above={<Link href={back}>{words('back', { name })}</Link>}
          title={words('title')}
          meta={
            <>
              <p>{words('lead')}</p>
              <p>{words('print')}</p>
            </>
          }
          actions={
            payload && (
              <form method="post" action={action}>
                <input type="hidden" name="payload" value={payload} />
                <input type="hidden" name="ticket" value={await ticketFor(payload)} />
                <Button type="submit" variant="primary">
                  {words('download')}
                </Button>
              </form>
            )
          }
        />
        <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />
      </div>
      {known.asOf !== null &&
        payload &&
        children(known.value, { digest: digestOf(payload), keyFingerprint, keyUrl })}
    </>
  );
}
