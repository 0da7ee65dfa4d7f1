import 'server-only';
import { AppError } from '../errors';
import type { Known } from '../known';

export type Account = { accountId: string; region: string };

/** The account and Region that the dashboard works in. */
export async function getAccount(): Promise<Known<Account>> {
  throw new AppError('unavailable', 'not built yet');
}
