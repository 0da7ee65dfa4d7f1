import { diffLines } from 'diff';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { writeGuardrailsFile } from '@/lib/governance/file';
import type { Guardrails } from '@/lib/governance/guardrails';
import type { GuardrailVersion } from '@/lib/governance/types';
import { getI18n } from '@/lib/i18n/server';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

/** Every version that was in force: who, when, why, and what became another. */
export async function VersionList({
  versions,
  builtIn,
  mayRestore,
}: {
  versions: readonly GuardrailVersion[];
  /** What the first version was made of. */
  builtIn: Guardrails;
  mayRestore: boolean;
}) {
  const words = (await getI18n()).t('guardrails');
  if (versions.length === 0)
    return <p className="text-ink-muted text-sm">{words('history.none')}</p>;
  return (
    <ol className="divide-y divide-line border-line border-y text-sm">
      {versions.map(({ version, guardrails, madeBy, madeAt, reason }, index) => {
        const earlier = versions[index + 1];
        const before = earlier?.guardrails ?? (version === 1 ? builtIn : null);
        return (
          <li key={version} className="py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">{words('version', { version: String(version) })}</span>
              {index === 0 && <Badge tone="good">{words('history.inForce')}</Badge>}
              <span className="text-ink-muted">{madeBy}</span>
              <Time value={madeAt} className="text-ink-muted" />
              {mayRestore && index > 0 && (
                <Link
                  href={withQuery(routes.guardrails, { version })}
                  aria-label={words('history.restoreVersion', { version: String(version) })}
                  className={`${buttonVariants({ size: 'sm', variant: 'ghost' })} ml-auto`}
                >
                  {words('history.restore')}
                </Link>
              )}
            </div>
            <p className="wrap-anywhere text-ink-muted">{reason}</p>
            {before && (
              <details className="mt-1">
                <summary className="inline-flex min-h-6 items-center rounded-sm text-ink-muted text-xs hover:text-ink max-md:min-h-11">
                  {words('history.diff')}
                </summary>
                <Changes before={before} after={guardrails} />
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const contextLines = 2;

/** The lines of the file that came and went, with a little around them. */
function Changes({ before, after }: { before: Guardrails; after: Guardrails }) {
  const parts = diffLines(writeGuardrailsFile(before), writeGuardrailsFile(after));
  const lines = parts.flatMap(({ value, added, removed }, part) => {
    const text = value.replace(/\n$/, '').split('\n');
    const mark = added ? '+' : removed ? '-' : ' ';
    const kept =
      mark !== ' ' || text.length <= 2 * contextLines
        ? text
        : [
            ...(part > 0 ? text.slice(0, contextLines) : []),
            '…',
            ...(part < parts.length - 1 ? text.slice(-contextLines) : []),
          ];
    return kept.map((line) => ({ mark, line }));
  });
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      className="mt-1 overflow-x-auto rounded-md border border-line bg-subtle px-3 py-2 font-mono text-xs leading-5"
    >
      {lines.map(({ mark, line }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
          key={index}
          className={
            mark === '+' ? 'block text-good' : mark === '-' ? 'block text-danger' : 'block'
          }
        >
          {mark} {line}
        </span>
      ))}
    </pre>
  );
}
