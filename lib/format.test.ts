import { describe, expect, it } from 'vitest';
import { createFormat } from './format';

const now = new Date('2026-09-22T09:03:09Z');
const en = createFormat('en', { timeZone: 'UTC', now });
const ja = createFormat('ja', { timeZone: 'Asia/Tokyo', now });
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('createFormat', () => {
  it('groups numbers and keeps units with their figures', () => {
    expect(en.number(20_000)).toBe('20,000');
    expect(en.milliseconds(214.4)).toBe('214\u00a0ms');
    expect(en.milliseconds(12_400)).toBe('12.4\u00a0s');
    expect(en.percent(0.306)).toBe('31%');
    expect(en.percent(0.004)).toBe('0.4%');
  });

  it('writes money with its separators, and small prices to their last digit', () => {
    expect(en.money(1147.5)).toBe('$1,147.50');
    expect(ja.money(1147.5)).toBe('$1,147.50');
    expect(en.money(0.000_016_67, 8)).toBe('$0.00001667');
  });

  it('says a duration in its two largest neighbouring units', () => {
    expect(en.duration(11_520)).toBe('3\u00a0hr\u00a012\u00a0min');
    expect(en.duration(3600)).toBe('1\u00a0hr');
    expect(en.duration(86_400 + 59)).toBe('1\u00a0day');
    expect(en.duration(0)).toBe('0\u00a0sec');
    expect(ja.duration(11_520)).toBe('3\u00a0時間\u00a012\u00a0分');
  });

  it('says how long ago in words and in short', () => {
    expect(en.relative(ago(2))).toBe('now');
    expect(en.relative(ago(185))).toBe('3 minutes ago');
    expect(en.relative(ago(-7300))).toBe('in 2 hours');
    expect(ja.relative(ago(185))).toBe('3 分前');
    expect(en.age(ago(4.5 * 86_400))).toBe('4\u00a0days');
    expect(en.age(ago(-5))).toBe('0\u00a0sec');
  });

  it('writes one moment in either zone', () => {
    expect(en.dateTime(now)).toBe('Sep 22, 2026, 09:03:09');
    expect(ja.dateTime(now)).toBe('2026年9月22日(火) 18:03:09');
    expect(ja.timeOfDay(new Date('2026-09-23T00:00:00Z'))).toBe('09:00');
    expect(en.zoneName(now)).toBe('UTC');
    expect(ja.zoneName(now)).toBe('JST');
    expect(en.day(now)).toBe('Tue, Sep 22');
  });
});
