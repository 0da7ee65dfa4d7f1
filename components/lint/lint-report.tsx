'use client';

import { Badge } from '@/components/ui/badge';
import { Code } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';
import { Summary } from '@/components/ui/summary';
import { useTranslations } from '@/lib/i18n/client';
import { type Finding, findingId, type Report } from '@/lib/lint/lint';

const severities = ['error', 'warning', 'note'] as const;
const tones = { error: 'danger', warning: 'warn', note: 'neutral' } as const;

type Props = {
  report: Report;
  lines: readonly string[];
  isEmpty: boolean;
  /** It is no text of theirs: what is wrong is told by the resource, not by a line. */
  isPicked: boolean;
  /** Shows a line in the box. */
  show: (line: number) => void;
};

/** What was found, in the order of lines; each line is a button, so that one walks through them by keyboard. */
export function LintReport({ report, lines, isEmpty, isPicked, show }: Props) {
  const t = useTranslations('lint');
  const { findings, faults, resources, isTooLong } = report;
  const markdown = findings
    .map(
      ({ rule, line, subject, severity, source }) =>
        `- **${isPicked ? subject : t('line', { line })}** ${t(`severity.${severity}`)} \`${rule}\`: ${t(`rule.${rule}.title`)}. ${t(`rule.${rule}.why`)} ${t('fix')}: ${t(`rule.${rule}.fix`)} (${source})`,
    )
    .join('\n');
  const isClean = findings.length === 0 && resources > 0;
  const title = isEmpty
    ? t('emptyTitle')
    : isTooLong
      ? t('tooLong')
      : isClean
        ? t('clean', { count: resources })
        : t('count', { count: findings.length, resources });
  const text = isEmpty
    ? t('emptyText')
    : isTooLong
      ? t('tooLongText')
      : isClean
        ? t('cleanText')
        : '';
  return (
    <section aria-label={t('result')} className="min-w-0">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h2 aria-live="polite" className="font-semibold text-sm">
          {title}
        </h2>
        {findings.length > 0 && <CopyButton value={markdown} label={t('copy')} isLabelVisible />}
      </div>
      {findings.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-2">
          {severities
            .map((severity) => ({
              severity,
              count: findings.filter((each) => each.severity === severity).length,
            }))
            .filter(({ count }) => count > 0)
            .map(({ severity, count }) => (
              <Badge key={severity} tone={tones[severity]}>
                {t(`severity.${severity}`)} {count}
              </Badge>
            ))}
        </p>
      )}
      {text && <p className="mt-1 max-w-prose text-ink-muted text-sm">{text}</p>}
      <ol className="mt-2 divide-y divide-line">
        {findings.map((finding) => (
          <FindingRow
            key={findingId(finding)}
            finding={finding}
            text={lines[finding.line - 1]?.trim() ?? ''}
            label={isPicked ? finding.subject : t('line', { line: finding.line })}
            show={show}
          />
        ))}
      </ol>
      {!isEmpty && faults.length > 0 && (
        <details className="mt-4 text-ink-muted text-sm" open={findings.length === 0}>
          <Summary>{t('unread')}</Summary>
          <ul className="mt-1">
            {faults.map(({ line }) => (
              <li key={line}>
                <LineButton line={line} label={t('line', { line })} show={show} />{' '}
                <Code>{(lines[line - 1] ?? '').trim().slice(0, 80)}</Code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function FindingRow({
  finding: { rule, line, severity, source },
  text,
  label,
  show,
}: {
  finding: Finding;
  text: string;
  /** What names the place. */
  label: string;
  show: (line: number) => void;
}) {
  const t = useTranslations('lint');
  return (
    <li className="py-3 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <LineButton line={line} label={label} show={show} />
        <Badge tone={tones[severity]}>{t(`severity.${severity}`)}</Badge>
        <span className="font-medium">{t(`rule.${rule}.title`)}</span>
        <Code className="text-ink-muted text-xs">{rule}</Code>
      </div>
      <pre className="mt-1 truncate font-mono text-ink-muted text-xs">{text}</pre>
      <p className="mt-1 max-w-prose">{t(`rule.${rule}.why`)}</p>
      <p className="mt-1 max-w-prose text-ink-muted">
        {t('fix')}: {t(`rule.${rule}.fix`)}{' '}
        <a className="underline underline-offset-4" href={source} rel="noreferrer" target="_blank">
          {t('source')}
        </a>
      </p>
    </li>
  );
}

function LineButton({
  line,
  label,
  show,
}: {
  line: number;
  label: string;
  show: (line: number) => void;
}) {
  const t = useTranslations('lint');
  return (
    <button
      type="button"
      onClick={() => show(line)}
      title={t('go', { line })}
      className="min-h-6 rounded-sm font-mono text-accent text-xs underline underline-offset-4"
    >
      {label}
    </button>
  );
}
