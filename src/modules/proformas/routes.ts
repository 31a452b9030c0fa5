import type { Handler } from '../../platform/command.ts';
import { addAttachment, removeAttachment } from './commands/attach.ts';
import { editProforma } from './commands/edit.ts';
import { releaseLease, takeLease } from './commands/lease.ts';
import { lookAtProforma } from './commands/look.ts';
import { acceptProposals, makeProposal, rejectProposals, withdrawProposals } from './commands/propose.ts';
import { addComment, readComments } from './commands/talk.ts';
import { listProposals } from './queries/proposals.ts';
import { showRedline } from './queries/redline.ts';
import { talkQueries } from './queries/talk.ts';
import { gatherCards } from './commands/gather.ts';
import { approveProformas, moveProforma } from './commands/move.ts';
import { startRun } from './commands/run.ts';
import { redoEdit, undoEdit } from './commands/undo.ts';
import { showProforma } from './queries/desk.ts';
import { listReasons } from './queries/reasons.ts';
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
