'use client';

import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { StateBadge } from '@/components/ui/state';
import { Summary } from '@/components/ui/summary';
import { Time } from '@/components/ui/time';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ProbeResult } from '@/lib/probes/types';
import { verdictOf } from '@/lib/probes/waiting';
import { Mark } from './mark';
import { OutcomeWords } from './outcome-words';
import { Phases } from './phases';
import { Answer, AnswerHeaders, MirrorView } from './probe-answer';
import { useRequester } from './use-requester';

/** One result in full: the verdict and what it means, the phases, the evidence, and what had to fail. */
export function ProbeDetails({ result }: { result: ProbeResult }) {
  const t = useTranslations('probe');
  const common = useTranslations('common');
  const format = useFormat();
  const requester = useRequester();
  const verdict = verdictOf(result);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
          <StateBadge state={verdict} label={common(`state.${verdict}`)} />
          <span>
            {result.status === null ? t('noStatus') : `HTTP ${result.status}`} ·{' '}
            {format.milliseconds(result.totalMs)}
          </span>
          <span className="text-ink-muted">
            <Time value={result.at} /> · {t('by', { who: requester(result.requestedBy) })}
          </span>
        </p>
        <p className="mt-1 max-w-prose text-sm" suppressHydrationWarning>
          {result.settlesAt ? (
            t('settling', { until: format.timeOfDay(new Date(result.settlesAt)) })
          ) : (
            <OutcomeWords outcome={result.outcome} />
          )}
        </p>
      </div>
      <Phases result={result} />
      <Facts>
        <Fact name="URL">
          <Code>
            {result.method ?? 'GET'} {result.url}
          </Code>
        </Fact>
        <Fact name={t('answeredBy')}>{t(result.answeredBy)}</Fact>
        <Addresses result={result} />
        {result.tlsVersion && (
          <Fact name={t('tls')}>
            {result.tlsVersion}
            {result.certificateName && (
              <Code className="text-ink-muted">{result.certificateName}</Code>
            )}
          </Fact>
        )}
        <Answer result={result} />
        {result.errorType && (
          <Fact name={t('errorType')}>
            <Code>{result.errorType}</Code>
          </Fact>
        )}
        {result.requestId && (
          <Fact name={t('requestId')}>
            <Code>{result.requestId}</Code>
          </Fact>
        )}
        {result.headers?.['x-amz-apigw-id'] && (
          <Fact name={t('extendedRequestId')}>
            <Code>{result.headers['x-amz-apigw-id']}</Code>
          </Fact>
        )}
        {result.error && (
          <Fact name={t('error')}>
            <Code>{result.error}</Code>
          </Fact>
        )}
      </Facts>
      <AnswerHeaders headers={result.headers ?? {}} />
      {result.bodyExcerpt && <Body text={result.bodyExcerpt} />}
      <MirrorView result={result} />
      <Negatives result={result} />
    </div>
  );
}

function Addresses({ result }: { result: ProbeResult }) {
  const t = useTranslations('probe');
  if (result.addresses.length === 0) return null;
  return (
    <Fact name={t('address')}>
      {result.addresses.map((address) => (
        <Code key={address}>{address}</Code>
      ))}
      <Mark isGood={result.isPrivateAddress}>
        {t(result.isPrivateAddress ? 'private' : 'notPrivate')}
      </Mark>
      <OfEndpoint result={result} />
    </Fact>
  );
}

/** The endpoint's own name tells its addresses; those of the API's name have to be among them. */
function OfEndpoint({ result: { addresses, endpointAddresses } }: { result: ProbeResult }) {
  const t = useTranslations('probe');
  if (!endpointAddresses) return null;
  const isIts = addresses.every((address) => endpointAddresses.includes(address));
  return <Mark isGood={isIts}>{t(isIts ? 'ofEndpoint' : 'notOfEndpoint')}</Mark>;
}

function Body({ text }: { text: string }) {
  const t = useTranslations('probe');
  return (
    <details>
      <Summary className="max-md:min-h-6">{t('body')}</Summary>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="mt-2 max-h-60 overflow-auto whitespace-pre-wrap break-all rounded-lg border border-line bg-surface p-3 font-mono text-xs"
      >
        {text}
      </pre>
    </details>
  );
}

function Negatives({ result }: { result: ProbeResult }) {
  const t = useTranslations('probe.negatives');
  if (result.negatives.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium text-sm">{t('title')}</h3>
      <Facts>
        {result.negatives.map(({ check, passed, evidence }) => (
          <Fact key={check} name={t(check)} hint={evidence}>
            {passed === null ? (
              <span className="text-ink-muted">{t('notTold')}</span>
            ) : (
              <Mark isGood={passed}>{t(passed ? 'passed' : 'notPassed')}</Mark>
            )}
          </Fact>
        ))}
      </Facts>
    </div>
  );
}
