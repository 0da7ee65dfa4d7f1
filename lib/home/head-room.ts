import type { AccountCounts, AppliedQuotas } from '../aws/account-limits';

export type HeadRoomKind = 'privateApis' | 'usagePlans' | 'apiKeys' | 'stacks';

/**
 * AWS's quotas of an account and Region that a fleet grows into (aws-facts C). Whether they can be raised is AWS's word;
 * the codes are those of public listings of Service Quotas. That of stacks is from memory: UNCONFIRMED until applied.
 */
const quotas = {
  privateApis: { service: 'apigateway', code: 'L-A966AB5C', standard: 600, canRaise: false },
  usagePlans: { service: 'apigateway', code: 'L-E8693075', standard: 300, canRaise: true },
  apiKeys: { service: 'apigateway', code: 'L-1D180A63', standard: 10_000, canRaise: false },
  stacks: { service: 'cloudformation', code: 'L-0485CB21', standard: 2_000, canRaise: true },
} as const satisfies Record<HeadRoomKind, object>;

export type HeadRoomRow = {
  kind: HeadRoomKind;
  /** Null where it is not known. */
  used: number | null;
  /** Of the whole account, or of what Sluice has made: what else there is, is not known. */
  of: 'account' | 'sluice';
  limit: number;
  /** The account's own value, as Service Quotas has it; else AWS's default. */
  isApplied: boolean;
  canRaise: boolean;
  service: string;
  code: string;
  state: 'plenty' | 'near' | 'spent';
};

/** What Sluice itself has made, of the fleet. */
export type OwnCounts = { apiKeys: number; stacks: number };

/** Head-room of each quota, in the order of how soon it bites: the largest share used first, unknown last. */
export function headRoom(
  account: AccountCounts | null,
  own: OwnCounts | null,
  applied: AppliedQuotas | null,
): HeadRoomRow[] {
  const used = {
    privateApis: null,
    usagePlans: null,
    apiKeys: null,
    stacks: null,
    ...account,
    ...own,
  };
  const rows = (Object.keys(quotas) as HeadRoomKind[]).map((kind): HeadRoomRow => {
    const { code, service, standard, canRaise } = quotas[kind];
    const limit = applied?.[code] ?? standard;
    const share = (used[kind] ?? 0) / limit;
    return {
      kind,
      used: used[kind],
      of: kind === 'privateApis' || kind === 'usagePlans' ? 'account' : 'sluice',
      limit,
      isApplied: applied?.[code] !== undefined,
      canRaise,
      service,
      code,
      state: share >= 1 ? 'spent' : share >= nearShare ? 'near' : 'plenty',
    };
  });
  const share = ({ used, limit }: HeadRoomRow) => (used === null ? -1 : used / limit);
  return rows.sort((a, b) => share(b) - share(a));
}

const nearShare = 0.8;
