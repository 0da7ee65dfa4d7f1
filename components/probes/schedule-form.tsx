'use client';

import { useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Choice, Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import { dailyMaxMax, everyMinutesMax, probesADay } from '@/lib/probes/budget';
import type { ScheduleView } from '@/lib/probes/schedule-data';
import { ScheduleCost } from './schedule-cost';
import { scheduleFault } from './schedule-fault';
import { ScheduleThresholds } from './schedule-thresholds';

export type ScheduleAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

const everyDefault = 5;

/** How often and how many times a day a proxy is probed by itself; it says while one types what that comes to. */
export function ScheduleForm({
  proxy,
  region,
  schedule,
  defaultPath,
  callMs,
  action,
}: {
  proxy: string;
  region: string;
  schedule: ScheduleView;
  defaultPath: string;
  callMs: number | null;
  action: ScheduleAction;
}) {
  const t = useTranslations('probeSchedule');
  const [typed, setTyped] = useState(() => begin(schedule, defaultPath));
  const [state, submit, isPending] = useAskedAction(action);
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};
  const errors = (name: string) => (faults[name] ?? []).map((word) => t(scheduleFault(word)));

  return (
    <form action={submit} className="mt-3 flex flex-col gap-3">
      <input type="hidden" name="proxy" value={proxy} />
      <Choice
        type="checkbox"
        name="isOn"
        label={t('isOn')}
        checked={typed.isOn}
        onChange={() => set({ isOn: !typed.isOn })}
      />
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[8rem_9rem_minmax(0,1fr)]">
        <Amount
          name="everyMinutes"
          label={t('every')}
          unit={t('minutes')}
          hint={t('everyHint')}
          max={everyMinutesMax}
          value={typed.everyMinutes}
          errors={errors('everyMinutes')}
          onType={(everyMinutes) => set({ everyMinutes })}
        />
        <Amount
          name="dailyMax"
          label={t('dailyMax')}
          unit={t('perDay')}
          hint={t('dailyMaxHint')}
          max={dailyMaxMax}
          value={typed.dailyMax ?? String(turnsOf(typed.everyMinutes))}
          errors={errors('dailyMax')}
          onType={(dailyMax) => set({ dailyMax })}
        />
        <Field
          name="path"
          id="schedule-path"
          label={t('path')}
          hint={t('pathHint')}
          errors={errors('path')}
        >
          {(control) => (
            <Input
              {...control}
              value={typed.path}
              onChange={(event) => set({ path: event.target.value })}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </Field>
      </div>
      <ScheduleCost
        region={region}
        isOn={typed.isOn}
        everyMinutes={typed.everyMinutes}
        dailyMax={typed.dailyMax ?? String(turnsOf(typed.everyMinutes))}
        callMs={callMs}
      />
      <ScheduleThresholds typed={typed} errors={errors} onType={set} />
      <ActionProblem state={state} />
      <div className="flex items-center gap-3">
        <Button type="submit" isPending={isPending}>
          {t('save')}
        </Button>
        <span role="status" className="text-ink-muted">
          {state.kind === 'ok' && !isPending && t('saved')}
        </span>
      </div>
    </form>
  );
}

function Amount({
  name,
  label,
  unit,
  hint,
  max,
  value,
  errors,
  onType,
}: {
  name: string;
  label: string;
  unit: string;
  hint: string;
  max: number;
  value: string;
  errors: string[];
  onType: (text: string) => void;
}) {
  return (
    <Field name={name} id={`schedule-${name}`} label={label} hint={hint} errors={errors}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            maxLength={String(max).length + 1}
            value={value}
            onChange={(event) => onType(event.target.value)}
          />
          <span className="shrink-0 text-ink-muted">{unit}</span>
        </span>
      )}
    </Field>
  );
}

/** What the form holds, as text. A budget that nobody typed follows the interval. */
function begin({ everyMinutes, dailyMax, path, thresholds }: ScheduleView, defaultPath: string) {
  const { slowMs, worse, better } = thresholds;
  const every = everyMinutes ?? everyDefault;
  const isTyped = dailyMax !== null && dailyMax !== probesADay(every, dailyMaxMax);
  return {
    isOn: everyMinutes !== null,
    everyMinutes: String(every),
    dailyMax: isTyped ? String(dailyMax) : null,
    path: path ?? defaultPath,
    slowMs: slowMs === null ? '' : String(slowMs),
    worseN: String(worse.n),
    worseM: String(worse.m),
    betterN: String(better.n),
    betterM: String(better.m),
  };
}

export type TypedSchedule = ReturnType<typeof begin>;

function turnsOf(everyMinutes: string): number {
  const minutes = Number(everyMinutes);
  const isWhole = Number.isInteger(minutes) && minutes >= 1 && minutes <= everyMinutesMax;
  return probesADay(isWhole ? minutes : everyDefault, dailyMaxMax);
}
