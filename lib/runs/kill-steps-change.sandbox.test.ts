import { createSandbox } from '@/sandbox/server';
import { killAtEachStep } from '../testing/kill-steps';

killAtEachStep('change', () => createSandbox({ paceMs: 1 }));
