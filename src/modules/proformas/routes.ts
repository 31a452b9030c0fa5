import type { Handler } from '../../platform/command.ts';
import { addAttachment, removeAttachment } from './commands/attach.ts';
import { setBillingCycle } from './commands/cycles.ts';
import { editProforma } from './commands/edit.ts';
import { releaseLease, takeLease } from './commands/lease.ts';
import { lookAtProforma } from './commands/look.ts';
import { acceptProposals, makeProposal, rejectProposals, withdrawProposals } from './commands/propose.ts';
import { addComment, readComments } from './commands/talk.ts';
import { listProposals } from './queries/proposals.ts';
import { showRedline } from './queries/redline.ts';
import { talkQueries } from './queries/talk.ts';
import { gatherCards } from './commands/gather.ts';
import { inviteReviewer, mailApproval, revokeLink } from './commands/links.ts';
import { approveProformas, moveProforma, moveProformas } from './commands/move.ts';
import { endDelegation, setDelegation, setReviewers, setReviewPolicy, setWaitingPolicy } from './commands/review.ts';
import { putTogether, takeOff } from './commands/together.ts';
import { startRun } from './commands/run.ts';
import {
  addSchedule,
  changeSchedule,
  dismissPrepared,
  endSchedule,
  generatePrepared,
  pauseSchedule,
} from './commands/schedules.ts';
import { redoEdit, undoEdit } from './commands/undo.ts';
import { listBillingCycles } from './queries/cycles.ts';
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
import { listSchedules, showPrepared } from './queries/schedules.ts';
import { listProformas } from './queries/tracking.ts';

export const routes: readonly Handler[] = [
  listProformas,
  listRuns,
  showRun,
  listReasons,
  showProforma,
  startRun,
  addSchedule,
  changeSchedule,
  pauseSchedule,
  endSchedule,
  listSchedules,
  showPrepared,
  generatePrepared,
  dismissPrepared,
  setBillingCycle,
  listBillingCycles,
  editProforma,
  undoEdit,
  redoEdit,
  gatherCards,
  takeOff,
  putTogether,
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
  listProposals,
  makeProposal,
  acceptProposals,
  rejectProposals,
  withdrawProposals,
  showRedline,
  lookAtProforma,
  takeLease,
  releaseLease,
  ...talkQueries,
  addComment,
  readComments,
  addAttachment,
  removeAttachment,
];
