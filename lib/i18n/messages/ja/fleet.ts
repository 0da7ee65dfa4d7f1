import type { Same } from '../../same';
import type { fleet as en } from '../en/fleet';

export const fleet: Same<typeof en> = {};
