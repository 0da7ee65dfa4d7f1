'use client';

import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeArea } from '@/components/ui/code-area';
import { Field } from '@/components/ui/field';
import { usePasted } from '@/components/ui/use-pasted';
import { useTranslations } from '@/lib/i18n/client';
import { article } from '@/lib/lint/article';
import type { Basis } from '@/lib/lint/corrected';
import { lint } from '@/lib/lint/lint';
import { AdoptPanel } from './adopt-panel';
import { CorrectedPanel } from './corrected-panel';
import { LintReport } from './lint-report';

/** As high as the window leaves, where it stays in sight beside the findings. */
const height = 'h-[45vh] md:h-[60vh] xl:h-[calc(100dvh-var(--bar-top)-300px)] xl:min-h-80';

/** A box for a template with its lines numbered, and beside it what is wrong at which. It is read here and stays here. */
export function LintBox({
  mayLaunch,
  basis,
  picked,
  picker,
  adoption,
}: {
  mayLaunch: boolean;
  basis: Promise<Basis>;
  /** What an API of the account says it is, to begin with. */
  picked?: string;
  picker: ReactNode;
  /** The way to make the API that was picked a proxy, where there is one. */
  adoption?: ReactNode;
}) {
  const t = useTranslations('lint');
  const { box, text, settled, setText } = usePasted(picked);
  const gutter = useRef<HTMLPreElement>(null);
  const [isCorrectedOpen, setCorrectedOpen] = useState(false);
  const { report, lines } = useMemo(
    () => ({ report: lint(settled), lines: settled.split('\n') }),
    [settled],
  );

  function show(line: number) {
    const area = box.current;
    if (!area) return;
    const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    area.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(area).lineHeight));
  }

  function showCorrected() {
    setCorrectedOpen(true);
    document.getElementById('corrected')?.scrollIntoView();
  }

  return (
    <div className="flex flex-col gap-8 px-4 pb-12 md:px-8">
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
        <div className="min-w-0 xl:sticky xl:top-[calc(var(--bar-top)+16px)] xl:self-start">
          {picker}
          <Field
            name="template"
            label={t('label')}
            hint={t(picked === text ? 'fromAws' : 'private')}
          >
            {(control) => (
              <div className="flex min-w-0">
                <pre
                  ref={gutter}
                  aria-hidden
                  className={`${height} w-12 shrink-0 overflow-hidden rounded-l-md border border-line-strong border-r-0 bg-subtle py-2 pr-2 text-right font-mono text-ink-faint text-xs leading-5 max-md:leading-6`}
                >
                  {lines.map((_, index) => index + 1).join('\n')}
                </pre>
                <CodeArea
                  {...control}
                  ref={box}
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                  onScroll={(event) => {
                    if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
                  }}
                  wrap="off"
                  placeholder={t('placeholder')}
                  className={`${height} flex-1 resize-none rounded-l-none`}
                />
              </div>
            )}
          </Field>
          <div className="mt-2">
            <Button size="sm" onClick={() => setText(text === '' ? article : '')}>
              {t(text === '' ? 'example' : 'clear')}
            </Button>
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {report.understood && mayLaunch && (
            <AdoptPanel
              understood={report.understood}
              isPicked={settled === picked}
              showCorrected={showCorrected}
            />
          )}
          {settled === picked && adoption}
          <LintReport
            report={report}
            lines={lines}
            isEmpty={settled.trim() === ''}
            isPicked={settled === picked}
            show={show}
          />
        </div>
      </div>
      {report.understood && (
        <CorrectedPanel
          text={settled}
          params={report.understood.params}
          basis={basis}
          isOpen={isCorrectedOpen}
          setOpen={setCorrectedOpen}
        />
      )}
    </div>
  );
}
