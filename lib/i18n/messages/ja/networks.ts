import type { Same } from '../../same';
import type { networks as en } from '../en/networks';

export const networks: Same<typeof en> = {};
