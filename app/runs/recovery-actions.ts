import { continueRollbackAction, deleteRetainingAction, forceDeleteAction } from './actions';

/** The ways out of a stack that got stuck, as pages hand them to their buttons. */
export const recoveryActions = {
  continueRollback: continueRollbackAction,
  deleteRetaining: deleteRetainingAction,
  forceDelete: forceDeleteAction,
};
