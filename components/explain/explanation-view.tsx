'use client';

import Link from 'next/link';
import { memo, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { Code, CodeBlock } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { Summary } from '@/components/ui/summary';
import { cleanText } from '@/lib/explain/clean';
import type { Evidence, Explanation, KnownProxy } from '@/lib/explain/explain';
import { maskSecrets } from '@/lib/explain/mask';
import { useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';
import { CauseList } from './cause-list';
import { LogSection } from './log-section';
import type { FindRequestAction } from './request-finder';

/** What the reader knows and may do: nothing, where nobody is signed in. */
export type Reader = { proxies: readonly KnownProxy[]; find: FindRequestAction | null };

/** What to paste beside it, by what is missing; a client that met nobody leaves other doubts than an answer does. */
const asks = {
  headers: 'askHeaders',
  transcript: 'askTranscript',
  client: 'askClient',
  more: 'cannotTellText',
} as const;

/**
 * What a paste means: the meaning, who answered, the causes that fit, and what it was read from. Kept as it is while
 * somebody types: it is drawn anew when the text has been read.
 */
export const ExplanationView = memo(function ExplanationView({
  explanation,
  pasted,
  page,
  reader,
}: {
  explanation: Explanation;
  pasted: string;
  /** The page that this stands on, where it is one of the codes'. */
  page: string | null;
  reader: Reader;
}) {
  const t = useTranslations('explain');
  const isKnown = explanation.kind === 'known';
  return (
    <section aria-label={t('result')} className="min-w-0">
      <p role="status" className="sr-only">
        {isKnown && t(`meaning.${explanation.meaning}`)}
        {explanation.kind === 'unknown' && t('cannotTell')}
      </p>
      {explanation.kind === 'unknown' && <CannotTell />}
      {isKnown && <Known explanation={explanation} page={page} reader={reader} />}
      {explanation.kind !== 'empty' && <Sources evidence={explanation.evidence} pasted={pasted} />}
    </section>
  );
});

function CannotTell() {
  const t = useTranslations('explain');
  return (
    <Alert tone="info" title={t('cannotTell')}>
      <p>{t('cannotTellText')}</p>
      <CodeBlock
        className="mt-3 [&_pre]:whitespace-pre-wrap [&_pre]:wrap-anywhere"
        label={t('confirm')}
        text={`curl -v -H "x-api-key: $PROXY_KEY" 'https://HOST/STAGE/PATH'`}
      />
    </Alert>
  );
}

function Known({
  explanation,
  page,
  reader,
}: {
  explanation: Extract<Explanation, { kind: 'known' }>;
  page: string | null;
  reader: Reader;
}) {
  const t = useTranslations('explain');
  const { meaning, answeredBy, causes, ask, log, proxy } = explanation;
  return (
    <>
      <h2 className="font-semibold text-lg tracking-tight">{t(`meaning.${meaning}`)}</h2>
      {meaning !== 'request_id' && (
        <p className="mt-1 text-ink-muted text-sm">
          {t('answeredBy')}: {t(`by.${answeredBy}`)}
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {explanation.page && explanation.page !== page && (
          <Link
            prefetch={false}
            href={routes.error(explanation.page)}
            className={buttonVariants({ size: 'sm' })}
          >
            {t('page', { code: explanation.page })}
          </Link>
        )}
        {proxy && (
          <Link
            prefetch={false}
            href={routes.doctor(proxy)}
            className={buttonVariants({ size: 'sm' })}
          >
            {t('check', { name: proxy })}
          </Link>
        )}
      </div>
      {causes.length > 0 && <CauseList causes={causes} />}
      {ask && (
        <p className="mt-4 max-w-prose border-accent-line border-l-2 pl-3 text-ink-muted text-sm">
          {t(asks[answeredBy === 'nobody' ? 'client' : ask])}
        </p>
      )}
      {log && <LogSection key={log.id} log={log} proxy={proxy} {...reader} />}
    </>
  );
}

function Sources({ evidence, pasted }: { evidence: readonly Evidence[]; pasted: string }) {
  const t = useTranslations('explain');
  // Masking a long paste takes a while, which whoever types does not wait for.
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-8">
      {evidence.length > 0 && (
        <>
          <h3 className="font-semibold text-sm">{t('evidence')}</h3>
          <Facts className="mt-1">
            {evidence.map(({ what, text }) => (
              <Fact key={what} name={t(`evidenceOf.${what}`)}>
                <Code>{text}</Code>
              </Fact>
            ))}
          </Facts>
        </>
      )}
      <details className="mt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <Summary className="cursor-pointer max-md:min-h-6">{t('masked')}</Summary>
        {isOpen && (
          <CodeBlock
            className="mt-2 max-h-96"
            label={t('masked')}
            text={maskSecrets(cleanText(pasted))}
          />
        )}
      </details>
    </div>
  );
}
