import { describe, expect, it } from 'vitest';
import { waitAfter, waitMsMax } from './backoff';
import { defaultRules, resolveRules } from './rules';

describe('rules', () => {
  it('are Sluice’s where nobody chose', () => {
    const rules = resolveRules([], []);
    expect(rules.key_age).toEqual({ ...defaultRules.key_age, source: 'sluice' });
  });

  it('are the team’s over Sluice’s, and the proxy’s over both, one by one', () => {
    const rules = resolveRules(
      [
        { rule: 'key_age', isOn: true, value: 30 },
        { rule: 'probe', isOn: false, value: 0 },
      ],
      [{ rule: 'key_age', isOn: false, value: 10 }],
    );
    expect(rules.key_age).toEqual({ isOn: false, value: 10, source: 'proxy' });
    expect(rules.probe).toEqual({ isOn: false, value: 0, source: 'team' });
    expect(rules.quota_50.source).toBe('sluice');
  });
});

describe('waiting for a channel', () => {
  it('doubles up to five minutes, so that one that comes back is found within them', () => {
    const waits = [1, 2, 3, 4, 5, 6, 60].map((attempts) => waitAfter(attempts) / 1000);
    expect(waits).toEqual([15, 30, 60, 120, 240, 300, 300]);
    expect(waitAfter(10_000)).toBe(waitMsMax);
  });

  it('waits longer where the other end asks, up to an hour', () => {
    expect(waitAfter(1, 90_000)).toBe(90_000);
    expect(waitAfter(1, 86_400_000)).toBe(3_600_000);
  });
});
