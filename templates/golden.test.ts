import { describe, expect, it } from 'vitest';
import { stackFor } from './stack';
import { goldens } from './testing/goldens';
import { specOf } from './testing/specs';
import { renderYaml } from './yaml';

describe('what is launched is what was reviewed', () => {
  it.each(goldens)('%s', async (path, input) => {
    const { template } = stackFor(specOf(input));
    await expect(renderYaml(template)).toMatchFileSnapshot(`./${path}.yaml`);
  });
});
