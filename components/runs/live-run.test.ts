import { describe, expect, it } from 'vitest';
import type { Run, RunEvent } from '@/lib/runs/types';
import { mergeEvents, readEvent, readRun } from './live-run';

const event: RunEvent = {
  id: 7,
  stepIndex: 0,
  awsEventId: 'e',
  at: new Date('2026-01-02T03:04:05Z'),
  stackName: 's',
  logicalId: 'Api',
  physicalId: null,
  resourceType: 'AWS::ApiGateway::RestApi',
  status: 'CREATE_COMPLETE',
  reason: null,
  detailedStatus: null,
};

const run: Run = {
  id: 'run_1',
  kind: 'create',
  subject: { kind: 'proxy', name: 'a' },
  team: 'payments',
  state: 'running',
  steps: [
    {
      index: 0,
      subject: { kind: 'proxy', name: 'a' },
      action: 'create',
      stackName: 's',
      plan: null,
      options: null,
      stackId: null,
      clientToken: 't',
      state: 'running',
      startedAt: new Date('2026-01-02T03:04:05Z'),
      endedAt: null,
    },
  ],
  failure: null,
  place: { position: 2, startsAt: new Date('2026-01-02T03:05:00Z') },
  problem: null,
  decidedBy: null,
  decidedAt: null,
  cancelledBy: null,
  cancelledAt: null,
  requestedBy: 'ben@example.com',
  requestedAt: new Date('2026-01-02T03:04:00Z'),
  startedAt: new Date('2026-01-02T03:04:05Z'),
  endedAt: null,
};

describe('the stream’s JSON', () => {
  it('comes back as it was sent', () => {
    expect(readEvent(JSON.stringify(event))).toEqual(event);
    expect(readRun(JSON.stringify(run))).toEqual(run);
  });
});

describe('mergeEvents', () => {
  it('keeps each event once, in order of arrival', () => {
    const earlier = { ...event, id: 3 };
    expect(mergeEvents([event], [earlier, event]).map(({ id }) => id)).toEqual([3, 7]);
  });
});
