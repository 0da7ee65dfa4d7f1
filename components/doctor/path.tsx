import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { cn } from '@/lib/cn';
import type { Examination, Hop } from '@/lib/doctor/types';
import { getI18n } from '@/lib/i18n/server';

const marks = {
  holds: { Icon: CircleCheck, colour: 'text-good' },
  broken: { Icon: CircleX, colour: 'text-danger' },
  unknown: { Icon: CircleHelp, colour: 'text-ink-muted' },
};

/** The first broken hop with cause and fix, then every hop with what was seen of it. */
export async function Path({
  examination: { hops, broken },
  mend,
}: {
  examination: Examination;
  /** What can be done about the first broken hop. */
  mend?: ReactNode;
}) {
  const words = (await getI18n()).t('doctor');
  const first = hops.find(({ name }) => name === broken);
  const isSure = hops.every(({ state }) => state === 'holds');
  return (
    <>
      <p role="status" className={cn('font-medium', broken && 'text-danger')}>
        {broken
          ? words('broken', { hop: words(`hop.${broken}`) })
          : words(isSure ? 'whole' : 'partly')}
      </p>
      {first?.fault && (
        <Facts className="mt-2">
          <Fact name={words('seen')}>
            <Code className="wrap-anywhere">{first.evidence}</Code>
          </Fact>
          <Fact name={words('cause')}>{words(`fault.${first.fault}.cause`)}</Fact>
          <Fact name={words('fix')}>{words(`fault.${first.fault}.fix`)}</Fact>
        </Facts>
      )}
      {broken && mend && <div className="mt-3">{mend}</div>}
      <ol aria-label={words('hops')} className="mt-4 divide-y divide-line border-line border-y">
        {hops.map((hop) => (
          <HopLine key={hop.name} hop={hop} isFirst={hop.name === broken} />
        ))}
      </ol>
    </>
  );
}

async function HopLine({ hop, isFirst }: { hop: Hop; isFirst: boolean }) {
  const words = (await getI18n()).t('doctor');
  const { Icon, colour } = marks[hop.state];
  return (
    <li className="flex gap-2 py-2 text-sm">
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', colour)} />
      <div className="min-w-0 flex-1 md:flex md:gap-4">
        <p className="md:w-64 md:shrink-0">
          <span className={cn(isFirst && 'font-medium')}>{words(`hop.${hop.name}`)}</span>{' '}
          <span className={cn('text-xs', colour)}>{words(`state.${hop.state}`)}</span>
        </p>
        <div className="min-w-0">
          {hop.evidence && (
            <p className="break-words">
              <Code className="text-ink-muted text-xs">{hop.evidence}</Code>
            </p>
          )}
          {hop.fault && !isFirst && <p className="text-xs">{words(`fault.${hop.fault}.cause`)}</p>}
          {hop.need && <p className="text-ink-muted text-xs">{words(`need.${hop.need}`)}</p>}
        </div>
      </div>
    </li>
  );
}
