import type { ReactNode } from 'react';
import { Code } from '@/components/ui/code';
import { Fact } from '@/components/ui/facts';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { CertificateFacts as Facts } from '@/lib/upstreams/certificate';
import { CertificateMark } from './certificate-mark';

export type CertificateView = {
  facts: Facts | null;
  /** Whether this server looks at certificates, and where its connections go then. */
  checks: 'off' | 'on' | 'via';
  /** Whether the host is one of those that are looked at. */
  isWatched: boolean;
};

/** A host's certificate as it was last read, with its age, and why there is nothing newer. `check` is the press. */
export async function CertificateFact({
  host,
  view: { facts, checks, isWatched },
  check,
}: {
  host: string;
  view: CertificateView;
  check: ReactNode;
}) {
  const words = (await getI18n()).t('upstreams');
  const isOff = checks === 'off';
  return (
    <Fact
      name={words('facts.certificate')}
      hint={
        <>
          {facts?.problem && facts.failingSince && (
            <span className="block">
              {words(`certificate.problem.${facts.problem}`)}{' '}
              {words.rich('certificate.failing', {
                since: () => <Time value={facts.failingSince ?? 0} />,
                last: () => <Time value={facts.triedAt ?? 0} />,
              })}
            </span>
          )}
          <Reading facts={facts} />
          {!isOff && !isWatched && <span className="block">{words('certificate.unwatched')}</span>}
          {isOff && (
            <span className="block">
              {words('certificate.off')}{' '}
              <Code className="wrap-anywhere">
                {`openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -enddate`}
              </Code>
            </span>
          )}
        </>
      }
    >
      {isOff && !facts?.triedAt ? (
        words('certificate.notLooked')
      ) : (
        <CertificateMark facts={facts} />
      )}
      {!isOff && isWatched && check}
    </Fact>
  );
}

async function Reading({ facts }: { facts: Facts | null }) {
  const { t, format } = await getI18n();
  const words = t('upstreams');
  if (!facts?.reading || !facts.readAt) return null;
  const { reading, readAt } = facts;
  const { validFrom, validTo, issuer, names, subject, protocol, fault } = reading;
  const day = (iso: string) => format.dateTime(new Date(iso));
  return (
    <>
      <span className="block">
        {words('certificate.life', { from: day(validFrom), to: day(validTo) })}{' '}
        {words.rich('certificate.readAt', { when: () => <Time value={readAt} /> })}
      </span>
      <span className="wrap-anywhere block">
        {words('certificate.names', { names: names.join(', ') || subject || '–' })}{' '}
        {words('certificate.issuer', { issuer: issuer || '–' })} {protocol}
      </span>
      {fault && (
        <span className="block">
          {words('certificate.fault')} <Code>{fault}</Code>
        </span>
      )}
    </>
  );
}
