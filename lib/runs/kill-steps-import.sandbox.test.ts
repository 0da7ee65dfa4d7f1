import { createSandbox } from '@/sandbox/server';
import { killAtEachStep } from '../testing/kill-steps';

killAtEachStep('import', () => createSandbox({ paceMs: 1 }));
