import type { Handler } from '../../platform/command.ts';
import { editProforma } from './commands/edit.ts';
import { gatherCards } from './commands/gather.ts';
import { inviteReviewer, mailApproval, revokeLink } from './commands/links.ts';
import { approveProformas, moveProforma, moveProformas } from './commands/move.ts';
import { endDelegation, setDelegation, setReviewers, setReviewPolicy, setWaitingPolicy } from './commands/review.ts';
import { startRun } from './commands/run.ts';
import { redoEdit, undoEdit } from './commands/undo.ts';
import { showProforma } from './queries/desk.ts';
import { listLinks } from './queries/links.ts';
import { listReasons } from './queries/reasons.ts';
import {
  listDelegations,
  listReviewPolicies,
  listReviews,
  listWaitingPolicies,
  showReview,
} from './queries/reviews.ts';
import { listRuns, showRun } from './queries/runs.ts';
import { listProformas } from './queries/tracking.ts';

export const routes: readonly Handler[] = [
  listProformas,
  listRuns,
  showRun,
  listReasons,
  showProforma,
  startRun,
  editProforma,
  undoEdit,
  redoEdit,
  gatherCards,
  moveProforma,
  moveProformas,
  inviteReviewer,
  mailApproval,
  revokeLink,
  listLinks,
  showReview,
  listReviews,
  setReviewers,
  setReviewPolicy,
  listReviewPolicies,
  setDelegation,
  endDelegation,
  listDelegations,
  setWaitingPolicy,
  listWaitingPolicies,
  approveProformas,
];
