import { sql } from 'kysely';
import { convert } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import { type Command, denial, handleCommand, type Refused, type Work } from '../../../platform/command.ts';
import { limitOf, rateOn } from '../../firm/index.ts';
import { approvedContent } from '../approval.ts';
import * as c from '../contract/moves.ts';
import { counts } from '../line.ts';
import { problemsOfSheet } from '../queries/present.ts';
import { mayApprove, moved, REVIEWERS, spoken, type State } from '../state.ts';
import { step } from '../store/edits.ts';
import { loadSheet, loadSheets, type Sheet } from '../store/sheet.ts';

const STALE = 'Somebody changed this proforma meanwhile. Reload to see it as it is, then decide again.';

export const moveProforma: Command = handleCommand(c.moveProforma, async (work, input) => {
  const sheet = await loadSheet(work, input.id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  if (sheet.head.version !== input.version) return refuse('stale', STALE);
  if (REVIEWERS.includes(input.move)) {
    const denied = denial(work.actor, 'approve proformas');
    if (denied) return denied;
  }
  const to = moved(sheet.head.state, input.move, input.note);
  if (!to.ok) return to;
  if (input.move === 'submit') {
    const stop = problemsOfSheet(sheet).find((p) => p.stops === 'submit');
    if (stop) return refuse('not-ready', `${stop.what} ${stop.mend}`);
    const objection = (await work.objections('proforma submit', [input.id])).get(input.id);
    if (objection) return objection;
  }
  if (input.move === 'defer' && input.untilDay === null)
    return refuse('bad-input', 'Say until which day it waits.', { where: 'untilDay' });
  if (input.move === 'close') {
    const closed = await close(work, sheet, input.edits);
    if (!closed.ok) return closed;
  }
  await setState(work, sheet, to.value, input.note, {
    ...(input.move === 'submit' ? { submitted_by: work.actor.personId } : {}),
    deferred_until: to.value === 'deferred' ? input.untilDay : null,
    ...(sheet.head.state === 'approved' ? { approved_hash: null, approved_by: null, approved_at: null } : {}),
  });
  await work.announce({
    name: `proforma ${input.move}`,
    subject: { type: 'proforma', id: sheet.head.id },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: sheet.head.matterId,
    reason: input.note || null,
    facts: { from: sheet.head.state, to: to.value, untilDay: input.untilDay },
  });
  return done({
    id: sheet.head.id,
    state: to.value,
    sentence: `Proforma ${sheet.head.number} is ${spoken(to.value)}.`,
  });
});

/** Closing never discards silently: whether edits stay with the cards is said. */
async function close(work: Work, sheet: Sheet, edits: 'keep' | 'give-up' | undefined): Promise<Outcome<true>> {
  const kept = sheet.lines.filter(
    (line) =>
      line.narrative !== line.recorded.narrative ||
      line.taskCode !== line.recorded.taskCode ||
      line.activityCode !== line.recorded.activityCode,
  );
  if (sheet.head.editCursor > 0 && edits === undefined) {
    return refuse(
      'say-about-edits',
      'This proforma has edits. Say whether narratives and codes are kept on the cards or given up.',
      { where: 'edits' },
    );
  }
  if (edits === 'keep' && kept.length > 0) {
    await sql`update card set narrative = c.narrative, task_code = c.task, activity_code = c.activity, version = version + 1
      from unnest(${kept.map((l) => l.cardId)}::uuid[], ${kept.map((l) => l.narrative)}::text[], ${kept.map((l) => l.taskCode)}::text[], ${kept.map((l) => l.activityCode)}::text[])
        as c(id, narrative, task, activity) where card.id = c.id and card.state = 'open'`.execute(work.db);
  }
  await work.db
    .updateTable('proforma_line')
    .set({ attached: false })
    .where('proforma_id', '=', sheet.head.id)
    .execute();
  return done(true);
}

/** Writes the new state and the step that led to it. The caller has locked the head. */
export async function setState(
  work: Work,
  sheet: Sheet,
  to: State,
  note: string,
  more: Record<string, unknown>,
): Promise<void> {
  await work.db
    .updateTable('proforma')
    .set({
      state: to,
      state_since: sql<Date>`clock_timestamp()`,
      state_note: note,
      version: sheet.head.version + 1,
      ...more,
    })
    .where('id', '=', sheet.head.id)
    .execute();
  await step(work, sheet.head, to, note);
}

export const approveProformas: Command = handleCommand(c.approveProformas, async (work, input) => {
  const sheets = await loadSheets(
    work,
    input.proformas.map((p) => p.id),
    { lock: true },
  );
  const objections = await work.objections(
    'proforma approved',
    sheets.map((sheet) => sheet.head.id),
  );
  const approved: string[] = [];
  const refused: { id: string; code: string; sentence: string }[] = [];
  for (const { id, version } of input.proformas) {
    const sheet = sheets.find((s) => s.head.id === id);
    const outcome = sheet
      ? await approveOne(work, sheet, version, input.note, objections.get(id))
      : refuse('not-found', 'There is no such proforma.');
    if (outcome.ok) approved.push(id);
    else refused.push({ id, code: outcome.refusal.code, sentence: outcome.refusal.sentence });
  }
  const [only] = refused;
  if (approved.length === 0 && only)
    return refuse(
      only.code,
      refused.length === 1 ? only.sentence : `None could be approved. The first: ${only.sentence}`,
      { details: refused },
    );
  return done({ approved, refused });
});

async function approveOne(
  work: Work,
  sheet: Sheet,
  version: number,
  note: string,
  objection: Refused | undefined,
): Promise<Outcome<true>> {
  const { head, entity, settled } = sheet;
  if (head.version !== version) return refuse('stale', STALE);
  const stop = problemsOfSheet(sheet).find((p) => p.stops !== 'bill');
  if (stop) return refuse('not-ready', `${stop.what} ${stop.mend}`);
  if (objection) return objection;
  const rate = await rateOn(work.db, head.currency, entity.currency, work.today);
  if (!rate.ok) return rate;
  const inEntity = (minor: bigint): bigint =>
    convert(minor, head.currency, entity.currency, rate.value, entity.rounding);
  const decided = mayApprove({
    state: head.state,
    currency: entity.currency,
    fourEyes: entity.fourEyes,
    lines: sheet.lines.filter(counts).length,
    totalEntityMinor: inEntity(settled.netMinor),
    reductionEntityMinor: inEntity(settled.reductionMinor),
    totalLimit: await limitOf(work.db, work.actor.personId, 'approve-total', entity.currency),
    reductionLimit: await limitOf(work.db, work.actor.personId, 'approve-reduction', entity.currency),
    approverReducedIt: await editedBy(work, head.id),
  });
  if (!decided.ok) return decided;
  await setState(work, sheet, 'approved', note, {
    approved_hash: contentHash(sheet),
    approved_by: work.actor.personId,
    approved_at: sql`clock_timestamp()`,
  });
  await work.announce({
    name: 'proforma approved',
    subject: { type: 'proforma', id: head.id },
    entityId: head.entityId,
    clientId: head.clientId,
    matterId: head.matterId,
    reason: note || null,
    facts: { total: settled.totalMinor, reduction: settled.reductionMinor, currency: head.currency },
  });
  return done(true);
}

/** Whether this person made an edit that still stands and may lower the bill. */
async function editedBy(work: Work, proformaId: string): Promise<boolean> {
  const row = await work.db
    .selectFrom('proforma_edit')
    .select('sequence')
    .where('proforma_id', '=', proformaId)
    .where((eb) => eb.or([eb('actor_id', '=', work.actor.personId), eb('proposed_by', '=', work.actor.personId)]))
    .where('undone_at', 'is', null)
    .where('operation', 'in', [
      'no-charge',
      'set-hours',
      'set-rate',
      'set-amount',
      'change-by-percent',
      'adjust',
      're-rate',
    ])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function contentHash(sheet: Sheet): Buffer {
  return sha256(canonicalJson(approvedContent(sheet)));
}
