import type { SpecInput } from '../spec';
import * as specs from './specs';

/** Every reviewed template, by its path in templates/ without the ending, and the spec it is rendered from. */
export const goldens: readonly (readonly [path: string, spec: SpecInput])[] = [
  ['proxy/golden/minimal', specs.minimalProxy],
  ['proxy/golden/full', specs.fullProxy],
  ['proxy/golden/methods', specs.methodsProxy],
  ['network/golden/minimal', specs.minimalNetwork],
  ['network/golden/full', specs.fullNetwork],
  ['network/golden/adopted', specs.adoptedNetwork],
  ['network/golden/adopted-endpoint', specs.adoptedEndpointNetwork],
  ['network/golden/adopted-endpoint-untouched', specs.untouchedEndpointNetwork],
  ['bootstrap/golden/minimal', specs.minimalBootstrap],
  ['bootstrap/golden/full', specs.fullBootstrap],
];
