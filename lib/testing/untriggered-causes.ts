import type { CauseId } from '../runs/causes/ids';

/** Causes that nothing done to an account brings about here, and why: they are known by their words only. */
export const untriggered: Partial<Record<CauseId, string>> = {
  concurrent_change:
    'API Gateway says so of some changes of one API at the same time, and of most it does not: no source for which',
  access_denied_unnamed: 'no source for which calls are denied without saying what is denied',
  timed_out:
    'only the creation of a stack can be given a time, and ours are given none; no source for which handlers give up waiting, and when',
};
