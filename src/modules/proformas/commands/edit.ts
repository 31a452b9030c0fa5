import type { OutputOf } from '../../../kernel/endpoint.ts';
import { amountText, wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import { deskAround, deskOf } from '../queries/desk.ts';
import { presentLines } from '../queries/present.ts';
import type { Operation } from '../operate.ts';
import { editable } from '../state.ts';
import { type EditRecord, keepEdit, writeLines } from '../store/edits.ts';
import { loadSheet, type Sheet } from '../store/sheet.ts';
import { operate, sentenceOf } from './operate.ts';

export type Answer = OutputOf<typeof c.editProforma>;
type Wanted = 'sheet' | 'changes';

export const editProforma: Command = handleCommand(c.editProforma, async (work, input) => {
  const sheet = await loadSheet(work, input.id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const outcome = await edit(work, sheet, input.operation, null);
  if (!outcome.ok) return outcome;
  const { touched, sentence } = outcome.value;
  return done(await answer(work, sheet, touched, sentence, input.answer));
});

interface Edited {
  readonly touched: number;
  readonly sentence: string;
  /** null when there was nothing to change */
  readonly sequence: number | null;
}

/** Does an operation as the next edit of a proforma under lock, on record; whoever proposed it is named. */
export async function edit(
  work: Work,
  sheet: Sheet,
  operation: Operation,
  proposal: { readonly id: string; readonly proposerId: string } | null,
): Promise<Outcome<Edited>> {
  const open = editable(sheet.head.state);
  if (!open.ok) return open;
  const eventId = newId<'event'>();
  const outcome = await operate(work, sheet, operation, eventId);
  if (!outcome.ok) return outcome;
  const { lines, effect } = outcome.value;
  if (lines.length === 0 && effect === null)
    return done({ touched: 0, sentence: 'Nothing to change.', sequence: null });
  await writeLines(work, lines, 'after');
  const touched = effect === null ? lines.length : 'lines' in operation ? operation.lines.length : 1;
  const sentence = sentenceOf(operation, touched);
  const record: EditRecord = {
    operation: operation.do,
    reason: 'reason' in operation ? operation.reason : '',
    sentence,
    lines,
    ...(effect ? { effect } : {}),
    ...(proposal ? { proposal } : {}),
  };
  const sequence = await keepEdit(work, sheet.head, record);
  await announceEdit(work, sheet, eventId, record);
  return done({ touched, sentence, sequence });
}

export async function announceEdit(work: Work, sheet: Sheet, eventId: string, record: EditRecord): Promise<void> {
  await work.announce({
    id: eventId,
    name: 'proforma edited',
    subject: { type: 'proforma', id: sheet.head.id },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: sheet.head.matterId,
    reason: record.reason || null,
    facts: {
      operation: record.operation,
      lines: record.lines.length,
      sentence: record.sentence,
      ...(record.proposal ? { proposalId: record.proposal.id, proposedBy: record.proposal.proposerId } : {}),
    },
    detail: { lines: record.lines, effect: record.effect ?? null },
  });
}

/** The proforma after the change, or what is other than before, with what the change did to the total. */
export async function answer(
  work: Work,
  before: Sheet,
  changed: number,
  sentence: string,
  wanted: Wanted,
): Promise<Answer> {
  const after = await loadSheet(work, before.head.id, { lock: false });
  assert(after, 'the proforma is there');
  const { currency } = before.head;
  const effect = after.settled.netMinor - before.settled.netMinor;
  const said = effect === 0n ? '' : ` (${effect > 0n ? '+' : ''}${amountText(effect, currency)} ${currency})`;
  return {
    changed,
    sentence: sentence + said,
    before: wire(before.settled.totalMinor, currency),
    after: wire(after.settled.totalMinor, currency),
    sheet: wanted === 'sheet' ? await deskOf(work, after) : null,
    changes: wanted === 'changes' ? await changesBetween(work, before, after) : null,
  };
}

async function changesBetween(work: Work, before: Sheet, after: Sheet): Promise<Answer['changes']> {
  const was = new Map(presentLines(before).map((line) => [line.id, JSON.stringify(line)]));
  const now = presentLines(after);
  const there = new Set(now.map((line) => line.id));
  return {
    ...(await deskAround(work, after)),
    lines: now.filter((line) => was.get(line.id) !== JSON.stringify(line)),
    gone: [...was.keys()].filter((id) => !there.has(id)),
  };
}
