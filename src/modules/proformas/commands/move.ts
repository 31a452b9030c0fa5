import { sql } from 'kysely';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import { type Command, denial, handleCommand, type Refused, type Work } from '../../../platform/command.ts';
import { approvedContent } from '../approval.ts';
import { keepWords } from '../../cards/index.ts';
import * as c from '../contract/moves.ts';
import { problemsOfSheet } from '../queries/present.ts';
import { mayApprove, moved, REVIEWERS, spoken, type State } from '../state.ts';
import { awaitedOn } from '../store/awaited.ts';
import { step } from '../store/edits.ts';
import { recallRest } from '../store/reviewers.ts';
import { loadSheet, loadSheets, type Sheet } from '../store/sheet.ts';
import { approvalFacts } from './approval-facts.ts';
import { carryReview, reviewerStep } from './answer.ts';

const STALE = 'Somebody changed this proforma meanwhile. Reload to see it as it is, then decide again.';

/** Before these events others are asked what they have against it. */
const SUBMIT = 'proforma submit';
export const APPROVED = 'proforma approved';

type Moving = Omit<InputOf<typeof c.moveProforma>, 'id'>;

export const moveProforma: Command = handleCommand(c.moveProforma, async (work, { id, ...moving }) => {
  const sheet = await loadSheet(work, id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const objections = moving.move === 'submit' ? await work.objections(SUBMIT, [id]) : null;
  const outcome = await moveOne(work, sheet, moving, objections?.get(id));
  return outcome.ok ? done({ id, ...outcome.value }) : outcome;
});

export const moveProformas: Command = handleCommand(c.moveProformas, async (work, { proformas, ...moving }) => {
  const asked = moving.move === 'submit' ? SUBMIT : null;
  const { passed, refused } = await each(work, proformas, asked, (sheet, version, objection) =>
    moveOne(work, sheet, { ...moving, version }, objection),
  );
  const [only] = refused;
  if (passed.length === 0 && only) return noneOf('moved', only, refused);
  return done({ moved: passed.map(({ id, value }) => ({ id, state: value.state })), refused });
});

/** Each by itself under one lock, taken in order; one that is refused has written nothing. */
async function each<T>(
  work: Work,
  proformas: readonly { id: string; version: number }[],
  asked: string | null,
  act: (sheet: Sheet, version: number, objection: Refused | undefined) => Promise<Outcome<T>>,
) {
  const ids = proformas.map((p) => p.id);
  const sheets = await loadSheets(work, ids, { lock: true });
  const objections =
    asked === null
      ? null
      : await work.objections(
          asked,
          sheets.map((s) => s.head.id),
        );
  const passed: { id: string; value: T }[] = [];
  const refused: { id: string; code: string; sentence: string }[] = [];
  for (const { id, version } of proformas) {
    const sheet = sheets.find((s) => s.head.id === id);
    const outcome = sheet
      ? await act(sheet, version, objections?.get(id))
      : refuse('not-found', 'There is no such proforma.');
    if (outcome.ok) passed.push({ id, value: outcome.value });
    else refused.push({ id, code: outcome.refusal.code, sentence: outcome.refusal.sentence });
  }
  return { passed, refused };
}

function noneOf(what: string, first: { code: string; sentence: string }, refused: readonly unknown[]) {
  return refuse(
    first.code,
    refused.length === 1 ? first.sentence : `None could be ${what}. The first: ${first.sentence}`,
    { details: refused },
  );
}

async function moveOne(
  work: Work,
  sheet: Sheet,
  input: Moving,
  objection: Refused | undefined,
): Promise<Outcome<{ state: State; sentence: string }>> {
  const { head } = sheet;
  if (head.version !== input.version) return refuse('stale', STALE);
  const to = moved(head.state, input.move, input.note);
  if (!to.ok) return to;
  const as = await reviewerStep(work, sheet, input.move, input.note);
  if (!as.ok) return as;
  if (REVIEWERS.includes(input.move) && as.value === null) {
    const denied = denial(work.actor, 'approve proformas');
    if (denied) return denied;
  }
  if (input.move === 'submit') {
    const stop = problemsOfSheet(sheet).find((p) => p.stops === 'submit');
    if (stop) return refuse('not-ready', `${stop.what} ${stop.mend}`);
    if (objection) return objection;
  }
  const until = input.move === 'defer' ? await mayWait(work, sheet, input) : done('');
  if (!until.ok) return until;
  if (input.move === 'close') {
    const closed = await close(work, sheet, input.edits);
    if (!closed.ok) return closed;
  }
  const led = await carryReview(work, sheet, { move: input.move, note: input.note, to: to.value, as: as.value });
  await setState(work, sheet, led.state, [until.value, input.note].filter(Boolean).join(': '), {
    ...(input.move === 'submit' ? { submitted_by: work.actor.personId } : {}),
    deferred_until: led.state === 'deferred' ? input.untilDay : null,
    deferred_event_id: led.state === 'deferred' ? input.untilEventId : null,
    ...(head.state === 'approved' ? { approved_hash: null, approved_by: null, approved_at: null } : {}),
  });
  await work.announce({
    name: `proforma ${input.move}`,
    subject: { type: 'proforma', id: head.id },
    entityId: head.entityId,
    clientId: head.clientId,
    matterId: head.matterId,
    reason: input.note || null,
    facts: {
      from: head.state,
      to: led.state,
      untilDay: input.untilDay,
      untilEventId: input.untilEventId,
      ...led.facts,
    },
    onBehalfOf: as.value?.onBehalfOf ?? null,
  });
  return done({ state: led.state, sentence: `Proforma ${head.number} is ${led.said ?? spoken(led.state)}.` });
}

/** A deferral ends on a day or by something that is still to happen on one of its matters; gives that in words. */
async function mayWait(
  work: Work,
  { matters }: Sheet,
  { untilDay, untilEventId }: Pick<Moving, 'untilDay' | 'untilEventId'>,
): Promise<Outcome<string>> {
  if (untilEventId === null)
    return untilDay === null
      ? refuse('bad-input', 'Say until which day it waits, or for what on the matter.', { where: 'untilDay' })
      : done(`Until ${untilDay}`);
  const awaited = await awaitedOn(
    work.db,
    matters.map((matter) => matter.id),
    untilEventId,
  );
  if (!awaited.ok) return awaited;
  return done(`Until “${awaited.value}”${untilDay === null ? '' : ` or ${untilDay}`}`);
}

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
  if (edits === 'keep' && kept.length > 0) await keepWords(work, kept);
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
  const { passed, refused } = await each(work, input.proformas, APPROVED, (sheet, version, objection) =>
    approveOne(work, sheet, { version, note: input.note, objection }),
  );
  const [only] = refused;
  if (passed.length === 0 && only) return noneOf('approved', only, refused);
  return done({ approved: passed.map((p) => p.id), refused });
});

/** Approves one proforma as the acting person; `objection` is what others have against it. */
export async function approveOne(
  work: Work,
  sheet: Sheet,
  { version, note, objection }: { version: number; note: string; objection: Refused | undefined },
): Promise<Outcome<true>> {
  const { head, settled } = sheet;
  if (head.version !== version) return refuse('stale', STALE);
  const stop = problemsOfSheet(sheet).find((p) => p.stops !== 'bill');
  if (stop) return refuse('not-ready', `${stop.what} ${stop.mend}`);
  if (objection) return objection;
  const facts = await approvalFacts(work, sheet, work.actor.personId);
  if (!facts.ok) return facts;
  const decided = mayApprove(facts.value);
  if (!decided.ok) return decided;
  if (head.state === 'with-reviewer') await recallRest(work, head.id);
  await setState(work, sheet, 'approved', note, {
    approved_hash: contentHash(sheet),
    approved_by: work.actor.personId,
    approved_at: sql`clock_timestamp()`,
  });
  await work.announce({
    name: APPROVED,
    subject: { type: 'proforma', id: head.id },
    entityId: head.entityId,
    clientId: head.clientId,
    matterId: head.matterId,
    reason: note || null,
    facts: { total: settled.totalMinor, reduction: settled.reductionMinor, currency: head.currency },
  });
  return done(true);
}

export function contentHash(sheet: Sheet): Buffer {
  return sha256(canonicalJson(approvedContent(sheet)));
}
