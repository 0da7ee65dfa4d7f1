import type { Same } from '../../same';
import type { audit as en } from '../en/audit';

export const audit: Same<typeof en> = {};
