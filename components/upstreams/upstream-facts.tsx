import type { ReactNode } from 'react';
import { Fact, Facts } from '@/components/ui/facts';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { Upstream } from '@/lib/upstreams/types';

/** What is written down of a host; `certificate` is what was seen of it. */
export async function UpstreamFacts({
  upstream,
  certificate,
}: {
  upstream: Upstream;
  certificate: ReactNode;
}) {
  const { t, format } = await getI18n();
  const words = t('upstreams');
  const { purpose, owner, dataClass, terms, reviewOn, state } = upstream;
  const { team, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } = upstream;
  return (
    <Facts>
      <Fact name={words('facts.purpose')}>{purpose}</Fact>
      <Fact name={words('facts.owner')}>{owner}</Fact>
      <Fact name={words('facts.dataClass')}>{words(`dataClass.${dataClass}`)}</Fact>
      <Fact name={words('facts.terms')}>
        <Terms terms={terms} none={words('facts.noTerms')} />
      </Fact>
      {state === 'approved' && <Fact name={words('facts.review')}>{format.date(reviewOn)}</Fact>}
      {certificate}
      <Fact name={words('facts.proposed')}>
        <Time value={proposedAt} /> {words('facts.by', { person: proposedBy, team })}
      </Fact>
      {decidedBy && decidedAt && (
        <Fact name={words('facts.decided')} hint={decisionReason}>
          <Time value={decidedAt} /> {words('facts.decidedBy', { person: decidedBy })}
        </Fact>
      )}
    </Facts>
  );
}

function Terms({ terms, none }: { terms: string; none: string }) {
  if (!terms) return <span className="text-ink-muted">{none}</span>;
  if (!/^https:\/\/\S+$/.test(terms)) return <span className="wrap-anywhere">{terms}</span>;
  return (
    <a
      href={terms}
      rel="noreferrer"
      target="_blank"
      className="wrap-anywhere text-accent underline decoration-accent-line underline-offset-2"
    >
      {terms}
    </a>
  );
}
