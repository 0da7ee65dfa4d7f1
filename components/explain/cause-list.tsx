'use client';

import { Badge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code';
import { Summary } from '@/components/ui/summary';
import type { ExplainedCause } from '@/lib/explain/explain';
import type { Certainty } from '@/lib/explain/types';
import { useTranslations } from '@/lib/i18n/client';

const tones = { sure: 'good', likely: 'accent', possible: 'neutral' } as const satisfies Record<
  Certainty,
  string
>;

/** The causes that fit, most likely first: the hop, how sure it is, what to do, and how to confirm it. */
export function CauseList({ causes }: { causes: readonly ExplainedCause[] }) {
  const t = useTranslations('explain');
  return (
    <>
      <h3 className="mt-6 font-semibold text-sm">{t('causes', { count: causes.length })}</h3>
      <ol className="mt-2 divide-y divide-line border-line border-y">
        {causes.map(({ id, hop, certainty, command }) => (
          <li key={id} className="flex gap-4 py-3 max-md:flex-col max-md:gap-1.5">
            <div className="flex w-44 shrink-0 flex-wrap content-start items-start gap-x-2 gap-y-1 max-md:w-auto">
              <span className="font-medium text-sm">
                <span className="sr-only">{t('hopLabel')}: </span>
                {t(`hop.${hop}`)}
              </span>
              <Badge tone={tones[certainty]}>{t(`certainty.${certainty}`)}</Badge>
            </div>
            <div className="min-w-0 flex-1 text-sm">
              <p className="max-w-prose">{t(`cause.${id}.what`)}</p>
              <p className="mt-1 max-w-prose text-ink-muted">{t(`cause.${id}.fix`)}</p>
              {command && <Confirm command={command} isOpen={causes.length === 1} />}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

/** One cause shows its command; of several each has its own behind a press, so that the list can be read. */
function Confirm({ command, isOpen }: { command: string; isOpen: boolean }) {
  const t = useTranslations('explain');
  return (
    <details open={isOpen} className="mt-1.5">
      <Summary className="cursor-pointer text-xs max-md:min-h-6">{t('confirm')}</Summary>
      <CodeBlock
        className="mt-1.5 [&_pre]:whitespace-pre-wrap [&_pre]:wrap-anywhere"
        label={t('confirm')}
        text={command}
      />
    </details>
  );
}
