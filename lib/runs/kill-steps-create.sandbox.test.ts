import { createSandbox } from '@/sandbox/server';
import { killAtEachStep } from '../testing/kill-steps';

killAtEachStep('create', () => createSandbox({ paceMs: 1 }));
