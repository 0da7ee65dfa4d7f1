import type { Same } from '../../same';
import type { shell as en } from '../en/shell';

export const shell: Same<typeof en> = {};
