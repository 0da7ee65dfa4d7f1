'use client';

import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { StateBadge } from '@/components/ui/state';
import { Summary } from '@/components/ui/summary';
import { Time } from '@/components/ui/time';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ProbeResult } from '@/lib/probes/types';
import { OutcomeWords } from './outcome-words';
import { Phases } from './phases';

/** One result in full: the verdict and what it means, the phases, the evidence, and what had to fail. */
export function ProbeDetails({ result }: { result: ProbeResult }) {
  const t = useTranslations('probe');
  const common = useTranslations('common');
  const format = useFormat();
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
          <StateBadge state={result.verdict} label={common(`state.${result.verdict}`)} />
          <span>
            {result.status === null ? t('noStatus') : `HTTP ${result.status}`} ·{' '}
            {format.milliseconds(result.totalMs)}
          </span>
          <span className="text-ink-muted">
            <Time value={result.at} /> · {t('by', { who: result.requestedBy })}
          </span>
        </p>
        <p className="mt-1 max-w-prose text-sm">
          <OutcomeWords outcome={result.outcome} />
        </p>
      </div>
      <Phases result={result} />
      <Facts>
        <Fact name="URL">
          <Code>{result.url}</Code>
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
        {result.error && (
          <Fact name={t('error')}>
            <Code>{result.error}</Code>
          </Fact>
        )}
      </Facts>
      {result.bodyExcerpt && <Body text={result.bodyExcerpt} />}
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
    </Fact>
  );
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
            <Mark isGood={passed}>{t(passed ? 'passed' : 'notPassed')}</Mark>
          </Fact>
        ))}
      </Facts>
    </div>
  );
}

function Mark({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  const Icon = isGood ? Check : X;
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden className={isGood ? 'size-4 text-good' : 'size-4 text-danger'} />
      {children}
    </span>
  );
}
