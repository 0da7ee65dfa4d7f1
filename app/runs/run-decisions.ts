import { cancelRunAction, discardRunAction, executeRunAction } from './actions';

/** What may be decided about a run, as pages hand it to whoever may. */
export const runDecisions = {
  execute: executeRunAction,
  discard: discardRunAction,
  cancel: cancelRunAction,
};
