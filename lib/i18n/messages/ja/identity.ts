import type { Same } from '../../same';
import type { identity as en } from '../en/identity';

export const identity: Same<typeof en> = {};
