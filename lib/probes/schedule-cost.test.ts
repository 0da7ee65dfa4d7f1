import fc from 'fast-check';
import { expect, it } from 'vitest';
import { probeResources } from '@/templates/network/probe';
import { networkSpecSchema } from '@/templates/network/spec';
import { probesADay } from './budget';
import { lambdaPricesFor, probeMemoryMb, scheduleCost } from './schedule-cost';
import { probeScheduleSchema } from './schedule-schema';

it('a probe a minute in Virginia, by hand', () => {
  const cost = scheduleCost({
    region: 'us-east-1',
    everyMinutes: 1,
    dailyMax: 1_440,
    callMs: 1_000,
  });
  expect(cost).toMatchObject({ probes: 1_440, calls: 1_440, refused: 2_880 });
  // 1,440 at $3.50 a million; twice as many refused; a quarter of a GB for four seconds, at $0.00001667, and $0.20 a million.
  expect(cost.callsUsd).toBeCloseTo(0.00504, 6);
  expect(cost.refusedUsd).toBeCloseTo(0.01008, 6);
  expect(cost.lambdaUsd).toBeCloseTo(1_440 * (0.000_016_67 + 0.000_000_2), 6);
  expect(cost.totalUsd).toBeCloseTo(cost.callsUsd + cost.refusedUsd + cost.lambdaUsd, 9);
});

it('is never more than its budget, and a budget beyond its turns buys nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 1_440 }),
      (everyMinutes, dailyMax) => {
        const probes = probesADay(everyMinutes, dailyMax);
        expect(probes).toBeLessThanOrEqual(dailyMax);
        expect(probes * everyMinutes).toBeLessThan(1_440 + everyMinutes);
        if (dailyMax >= 1_440) expect(probes).toBe(Math.ceil(1_440 / everyMinutes));
      },
    ),
  );
});

it('a price that no word of AWS’s confirms says so', () => {
  expect(lambdaPricesFor('us-east-1').gbSecond.isConfirmed).toBe(true);
  expect(lambdaPricesFor('ap-northeast-1').gbSecond.isConfirmed).toBe(false);
  expect(lambdaPricesFor('eu-west-1').region).toBe('us-east-1');
});

it('reckons with the memory that the template gives', () => {
  const spec = networkSpecSchema.parse({
    kind: 'network',
    name: 'main',
    team: 'platform',
    owner: 'dev@example.com',
    environment: 'dev',
    vpc: { cidr: '10.0.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1c'] },
  });
  expect(probeResources(spec).ProbeFunction?.Properties).toMatchObject({
    MemorySize: probeMemoryMb,
  });
});

it.each([
  ['everyMinutes', '0'],
  ['everyMinutes', '61'],
  ['everyMinutes', '1.5'],
  ['dailyMax', '0'],
  ['dailyMax', '1441'],
  ['path', 'get'],
  ['path', '/a b'],
  ['path', '/get?api_key=sk-123456'],
  ['slowMs', '0'],
  ['worseN', '4'],
  ['betterM', '11'],
])('%s is refused as %s', (field, value) => {
  const good = {
    proxy: 'a',
    isOn: 'on',
    everyMinutes: '60',
    path: '/',
    dailyMax: '1440',
    slowMs: '',
    worseN: '2',
    worseM: '3',
    betterN: '2',
    betterM: '10',
  };
  expect(probeScheduleSchema.safeParse(good).success).toBe(true);
  const { error } = probeScheduleSchema.safeParse({ ...good, [field]: value });
  expect(error?.issues.map(({ path }) => path.join('.'))).toContain(field);
});
