'use client';

import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { CodeArea } from '@/components/ui/code-area';
import { Field } from '@/components/ui/field';
import { usePasted } from '@/components/ui/use-pasted';
import { explain } from '@/lib/explain/explain';
import { useTranslations } from '@/lib/i18n/client';
import { examples } from './examples';
import { ExplanationView, type Reader } from './explanation-view';

const exampleNames = Object.keys(examples) as (keyof typeof examples)[];

/**
 * A box for an error, and below it what the error means. The text is read here, in the browser, and stays here: it is
 * in no form, no URL and no storage.
 */
export function PasteBox({ reader, page }: { reader: Reader; page?: string }) {
  const { proxies } = reader;
  const t = useTranslations('explain');
  const { box, text, settled, setText } = usePasted();
  const explanation = useMemo(() => explain(settled, proxies), [settled, proxies]);

  function put(next: string) {
    setText(next);
    box.current?.focus();
  }

  return (
    <div className="flex min-w-0 flex-col gap-6">
      <div>
        <Field name="paste" label={t('label')} hint={t('private')}>
          {(control) => (
            <CodeArea
              {...control}
              ref={box}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              rows={8}
              placeholder={t('placeholder')}
              className="max-h-[60vh] min-h-40 resize-y"
            />
          )}
        </Field>
        <div className="mt-2 flex min-h-7 flex-wrap items-center gap-2 max-md:min-h-9">
          {text === '' ? (
            <>
              <span className="text-ink-muted text-xs">{t('examples')}</span>
              {exampleNames.map((name) => (
                <Button key={name} size="sm" onClick={() => put(examples[name])}>
                  {t(`example.${name}`)}
                </Button>
              ))}
            </>
          ) : (
            <Button size="sm" onClick={() => put('')}>
              {t('clear')}
            </Button>
          )}
        </div>
      </div>
      <ExplanationView
        explanation={explanation}
        pasted={settled}
        page={page ?? null}
        reader={reader}
      />
    </div>
  );
}
