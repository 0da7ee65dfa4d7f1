import type { StateName } from '@/components/ui/state';
import type { RequestState } from '@/lib/requests/types';

/** How a request's state looks, in the one vocabulary of states. */
export const requestLooks: Record<RequestState, StateName> = {
  open: 'waiting',
  approved: 'planning',
  started: 'succeeded',
  denied: 'refused',
  withdrawn: 'discarded',
  expired: 'skipped',
  void: 'failed',
};
