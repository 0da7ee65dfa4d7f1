'use client';

import { Download } from 'lucide-react';
import { memo, useEffect, useMemo, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { cn } from '@/lib/cn';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { Preview, PreviewStack } from '@/lib/proxies/preview';
import { changedLines } from './changed-lines';
import { download } from './download';

/** A template sent as text may hold 51,200 bytes (CreateStack TemplateBody). */
const templateBytesMax = 51_200;

/** The templates as they will be sent, network first. What changed by the last edit flashes once and is in view. */
export function TemplatePreview({ preview }: { preview: Preview }) {
  const t = useTranslations('create.preview');
  const hasPending = preview.stacks.length > 1;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <p className="pb-3 text-ink-muted text-xs">
        {preview.examples.length > 0 ? t('placeholders') : t('exact')} {hasPending && t('pending')}
      </p>
      <div
        data-pane
        className="min-h-0 flex-1 overflow-y-auto rounded-lg border border-line bg-surface"
      >
        {preview.stacks.map((stack) => (
          <StackText key={stack.kind} stack={stack} isAlone={preview.stacks.length === 1} />
        ))}
      </div>
    </div>
  );
}

function StackText({ stack, isAlone }: { stack: PreviewStack; isAlone: boolean }) {
  const t = useTranslations('create.preview');
  const format = useFormat();
  const lines = useMemo(() => stack.yaml.trimEnd().split('\n'), [stack.yaml]);
  const { changed, edition } = useChanges(lines);
  const first = useRef<HTMLSpanElement>(null);
  const bytes = useMemo(() => new TextEncoder().encode(stack.yaml).length, [stack.yaml]);

  useEffect(() => {
    if (edition > 0) bringIntoPane(first.current);
  }, [edition]);

  const firstChanged = Math.min(...changed);
  const titles = {
    network: isAlone ? t('onlyNetworkStack') : t('networkStack'),
    proxy: isAlone ? t('onlyProxyStack') : t('proxyStack'),
  };
  return (
    <section aria-label={stack.stackName} className="border-line border-b last:border-b-0">
      <header className="sticky top-0 z-2 flex items-center gap-2 border-line border-b bg-surface py-1.5 pr-1.5 pl-3">
        <div className="min-w-0 flex-1">
          <h3 className="flex min-w-0 items-baseline gap-2 font-medium text-sm">
            <span className="whitespace-nowrap">{titles[stack.kind]}</span>
            <span className="truncate font-mono font-normal text-ink-muted text-xs">
              {stack.stackName}
            </span>
          </h3>
          <p className="text-ink-faint text-xs">
            {t('lines', { count: lines.length })} · {format.number(bytes)} /{' '}
            {t('bytes', { max: templateBytesMax })} ·{' '}
            {stack.capabilities.length > 0
              ? t('capabilities', { capabilities: stack.capabilities.join(', ') })
              : t('noCapabilities')}
          </p>
        </div>
        <CopyButton value={stack.yaml} label={t('copy')} />
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('download')}
          title={t('download')}
          onClick={() => download(`${stack.stackName}.yaml`, stack.yaml, 'application/yaml')}
        >
          <Download aria-hidden />
        </Button>
      </header>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto py-2 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
      >
        <code className="block w-max min-w-full">
          {lines.map((line, index) => (
            <Line
              // A new key restarts the flash.
              key={changed.has(index) ? `${index} ${edition}` : index}
              text={line}
              isChanged={changed.has(index)}
              anchor={index === firstChanged ? first : undefined}
            />
          ))}
        </code>
      </pre>
    </section>
  );
}

const Line = memo(function Line({
  text,
  isChanged,
  anchor,
}: {
  text: string;
  isChanged: boolean;
  anchor: React.RefObject<HTMLSpanElement | null> | undefined;
}) {
  const isComment = /^\s*#/.test(text);
  const key = isComment ? undefined : /^(\s*(?:- )?[\w:.-]+:)(?=\s|$)/.exec(text)?.[1];
  return (
    <span
      ref={anchor}
      data-changed={isChanged || undefined}
      className={cn('block min-h-5 px-3', isComment && 'text-ink-faint', isChanged && 'flash')}
    >
      {key && <span className="text-ink-muted">{key}</span>}
      {text.slice(key?.length ?? 0)}
      {'\n'}
    </span>
  );
});

/** Scrolls the pane, never the page, so far that the line can be seen below the sticky header. */
function bringIntoPane(line: HTMLElement | null): void {
  const pane = line?.closest('[data-pane]');
  if (!line || !pane) return;
  const [at, frame] = [line.getBoundingClientRect(), pane.getBoundingClientRect()];
  const header = 64;
  if (at.top >= frame.top + header && at.bottom <= frame.bottom) return;
  pane.scrollTop += at.top - frame.top - frame.height / 3;
}

/** What the last edit changed, and how many edits there were; nothing at first. */
function useChanges(lines: readonly string[]): { changed: Set<number>; edition: number } {
  const seen = useRef({ lines, changed: new Set<number>(), edition: 0 });
  if (seen.current.lines !== lines) {
    seen.current = {
      lines,
      changed: changedLines(seen.current.lines, lines),
      edition: seen.current.edition + 1,
    };
  }
  return seen.current;
}
