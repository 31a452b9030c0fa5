import type { Handler } from '../../platform/command.ts';
import { editProforma } from './commands/edit.ts';
import { gatherCards } from './commands/gather.ts';
import { approveProformas, moveProforma } from './commands/move.ts';
import { startRun } from './commands/run.ts';
import { redoEdit, undoEdit } from './commands/undo.ts';
import { showProforma } from './queries/desk.ts';
import { listQueries } from './queries/lists.ts';

export const routes: readonly Handler[] = [
  ...listQueries,
  showProforma,
  startRun,
  editProforma,
  undoEdit,
  redoEdit,
  gatherCards,
  moveProforma,
  approveProformas,
];
