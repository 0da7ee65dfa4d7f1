import type { Problem } from '../known';

export type KeySummary = {
  keyId: string;
  slot: 'A' | 'B' | 'probe';
  name: string;
  isEnabled: boolean;
  createdAt: Date;
  /** Fixed length, whatever the value's. */
  mask: string;
  /** Who calls with it, and whom to tell; empty where nobody is named. */
  consumer: string;
  owner: string;
};

/** `waiting` until it is due; `begun` has a run; `dropped` was taken back, or has nothing to switch off any more. */
export type ScheduleState = 'waiting' | 'begun' | 'dropped';

/** When a key is switched off by itself. */
export type KeySchedule = {
  id: string;
  slot: 'A' | 'B';
  keyId: string;
  /** One of the two is set. */
  dueAt: Date | null;
  silentDays: number | null;
  state: ScheduleState;
  requestedBy: string;
  requestedAt: Date;
  runId: string | null;
  problem: Problem | null;
};
