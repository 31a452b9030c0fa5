import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import { editable } from '../state.ts';
import { markUndone, nextEdit, touch, writeLines } from '../store/edits.ts';
import { reverse } from '../store/reverse.ts';
import { loadSheet } from '../store/sheet.ts';
import { announceEdit, type Answer, answer } from './edit.ts';

export const undoEdit: Command = handleCommand(c.undoEdit, (work, input) => stepBack(work, input, 'undo'));
export const redoEdit: Command = handleCommand(c.redoEdit, (work, input) => stepBack(work, input, 'redo'));

interface StepInput {
  readonly id: string;
  readonly sequence?: number | undefined;
  readonly answer: 'sheet' | 'changes';
}

async function stepBack(
  work: Work,
  { id, sequence, answer: wanted }: StepInput,
  which: 'undo' | 'redo',
): Promise<Outcome<Answer>> {
  const sheet = await loadSheet(work, id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const open = editable(sheet.head.state);
  if (!open.ok) return open;
  const edit = await nextEdit(work, id, which);
  if (!edit)
    return refuse('nothing-to-do', which === 'undo' ? 'There is nothing to undo.' : 'There is nothing to redo.');
  if (sequence !== undefined && sequence !== edit.sequence) {
    return refuse('stale', `Another edit was made since: “${edit.sentence}” would be undone now. Reload to see it.`);
  }
  const eventId = newId<'event'>();
  if (edit.effect) {
    const reversed = await reverse(work, sheet, edit.effect, {
      eventId,
      direction: which,
      reason: `${which} of ${edit.operation}`,
    });
    if (!reversed.ok) return reversed;
  }
  await writeLines(work, edit.lines, which === 'undo' ? 'before' : 'after');
  await markUndone(work, id, edit.sequence, which === 'undo');
  await touch(work, sheet.head);
  const sentence = `${which === 'undo' ? 'Undone' : 'Redone'}: ${edit.sentence}`;
  await announceEdit(work, sheet, eventId, {
    operation: `${which} ${edit.operation}`,
    reason: edit.reason,
    sentence,
    lines: edit.lines,
  });
  return done(await answer(work, sheet, Math.max(edit.lines.length, 1), sentence, wanted));
}
