'use client';

import { useId, useState } from 'react';
import { CodeBlock } from '@/components/ui/code';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';
import { sampleMethod, samplePath, snippetFor, snippetLanguages } from '@/lib/proxies/snippets';
import type { InvokeForm } from '@/templates/proxy/invoke';
import type { ProxySpec } from '@/templates/proxy/spec';

/** Programs that call the proxy: one URL form and one language at a time, ready to copy. */
export function CallSnippets({
  forms,
  upstream,
}: {
  forms: readonly InvokeForm[];
  upstream: ProxySpec['upstream'];
}) {
  const t = useTranslations('proxy.call');
  const [formId, setFormId] = useState(forms[0]?.id);
  const [language, setLanguage] = useState(snippetLanguages[0] ?? 'curl');
  const form = forms.find(({ id }) => id === formId) ?? forms[0];
  if (!form) return <p className="text-ink-muted text-sm">{t('notYet')}</p>;
  const isStream = upstream.mode === 'stream';
  const method = sampleMethod(upstream);
  const text = snippetFor(language, form, {
    method,
    path: samplePath(upstream.url, method),
    timeoutMs: upstream.timeoutMs,
    isStream,
    upstreamKeyHeader: upstream.apiKeyHeader,
  });
  const gateway = upstream.timeoutMs / 1000;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <Segments
          label={t('forms')}
          value={form.id}
          options={forms.map(({ id }) => ({ value: id, label: t(id) }))}
          onChange={setFormId}
        />
        <Segments
          label={t('language')}
          value={language}
          options={snippetLanguages.map((value) => ({ value, label: t(value) }))}
          onChange={setLanguage}
        />
      </div>
      <p className="text-ink-muted text-xs">{t(`${form.id}Hint`)}</p>
      <CodeBlock
        text={text}
        label={`${t(form.id)}, ${t(language)}`}
        className="[&_pre]:whitespace-pre-wrap [&_pre]:wrap-anywhere"
      />
      <p className="text-ink-muted text-xs">
        {t('keyFromEnvironment')}{' '}
        {upstream.apiKeyHeader && t('upstreamKey', { header: upstream.apiKeyHeader })}{' '}
        {t('timeout', { gateway, seconds: Math.ceil(gateway) + 5 })}
      </p>
    </div>
  );
}

/** A choice of one among few, as joined buttons on native radio buttons. */
function Segments<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className="min-w-0 max-w-full">
      <legend className="sr-only">{label}</legend>
      <div className="flex max-w-full overflow-x-auto rounded-md border border-line bg-subtle p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cn(
              'relative flex h-6 cursor-pointer items-center whitespace-nowrap rounded-sm px-2.5 text-xs max-md:h-9',
              'text-ink-muted hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent',
              'has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:inset-ring has-checked:inset-ring-line',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
