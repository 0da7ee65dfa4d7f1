import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '@/lib/runs/types';
import { placed, resourceSpans } from './timeline';

function event(
  id: number,
  logicalId: string,
  status: string,
  reason: string | null = null,
): RunEvent {
  return {
    id,
    stepIndex: 0,
    awsEventId: `e${id}`,
    at: new Date(id * 1000),
    stackName: 'sluice-proxy-a',
    logicalId,
    physicalId: null,
    resourceType:
      logicalId === 'sluice-proxy-a' ? 'AWS::CloudFormation::Stack' : 'AWS::Logs::LogGroup',
    status,
    reason,
    detailedStatus: null,
  };
}

describe('resourceSpans', () => {
  it('has one span a resource, in the order of their beginnings, without the stack itself', () => {
    const spans = resourceSpans([
      event(1, 'sluice-proxy-a', 'CREATE_IN_PROGRESS'),
      event(3, 'Stage', 'CREATE_IN_PROGRESS'),
      event(2, 'Api', 'CREATE_IN_PROGRESS'),
      event(4, 'Api', 'CREATE_COMPLETE'),
    ]);
    expect(spans.map(({ logicalId, state }) => [logicalId, state])).toEqual([
      ['Api', 'succeeded'],
      ['Stage', 'running'],
    ]);
    expect(spans[0]).toMatchObject({ startedAt: new Date(2000), endedAt: new Date(4000) });
  });

  it('keeps the cause of a failure through the rollback', () => {
    const [span] = resourceSpans([
      event(1, 'Api', 'CREATE_IN_PROGRESS'),
      event(2, 'Api', 'CREATE_FAILED', 'no policy'),
      event(3, 'Api', 'DELETE_IN_PROGRESS'),
      event(4, 'Api', 'DELETE_COMPLETE'),
    ]);
    expect(span).toMatchObject({ state: 'failed', reason: 'no policy' });
  });

  it('tells what was stopped beside a failure from what failed', () => {
    const [span] = resourceSpans([
      event(1, 'Api', 'CREATE_IN_PROGRESS'),
      event(2, 'Api', 'CREATE_FAILED', 'Resource creation cancelled'),
      event(3, 'Api', 'DELETE_COMPLETE'),
    ]);
    expect(span?.state).toBe('undone');
  });

  it('says of what the rollback took back that it was undone', () => {
    const [span] = resourceSpans([
      event(1, 'Api', 'CREATE_COMPLETE'),
      event(2, 'Api', 'DELETE_COMPLETE'),
    ]);
    expect(span?.state).toBe('undone');
  });

  it('puts what is known to come behind what has begun', () => {
    const spans = resourceSpans(
      [event(1, 'Api', 'CREATE_IN_PROGRESS')],
      [
        { logicalId: 'Stage', resourceType: 'AWS::ApiGateway::Stage' },
        { logicalId: 'Api', resourceType: 'AWS::ApiGateway::RestApi' },
      ],
    );
    expect(spans.map(({ logicalId, state }) => [logicalId, state])).toEqual([
      ['Api', 'running'],
      ['Stage', 'waiting'],
    ]);
  });

  it('tells what is made from what is stable, by its id or by its detailed status', () => {
    const begun = event(1, 'Api', 'CREATE_IN_PROGRESS');
    const named = { ...event(2, 'Api', 'CREATE_IN_PROGRESS'), physicalId: 'a1b2c3' };
    const checked = {
      ...event(3, 'Api', 'UPDATE_IN_PROGRESS'),
      physicalId: 'a1b2c3',
      detailedStatus: 'CONFIGURATION_COMPLETE',
    };
    const stateOf = (...events: RunEvent[]) => resourceSpans(events)[0]?.state;
    expect(stateOf(begun)).toBe('running');
    expect(stateOf(begun, named)).toBe('made');
    expect(stateOf({ ...checked, detailedStatus: null })).toBe('running');
    expect(stateOf(checked)).toBe('made');
    expect(stateOf(begun, named, event(4, 'Api', 'CREATE_COMPLETE'))).toBe('succeeded');
    expect(stateOf(begun, named, event(4, 'Api', 'DELETE_IN_PROGRESS'))).toBe('undone');
  });

  it('says of what a delete removed that it succeeded', () => {
    const [span] = resourceSpans([
      event(1, 'Api', 'DELETE_IN_PROGRESS'),
      event(2, 'Api', 'DELETE_COMPLETE'),
    ]);
    expect(span?.state).toBe('succeeded');
  });
});

describe('placed', () => {
  it('never leaves the track', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), (a, b, c, d) => {
        const { left, width } = placed(
          { startedAt: new Date(a), endedAt: new Date(a + b) },
          new Date(c),
          new Date(c + d),
        );
        expect(left).toBeGreaterThanOrEqual(0);
        expect(width).toBeGreaterThan(0);
        expect(left + width).toBeLessThanOrEqual(100.0001);
      }),
    );
  });
});
