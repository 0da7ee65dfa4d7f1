'use client';

import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { Summary } from '@/components/ui/summary';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ProbeResult } from '@/lib/probes/types';
import { Mark } from './mark';

/** How much came, and when its first and its last byte did: of a streamed answer they lie apart. */
export function Answer({
  result: { bodyBytes, chunks, phases, totalMs },
}: {
  result: ProbeResult;
}) {
  const t = useTranslations('probe');
  const format = useFormat();
  if (bodyBytes === null || bodyBytes === undefined) return null;
  const before = [phases.dns, phases.tcp, phases.tls, phases.send, phases.wait];
  const firstMs = before.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  return (
    <Fact name={t('bytes')}>
      {t('bytesText', {
        size: format.number(bodyBytes),
        first: format.milliseconds(firstMs),
        last: format.milliseconds(totalMs),
        chunks: chunks ?? 0,
      })}
    </Fact>
  );
}

/** Of the headers, those that tell where the answer comes from. */
export function AnswerHeaders({ headers }: { headers: Record<string, string> }) {
  const t = useTranslations('probe');
  if (Object.keys(headers).length === 0) return null;
  return (
    <details>
      <Summary className="max-md:min-h-6">{t('answerHeaders')}</Summary>
      <HeaderFacts headers={headers} />
    </details>
  );
}

function HeaderFacts({ headers }: { headers: Record<string, string> }) {
  return (
    <Facts className="mt-1">
      {Object.entries(headers).map(([name, value]) => (
        <Fact key={name} name={<span className="break-words font-mono text-xs">{name}</span>}>
          <Code className="break-all">{value}</Code>
        </Fact>
      ))}
    </Facts>
  );
}

/** What reached the upstream, where it echoes that; above all that the gateway's key did not. */
export function MirrorView({ result: { mirror, answeredBy, chunks } }: { result: ProbeResult }) {
  const t = useTranslations('probe.mirror');
  if (!mirror && answeredBy !== 'upstream') return null;
  return (
    <div>
      <h3 className="font-medium text-sm">{t('title')}</h3>
      {mirror ? (
        <>
          <p className="mt-1 text-sm">
            <Mark isGood={!mirror.hasKey}>{t(mirror.hasKey ? 'hasKey' : 'clean')}</Mark>
          </p>
          <details open={mirror.hasKey}>
            <Summary className="max-md:min-h-6">{t('note')}</Summary>
            <HeaderFacts headers={mirror.headers} />
          </details>
        </>
      ) : (
        <p className="mt-0.5 max-w-prose text-ink-muted text-sm">
          {t((chunks ?? null) === null ? 'older' : 'how')}
        </p>
      )}
    </div>
  );
}
