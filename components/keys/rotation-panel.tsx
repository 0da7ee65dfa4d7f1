import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { KeyUse } from '@/lib/keys/last-use';
import { type Rotation, type RotationStep, rotationSteps } from '@/lib/keys/rotation';
import { CallsByDay } from './calls-by-day';

/** What can be done at each step, where this person may do it and nothing else is under way. */
export type RotationControls = Partial<Record<RotationStep, ReactNode>>;

/** From one key to the next, step by step; where it stands follows from the keys and from their calls. */
export async function RotationPanel({
  rotation,
  uses,
  controls,
  schedule,
}: {
  rotation: Rotation;
  uses: Record<string, KeyUse> | null;
  controls: RotationControls;
  /** What is to happen to the old key by itself. */
  schedule: ReactNode;
}) {
  const words = (await getI18n()).t('keys');
  const { old, next, step } = rotation;
  const current = rotationSteps.indexOf(step);
  return (
    <>
      <p className="mb-3 text-ink-muted text-sm">
        {old && next
          ? words('rotation.lead', { old: old.slot, next: next.slot })
          : words('rotation.leadIdle')}
      </p>
      <ol className="border-line border-y">
        {rotationSteps.map((one, index) => (
          <Step
            key={one}
            number={index + 1}
            title={words(`rotation.${one}`)}
            state={index < current ? 'done' : index === current ? 'now' : 'later'}
          >
            {index <= current && <About step={one} rotation={rotation} uses={uses} />}
            {one === 'switch_off' && next && schedule}
            {controls[one]}
          </Step>
        ))}
      </ol>
    </>
  );
}

async function Step({
  number,
  title,
  state,
  children,
}: {
  number: number;
  title: string;
  state: 'done' | 'now' | 'later';
  children: ReactNode;
}) {
  const words = (await getI18n()).t('keys');
  const isNow = state === 'now';
  return (
    <li
      aria-current={isNow ? 'step' : undefined}
      className="flex gap-3 border-line border-b py-3 last:border-b-0"
    >
      <span
        aria-hidden="true"
        className={cn(
          'mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full border text-xs tabular-nums',
          isNow ? 'border-accent bg-accent text-accent-ink' : 'border-line text-ink-muted',
        )}
      >
        {state === 'done' ? <Check className="size-3 text-good" /> : number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col items-start gap-2">
        <h3 className={cn('text-sm', isNow ? 'font-semibold' : 'font-medium text-ink-muted')}>
          {title}{' '}
          {isNow ? (
            <Badge tone="accent">{words('rotation.state.now')}</Badge>
          ) : (
            <span className="sr-only">{words(`rotation.state.${state}`)}</span>
          )}
        </h3>
        {children}
      </div>
    </li>
  );
}

async function About({
  step,
  rotation: { old, next, step: now },
  uses,
}: {
  step: RotationStep;
  rotation: Rotation;
  uses: Record<string, KeyUse> | null;
}) {
  const words = (await getI18n()).t('keys');
  if (!old || !next) return null;
  const use = uses?.[old.keyId] ?? null;
  switch (step) {
    case 'make':
      return (
        <Text>
          {words('rotation.madeAt', { slot: next.slot })} <Time value={next.createdAt} />
        </Text>
      );
    case 'hand_over':
      return (
        <Text>
          {now === 'hand_over'
            ? words('rotation.handOverText', {
                slot: next.slot,
                consumer: next.consumer || words('rotation.theConsumer'),
              })
            : words('rotation.handedOver', { slot: next.slot })}
        </Text>
      );
    case 'watch':
      return (
        <>
          <Text>
            {use && (
              <span className="text-ink">
                {words('rotation.silent', { days: use.silentDays })}{' '}
              </span>
            )}
            {words('rotation.watchText', { slot: old.slot })}
          </Text>
          {use && <CallsByDay slot={old.slot} use={use} />}
        </>
      );
    case 'switch_off':
      return (
        <Text>
          {old.isEnabled
            ? words('rotation.switchOffText')
            : words('rotation.switchedOff', { slot: old.slot })}
        </Text>
      );
    case 'remove':
      return <Text>{words('rotation.removeText')}</Text>;
  }
}

function Text({ children }: { children: ReactNode }) {
  return <p className="max-w-prose text-ink-muted text-sm">{children}</p>;
}
