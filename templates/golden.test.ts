import { describe, expect, it } from 'vitest';
import { stackFor } from './stack';
import * as specs from './testing/specs';
import { renderYaml } from './yaml';

const goldens = [
  ['proxy/golden/minimal', specs.minimalProxy],
  ['proxy/golden/full', specs.fullProxy],
  ['network/golden/minimal', specs.minimalNetwork],
  ['network/golden/full', specs.fullNetwork],
  ['network/golden/adopted', specs.adoptedNetwork],
  ['network/golden/adopted-endpoint', specs.adoptedEndpointNetwork],
  ['network/golden/adopted-endpoint-untouched', specs.untouchedEndpointNetwork],
  ['bootstrap/golden/minimal', specs.minimalBootstrap],
  ['bootstrap/golden/full', specs.fullBootstrap],
] as const;

describe('what is launched is what was reviewed', () => {
  it.each(goldens)('%s', async (path, input) => {
    const { template } = stackFor(specs.specOf(input));
    await expect(renderYaml(template)).toMatchFileSnapshot(`./${path}.yaml`);
  });
});
