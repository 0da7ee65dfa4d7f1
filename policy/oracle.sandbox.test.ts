import { it } from 'vitest';
import { agreement } from './testing/agreement';

// The long run; a short one is among the unit tests.
const { check, name } = agreement(10_000);
it(name, check, 600_000);
