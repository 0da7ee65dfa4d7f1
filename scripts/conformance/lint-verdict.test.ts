import { describe, expect, it } from 'vitest';
import { canaryCheck, type Finding, faults, staleness } from './lint-verdict';

const notice: Finding = { rule: 'I3011', message: 'Set it', at: 'Resources/Log', silenced: false };
const warning: Finding = {
  rule: 'W3010',
  message: 'A zone',
  at: 'Resources/Subnet1',
  silenced: false,
};
const inLog = { rule: 'I3011', at: /^Resources\/Log$/, reason: 'a log may go' };
const inSubnet = { rule: 'W3010', at: /^Resources\/Subnet\d$/, reason: 'chosen' };

describe('a finding of cfn-lint', () => {
  it('fails its template unless it was accepted, by its rule and where it stands', () => {
    expect(faults([notice], [])).toEqual([notice]);
    expect(faults([notice], [inSubnet])).toEqual([notice]);
    expect(faults([{ ...notice, at: 'Resources/Log2' }], [inLog])).toHaveLength(1);
    expect(faults([notice], [inLog])).toEqual([]);
  });

  it('that is a warning fails even when accepted, until the template itself silences it', () => {
    expect(faults([warning], [inSubnet])).toEqual([warning]);
    expect(faults([{ ...warning, silenced: true }], [inSubnet])).toEqual([]);
  });

  it('that a template silences fails it unless it was accepted here too', () => {
    expect(faults([{ ...warning, silenced: true }], [])).toHaveLength(1);
  });

  it('that was accepted and is found nowhere is a fault of the list', () => {
    expect(staleness([notice], [inLog]).complaints).toEqual([]);
    expect(staleness([notice], [inLog, inSubnet]).complaints).toHaveLength(1);
  });
});

it('a linter that is silent about the canary is not believed', () => {
  const heard = canaryCheck([]).complaints;
  expect(heard).toHaveLength(5);
  const zone = { ...warning, message: "Avoid 'us-east-1a'", silenced: true };
  expect(canaryCheck([zone]).complaints).toHaveLength(4);
  expect(canaryCheck([{ ...zone, silenced: false }]).complaints).toHaveLength(5);
});
