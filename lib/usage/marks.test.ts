import { describe, expect, it } from 'vitest';
import { type Change, markOfAudit, marksOfRuns } from './marks';

const limits = (limit: number, rate = 5) => ({
  quota: { limit, period: 'DAY' as const },
  rate,
  burst: 5,
});
const change = (part: Partial<Change>): Change => ({
  runId: 'r',
  kind: 'update',
  at: new Date('2026-09-20T10:00:00Z'),
  by: 'ben@example.com',
  limits: limits(20),
  resourceTypes: [],
  ...part,
});
const plan = 'AWS::ApiGateway::UsagePlan';

describe('marksOfRuns', () => {
  it('tells limits by the specs before and after', () => {
    const [made, changed] = marksOfRuns([
      change({ kind: 'create' }),
      change({ limits: limits(40), resourceTypes: [plan] }),
    ]);
    expect(made).toMatchObject({ kinds: ['made'], limits: null });
    expect(changed).toMatchObject({
      kinds: ['limits'],
      limits: { before: limits(20), after: limits(40) },
    });
  });

  it('does not call it limits where a plan was touched and they stayed', () => {
    const types = [plan, 'AWS::ApiGateway::Deployment', 'AWS::ApiGateway::ApiKey'];
    const marks = marksOfRuns([change({ kind: 'create' }), change({ resourceTypes: types })]);
    expect(marks[1]?.kinds).toEqual(['keys', 'deployment']);
  });

  it('goes by the plan where a spec is not to be read, and says "other" of the rest', () => {
    const marks = marksOfRuns([
      change({ limits: null, resourceTypes: [plan] }),
      change({ resourceTypes: ['AWS::Logs::LogGroup'] }),
    ]);
    expect(marks.map(({ kinds }) => kinds)).toEqual([['limits'], ['other']]);
  });
});

describe('markOfAudit', () => {
  const row = { at: new Date(), actor: 'ben@example.com' };
  it('marks what was done to keys and quotas, not that somebody looked', () => {
    expect(markOfAudit({ ...row, action: 'key.disable' })?.kinds).toEqual(['keys']);
    expect(markOfAudit({ ...row, action: 'extension.grant' })?.kinds).toEqual(['limits']);
    expect(markOfAudit({ ...row, action: 'key.reveal' })).toBeNull();
    expect(markOfAudit({ ...row, action: 'extension.request' })).toBeNull();
  });
});
