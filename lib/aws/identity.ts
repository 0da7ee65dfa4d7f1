import 'server-only';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Known } from '../known';
import { call } from './call';
import { missing } from './errors';
import { remember } from './remember';
import { mainTarget, type Target } from './targets';

const accountTtlMs = 300_000;
/** Every page names the account; none waits long for it. */
const accountPatienceMs = 2_000;

export type Account = { accountId: string; region: string };

/** The account and Region that the dashboard works in. */
export function getAccount(target: Target = mainTarget()): Promise<Known<Account>> {
  const read = async () => {
    const { Account } = await call(target, 'sts', (sts, options) =>
      sts.send(new GetCallerIdentityCommand({}), options),
    );
    if (!Account) throw missing('an account id');
    return { accountId: Account, region: target.region };
  };
  return remember(target, 'account', accountTtlMs, read, { firstPatienceMs: accountPatienceMs });
}
