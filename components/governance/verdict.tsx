'use client';

import { Ban, CircleCheck, UserCheck } from 'lucide-react';
import { Alert } from '@/components/ui/alert';
import { cn } from '@/lib/cn';
import type { Finding, Verdict } from '@/lib/governance/types';
import { useLocale, useTranslations } from '@/lib/i18n/client';

/** One rule's word beside the field that it is about, with the reason as the platform team wrote it. */
export function FindingLine({ finding }: { finding: Finding }) {
  const t = useTranslations('errors.guardrails');
  const isNo = finding.verdict === 'no';
  const Icon = isNo ? Ban : UserCheck;
  return (
    <span className={cn('flex gap-1.5', isNo ? 'text-danger' : 'text-warn')}>
      <Icon aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span>
        {finding.approver ? t(`needs.${finding.approver}`) : t('refused')}{' '}
        <Reason finding={finding} />
      </span>
    </span>
  );
}

/** Who decides, without the reason, where a column has no room for it: the reason stands below. */
export function FindingWord({ finding: { verdict, approver } }: { finding: Finding }) {
  const t = useTranslations('errors.guardrails');
  return (
    <span className={verdict === 'no' ? 'text-danger' : 'text-warn'}>
      {approver ? t(`needsShort.${approver}`) : t('refusedShort')}
    </span>
  );
}

/** What the guardrails said, where something was asked for. Needs the `errors` namespace. */
export function VerdictNotice({
  verdict,
  isLive = false,
  className,
}: {
  verdict: Verdict;
  isLive?: boolean;
  className?: string | undefined;
}) {
  const title = useVerdictTitle(verdict);
  return (
    <Alert
      tone={verdict.kind === 'no' ? 'danger' : 'warn'}
      isLive={isLive}
      title={title}
      className={cn(className)}
    >
      <ul>
        {verdict.findings.map((finding) => (
          <li key={finding.rule}>
            <Reason finding={finding} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** The verdict on what is typed, in one line beside the button that asks for it; the findings below. */
export function VerdictLine({ verdict }: { verdict: Verdict | null }) {
  return (
    <div role="status" className="mb-4">
      {verdict && verdict.kind !== 'at_once' && <VerdictNotice verdict={verdict} />}
      {verdict?.kind === 'at_once' && <AtOnce />}
    </div>
  );
}

function AtOnce() {
  const t = useTranslations('errors.guardrails');
  return (
    <p className="flex items-center gap-2 text-ink-muted text-sm">
      <CircleCheck aria-hidden className="size-4 text-good" />
      {t('atOnce')}
    </p>
  );
}

function useVerdictTitle({ kind, approvers }: Verdict): string {
  const t = useTranslations('errors.guardrails');
  if (kind === 'no') return t('no');
  const [only] = approvers;
  const who = approvers.length === 1 && only ? only : 'both';
  return kind === 'approval' ? t('approval', { approvers: t(`approvers.${who}`) }) : t('atOnce');
}

function Reason({ finding: { reason, reasonJa } }: { finding: Finding }) {
  const isJapanese = useLocale() === 'ja';
  return isJapanese && reasonJa ? reasonJa : reason;
}
