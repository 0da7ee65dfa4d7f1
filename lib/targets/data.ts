import 'server-only';
import { type Account, getAccount as readAccount } from '../aws/identity';
import type { Known } from '../known';

export type { Account };

/** The account and Region that the dashboard works in. Unknown with its problem while AWS cannot be asked. */
export async function getAccount(): Promise<Known<Account>> {
  return readAccount();
}
