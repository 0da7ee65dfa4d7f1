import { CircleCheck, CircleX } from 'lucide-react';
import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { Diagnosis, LinkFinding } from '@/lib/keys/doctor';

export type DiagnosedKey = Diagnosis & { keyId: string; slot: 'A' | 'B' | 'probe' };

/** Key by key: every link from the key to the method, with what was seen; the first broken one with cause and fix. */
export async function DoctorPanel({ diagnoses }: { diagnoses: readonly DiagnosedKey[] }) {
  const words = (await getI18n()).t('keys');
  return (
    <ul className="divide-y divide-line border-line border-y">
      {diagnoses.map(({ keyId, slot, broken, findings }) => (
        <li key={keyId}>
          <details open={broken !== null} className="group py-1">
            <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 text-sm hover:bg-hover">
              <Mark isWhole={broken === null} />
              <span className="font-medium">
                {words(`slot${slot === 'probe' ? 'Probe' : slot}`)}
              </span>
              <span className={broken ? 'font-medium text-danger' : 'text-ink-muted'}>
                {broken
                  ? words('doctor.broken', { link: words(`doctor.link.${broken}`) })
                  : words('doctor.whole')}
              </span>
            </summary>
            {broken && (
              <Facts className="mb-1 pl-7">
                <Fact name={words('doctor.cause')}>{words(`doctor.causeOf.${broken}`)}</Fact>
                <Fact name={words('doctor.fix')}>{words(`doctor.fixOf.${broken}`)}</Fact>
              </Facts>
            )}
            <ol className="pb-2 pl-7">
              {findings.map((finding) => (
                <Found key={finding.link} finding={finding} isFirst={finding.link === broken} />
              ))}
            </ol>
          </details>
        </li>
      ))}
    </ul>
  );
}

async function Found({
  finding: { link, isWhole, evidence },
  isFirst,
}: {
  finding: LinkFinding;
  isFirst: boolean;
}) {
  const words = (await getI18n()).t('keys');
  return (
    <li className="flex gap-2 py-1 text-sm">
      <Mark isWhole={isWhole} />
      <span className="min-w-0">
        <span className={cn(isFirst && 'font-medium')}>{words(`doctor.link.${link}`)}</span>
        <span className="sr-only">: {words(isWhole ? 'doctor.ok' : 'doctor.bad')}</span>{' '}
        <Code className="text-ink-muted text-xs">{evidence}</Code>
      </span>
    </li>
  );
}

function Mark({ isWhole }: { isWhole: boolean }) {
  const Icon = isWhole ? CircleCheck : CircleX;
  return (
    <Icon
      aria-hidden
      className={cn('mt-0.5 size-4 shrink-0', isWhole ? 'text-good' : 'text-danger')}
    />
  );
}
