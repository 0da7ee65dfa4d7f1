import type { QueuePlace, Run, RunEvent, RunStep } from '@/lib/runs/types';

export function isOver(run: Pick<Run, 'state'>): boolean {
  return run.state === 'succeeded' || run.state === 'failed' || run.state === 'discarded';
}

/** Known events and new ones, each id once, in order of arrival. */
export function mergeEvents(known: readonly RunEvent[], more: readonly RunEvent[]): RunEvent[] {
  const byId = new Map([...known, ...more].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

type Wire<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

/** A RunEvent as the stream writes it: JSON with ISO dates. */
export function readEvent(data: string): RunEvent {
  const wire = JSON.parse(data) as Wire<RunEvent>;
  return { ...wire, at: new Date(wire.at) };
}

/** A Run as the stream writes it. */
export function readRun(data: string): Run {
  const wire = JSON.parse(data) as Wire<Omit<Run, 'steps' | 'place'>> & {
    steps: Wire<RunStep>[];
    place: Wire<QueuePlace> | null;
  };
  return {
    ...wire,
    place: wire.place && { ...wire.place, startsAt: new Date(wire.place.startsAt) },
    decidedAt: date(wire.decidedAt),
    cancelledAt: date(wire.cancelledAt),
    requestedAt: new Date(wire.requestedAt),
    startedAt: date(wire.startedAt),
    endedAt: date(wire.endedAt),
    steps: wire.steps.map((step) => ({
      ...step,
      startedAt: date(step.startedAt),
      endedAt: date(step.endedAt),
    })),
  };
}

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
