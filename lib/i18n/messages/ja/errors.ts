import type { Same } from '../../same';
import type { errors as en } from '../en/errors';

export const errors: Same<typeof en> = {};
