'use client';

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { controlClass } from '@/components/ui/input';
import { cn } from '@/lib/cn';
import { explain } from '@/lib/explain/explain';
import { useTranslations } from '@/lib/i18n/client';
import { examples } from './examples';
import { ExplanationView, type Reader } from './explanation-view';

const exampleNames = Object.keys(examples) as (keyof typeof examples)[];

/**
 * A box for an error, and below it what the error means. The text is read here, in the browser, and stays here: it is
 * in no form, no URL and no storage. Reading waits for typing, never the other way round.
 */
export function PasteBox({ reader, page }: { reader: Reader; page?: string }) {
  const { proxies } = reader;
  const t = useTranslations('explain');
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  // What was pasted before React took the page over.
  useEffect(() => setText((now) => now || (box.current?.value ?? '')), []);
  const settled = useDeferredValue(text);
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
            <textarea
              {...control}
              ref={box}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              rows={8}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              placeholder={t('placeholder')}
              className={cn(
                controlClass,
                'max-h-[60vh] min-h-40 resize-y px-3 py-2 font-mono text-xs leading-5 max-md:text-lg max-md:leading-6',
              )}
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
