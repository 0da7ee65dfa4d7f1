import { describe, expect, it } from 'vitest';
import { initialProxyForm } from '@/lib/proxies/form-initial';
import { refusedBy, valuesBack } from './launch-answer';

const { values: initial } = initialProxyForm({
  choices: null,
  owner: 'ben@example.com',
  team: 'payments',
  idempotencyKey: 'a-key-made-once',
  params: {},
});

describe('refusedBy', () => {
  it('puts a taken name on the field that names it', () => {
    const conflict = (detail: string | null) =>
      refusedBy({ kind: 'failed', code: 'conflict', detail, values: {} });
    expect(conflict('sluice-proxy-a: CREATE_COMPLETE')).toEqual({ name: ['nameTaken'] });
    expect(conflict('sluice-network-a: CREATE_COMPLETE')).toEqual({
      networkName: ['networkNameTaken'],
    });
    expect(conflict('a: run_1')).toEqual({});
    expect(conflict(null)).toEqual({});
  });
});

describe('valuesBack', () => {
  it('loses nothing of what was submitted', () => {
    const back = valuesBack(
      {
        kind: 'invalid',
        fieldErrors: {},
        values: { name: 'x', azs: 'ap-northeast-1a', rate: 'many', unknown: 'y' },
      },
      { ...initial, azs: ['ap-northeast-1a', 'ap-northeast-1c'] },
    );
    expect(back).toMatchObject({ name: 'x', azs: ['ap-northeast-1a'], rate: 'many', probe: '' });
    expect(back).not.toHaveProperty('unknown');
  });
});
