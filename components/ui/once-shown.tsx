import { CopyButton } from './copy-button';

/** What stands on the page for as long as somebody looks at it, and nowhere after. */
export function OnceShown({ value, name, copy }: { value: string; name: string; copy: string }) {
  return (
    <div className="flex items-center gap-2 rounded-lg border border-line bg-subtle py-1.5 pr-1.5 pl-3">
      <output aria-label={name} className="min-w-0 flex-1 select-all break-all font-mono text-sm">
        {value}
      </output>
      <CopyButton value={value} label={copy} />
    </div>
  );
}
