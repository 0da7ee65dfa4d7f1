import { describe, expect, it } from 'vitest';
import { wholeGatewayRow } from '../testing/gateway-row';
import { type Association, diagnose, type Link, links } from './doctor';

const whole: Association = {
  keyId: 'key1',
  usagePlanId: 'plan1',
  restApiId: 'api1',
  stage: 'live',
  row: wholeGatewayRow(),
};

const anyMethod = 'ANY /{proxy+}';
const method = whole.row.methods[anyMethod];
const broken: [Link, Partial<Association['row']>][] = [
  ['key', { keys: { key1: null } }],
  ['enabled', { keys: { key1: { isEnabled: false, isInPlan: true, createdAt: null } } }],
  ['plan', { keys: { key1: { isEnabled: true, isInPlan: false, createdAt: null } } }],
  ['stage', { plan: null }],
  [
    'stage',
    { plan: whole.row.plan && { ...whole.row.plan, apiStages: [{ apiId: 'api1', stage: 'old' }] } },
  ],
  ['deployed', { stage: null }],
  ['method', { methods: method ? { [anyMethod]: { ...method, isKeyRequired: false } } : {} }],
  ['method', { methods: {} }],
  ['source', { api: whole.row.api && { ...whole.row.api, keySource: 'AUTHORIZER' } }],
];

describe('diagnose', () => {
  it('finds nothing where nothing is broken', () => {
    expect(diagnose(whole)).toMatchObject({ broken: null });
    expect(diagnose(whole).findings.map(({ link }) => link)).toEqual(links);
  });

  it.each(broken)('names %s first', (link, change) => {
    expect(diagnose({ ...whole, row: { ...whole.row, ...change } }).broken).toBe(link);
  });

  it('names the method that lets callers through, and not those that ask', () => {
    const open = { ...method, isKeyRequired: false } as NonNullable<typeof method>;
    const methods = { ...whole.row.methods, 'GET /open': open };
    const { findings } = diagnose({ ...whole, row: { ...whole.row, methods } });
    expect(findings.find(({ link }) => link === 'method')?.evidence).toBe('GET /open');
  });
});
