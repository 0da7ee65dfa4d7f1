import { createSandbox } from '@/sandbox/server';
import { killAtEachStep } from '../testing/kill-steps';

killAtEachStep('delete', () => createSandbox({ paceMs: 1 }));
