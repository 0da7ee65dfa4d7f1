'use client';

import { useId, useState } from 'react';
import { download } from '@/components/proxies/download';
import { Alert } from '@/components/ui/alert';
import { Button, buttonVariants } from '@/components/ui/button';
import { CodeArea } from '@/components/ui/code-area';
import { cn } from '@/lib/cn';
import { type FileFault, readGuardrailsFile, writeGuardrailsFile } from '@/lib/governance/file';
import type { Guardrails } from '@/lib/governance/guardrails';
import { useTranslations } from '@/lib/i18n/client';

/** The draft as the file that people keep, and the way back: pasted, typed or chosen. */
export function FilePanel({
  draft,
  onTake,
}: {
  draft: Guardrails;
  onTake: (guardrails: Guardrails) => void;
}) {
  const t = useTranslations('guardrails.file');
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [answer, setAnswer] = useState<FileFault[] | null>(null);
  const text = typed ?? writeGuardrailsFile(draft);

  function take(given: string) {
    const read = readGuardrailsFile(given);
    setAnswer(read.ok ? [] : read.faults);
    setTyped(read.ok ? null : given);
    if (read.ok) onTake(read.guardrails);
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted text-sm">{t('lead')}</p>
      <CodeArea
        aria-label={t('text')}
        rows={16}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value);
          setAnswer(null);
        }}
      />
      <div role="status">
        {answer?.length === 0 && <p className="text-ink-muted text-sm">{t('taken')}</p>}
        {answer && answer.length > 0 && (
          <Alert tone="danger" title={t('faults', { count: answer.length })}>
            <ul>
              {answer.map(({ line, path, message }) => (
                <li key={`${line} ${path} ${message}`}>
                  {line !== null && (
                    <span className="mr-2 font-medium text-ink">
                      {t('line', { line: String(line) })}
                    </span>
                  )}
                  {path} {message}
                </li>
              ))}
            </ul>
          </Alert>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={typed === null} onClick={() => take(text)}>
          {t('take')}
        </Button>
        {typed !== null && (
          <Button
            variant="ghost"
            onClick={() => {
              setTyped(null);
              setAnswer(null);
            }}
          >
            {t('reset')}
          </Button>
        )}
        <label
          htmlFor={id}
          className={cn(
            buttonVariants(),
            'has-focus-visible:outline-2 has-focus-visible:outline-accent',
          )}
        >
          {t('upload')}
          <input
            id={id}
            type="file"
            accept=".yaml,.yml,.json,text/yaml,application/json"
            className="sr-only"
            onChange={async ({ target }) => {
              const chosen = target.files?.[0];
              if (chosen) take(await chosen.text());
              target.value = '';
            }}
          />
        </label>
        <Button
          onClick={() => download('guardrails.yaml', writeGuardrailsFile(draft), 'text/yaml')}
        >
          {t('download')}
        </Button>
      </div>
    </div>
  );
}
