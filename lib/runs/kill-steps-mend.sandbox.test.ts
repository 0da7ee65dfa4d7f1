import { createSandbox } from '@/sandbox/server';
import { killAtEachStep } from '../testing/kill-steps';

killAtEachStep('mend', () => createSandbox({ paceMs: 1 }));
