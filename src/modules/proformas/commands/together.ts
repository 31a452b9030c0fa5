import { sql } from 'kysely';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/together.ts';
import type { Lead, MattersEffect } from '../effect.ts';
import { unlike } from '../merge.ts';
import { FILLABLE } from '../run.ts';
import { editable, spoken } from '../state.ts';
import { keepEdit } from '../store/edits.ts';
import { mergeableOf } from '../store/mergeable.ts';
import { loadSheet, loadSheets, type Sheet } from '../store/sheet.ts';
import { carryMatters, keepOrigin, leaveMatters, openElsewhere, openProforma } from '../store/together.ts';
import { adjustmentsTakenOff, adjustmentsTogether } from '../together.ts';
import { announceEdit, answer } from './edit.ts';
import { RUN_LOCK } from './run.ts';

/** A matter gets a proforma of its own; its lines and what they are discounted by go along as they are. */
export const takeOff: Command = handleCommand(c.takeOff, async (work, input) => {
  await lockRuns(work);
  const sheet = await loadSheet(work, input.id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const open = editable(sheet.head.state);
  if (!open.ok) return open;
  const matter = sheet.matters.find((one) => one.id === input.matterId);
  const [next] = sheet.matters.filter((one) => one.id !== input.matterId);
  if (!matter)
    return refuse('not-found', 'That matter is not on this proforma. Reload to see which are.', { where: 'matterId' });
  if (!next)
    return refuse('only-matter', `Matter ${matter.number} is alone on this proforma. Close the proforma instead.`);
  const elsewhere = await openElsewhere(work, [matter.id], [sheet.head.id]);
  if (elsewhere) return openThere(elsewhere);
  const id = newId<'proforma'>();
  const before = leadOf(sheet);
  const leads = sheet.head.matterId === matter.id;
  const own = {
    ...before,
    matterId: matter.id,
    clientId: matter.clientId,
    billingTimekeeperId: matter.billingTimekeeperId,
  };
  const effect: Omit<MattersEffect, 'otherNumber'> = {
    kind: 'matters',
    what: 'taken-off',
    otherId: id,
    matterIds: [matter.id],
    before,
    after: leads
      ? { ...before, matterId: next.id, clientId: next.clientId, billingTimekeeperId: next.billingTimekeeperId }
      : before,
    adjustments: adjustmentsTakenOff(
      { ...standingOf(sheet), lines: sheet.lines, partsOf: sheet.settled.partsOf },
      matter.id,
      id,
      newId,
    ),
  };
  // It leaves before it gets its new place: a matter has one.
  await leaveMatters(work, sheet.head.id, [matter.id]);
  const number = await openProforma(work, id, sheet.head, own);
  await keepOrigin(work, id, sheet.head.id);
  const sentence = `Matter ${matter.number} taken off, to proforma ${number}`;
  await carryMatters(work, sheet.head, { ...effect, otherNumber: number }, { side: 'after', otherState: 'pre-review' });
  return done(await told(work, sheet, { effect: { ...effect, otherNumber: number }, sentence, wanted: input.answer }));
});

/** Two open proformas become one. Whoever leads this one decides; the other must not be with a reviewer or vouched for. */
export const putTogether: Command = handleCommand(c.putTogether, async (work, input) => {
  await lockRuns(work);
  const sheets = await loadSheets(work, [input.id, input.otherId], { lock: true });
  const [sheet, other] = [input.id, input.otherId].map((id) => sheets.find((one) => one.head.id === id));
  if (!sheet || !other) return refuse('not-found', 'There is no such proforma.');
  const open = editable(sheet.head.state);
  if (!open.ok) return open;
  const wrong = await problemOf(work, sheet, other);
  if (wrong) return wrong;
  const before = leadOf(sheet);
  const late = other.head.throughDay > before.throughDay;
  const effect: MattersEffect = {
    kind: 'matters',
    what: 'put-together',
    otherId: other.head.id,
    otherNumber: other.head.number,
    matterIds: other.matters.map((matter) => matter.id),
    before,
    after: {
      ...before,
      fromDay: earlier(before.fromDay, other.head.fromDay),
      throughDay: late ? other.head.throughDay : before.throughDay,
    },
    adjustments: adjustmentsTogether(standingOf(sheet), standingOf(other)),
  };
  await keepOrigin(work, sheet.head.id, other.head.id);
  await carryMatters(work, sheet.head, effect, { side: 'after', otherState: other.head.state });
  const matters = counted(other.matters.length, 'matter');
  return done(
    await told(work, sheet, {
      effect,
      sentence: `${matters} of proforma ${other.head.number} put onto this one`,
      wanted: input.answer,
    }),
  );
});

/** A run at the same moment would judge matters whose place is about to change. */
async function lockRuns(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(${RUN_LOCK})`.execute(work.db);
}

function openThere(elsewhere: { readonly number: string; readonly matter: string }) {
  return refuse(
    'open-elsewhere',
    `Matter ${elsewhere.matter} has proforma ${elsewhere.number} open. Bill or close that one first, or put the two together.`,
  );
}

async function problemOf(
  work: Work,
  sheet: Sheet,
  other: Sheet,
): Promise<Extract<Outcome<never>, { ok: false }> | null> {
  const { head } = other;
  if (head.id === sheet.head.id)
    return refuse('bad-input', 'Name another proforma than this one.', { where: 'otherId' });
  if (head.unbilled)
    return refuse(
      'was-billed',
      `Proforma ${head.number} was billed before, and its payments wait for it. Put this one’s matters onto that one instead.`,
    );
  if (!FILLABLE.has(head.state))
    return refuse(
      'wrong-state',
      `Proforma ${head.number} is ${spoken(head.state)}. Take it back to pre-review first; then put them together.`,
    );
  const both = other.matters.find(({ id }) => sheet.matters.some((matter) => matter.id === id));
  if (both)
    return refuse(
      'on-both',
      `Matter ${both.number} is on both proformas. Close proforma ${head.number} and gather its cards here.`,
    );
  const elsewhere = await openElsewhere(
    work,
    other.matters.map((matter) => matter.id),
    [sheet.head.id, head.id],
  );
  if (elsewhere) return openThere(elsewhere);
  const facts = await mergeableOf(work, [sheet.head.matterId, ...other.matters.map((matter) => matter.id)]);
  const lead = facts.get(sheet.head.matterId);
  assert(lead, 'a proforma has its lead matter');
  for (const matter of other.matters) {
    const one = facts.get(matter.id);
    const why = one ? unlike(lead, one) : null;
    if (why !== null)
      return refuse(
        'unlike',
        `Matter ${matter.number} can’t be billed with ${lead.number}: it has ${why}. Bill it on its own proforma.`,
      );
  }
  return null;
}

function leadOf({ head }: Sheet): Lead {
  const { matterId, clientId, billingTimekeeperId, fromDay, throughDay } = head;
  return { matterId, clientId, billingTimekeeperId, fromDay, throughDay };
}

function standingOf({ head, matters, adjustments }: Sheet) {
  return { proformaId: head.id, matterIds: matters.map((matter) => matter.id), adjustments };
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a < b ? a : b;
}

async function told(
  work: Work,
  sheet: Sheet,
  of: { readonly effect: MattersEffect; readonly sentence: string; readonly wanted: 'sheet' | 'changes' },
) {
  const { effect, sentence } = of;
  const record = {
    operation: effect.what === 'taken-off' ? 'take-off' : 'put-together',
    reason: '',
    sentence,
    lines: [],
    effect,
  };
  await keepEdit(work, sheet.head, record);
  await announceEdit(work, sheet, newId<'event'>(), record);
  await work.announce({
    name: effect.what === 'taken-off' ? 'proforma taken off' : 'proforma put together',
    subject: { type: 'proforma', id: effect.otherId },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: effect.matterIds[0] ?? null,
    facts: { with: sheet.head.number, matters: effect.matterIds.length },
  });
  const said = await answer(work, sheet, effect.matterIds.length, sentence, of.wanted);
  return { ...said, otherId: effect.otherId, other: effect.otherNumber };
}
