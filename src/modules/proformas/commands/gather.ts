import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { FILLABLE } from '../run.ts';
import { editable } from '../state.ts';
import { keepEdit } from '../store/edits.ts';
import { loadSheet, loadSheets, type Sheet } from '../store/sheet.ts';
import { joinMatters, saveSearch } from '../store/together.ts';
import { answer, edit } from './edit.ts';

/** A matter's place on a proforma. */
export interface Place {
  readonly id: string;
  readonly matterId: string;
}

interface Take {
  /** null or left out: all up to the through day */
  readonly fromDay?: string | null | undefined;
  readonly throughDay: string;
  readonly kinds: readonly string[];
}

/** Puts open cards on proformas: billable at what they carry. Cards on another proforma, or too late, stay where they are. */
export async function attachOpenCards(work: Work, places: readonly Place[], take: Take): Promise<string[]> {
  const wanted = sql`unnest(${places.map((h) => h.id)}::uuid[], ${places.map((h) => h.matterId)}::uuid[]) as h(id, matter_id)
    join card_brief k on k.matter_id = h.matter_id and k.state = 'open' and k.hold_reason is null and k.work_date <= ${take.throughDay}::date
      and (${take.fromDay ?? null}::date is null or k.work_date >= ${take.fromDay ?? null}::date) and k.kind = any(${[...take.kinds]}::text[])
      and not exists (select 1 from proforma_line l where l.card_id = k.id and l.attached)`;
  // What was on it before comes back as it was left.
  const { rows: back } = await sql<{ id: string }>`
    update proforma_line l set attached = true, billed = false, version = l.version + 1
    from (select distinct on (o.card_id) o.id from ${wanted} join proforma_line o on o.proforma_id = h.id and o.card_id = k.id
      order by o.card_id, o.version desc, o.id) w
    where l.id = w.id returning l.id`.execute(work.db);
  const { rows } = await sql<{ id: string }>`
    insert into proforma_line (id, proforma_id, card_id, position, seconds, rate_e4, bill_minor, narrative, work_date, task_code, activity_code, expense_code)
    select gen_random_uuid(), h.id, k.id, row_number() over (partition by h.id order by k.kind, k.work_date, k.number),
      -- a card of which a credit restored a share is billable for that share of its hours
      case when k.open_seconds < k.worked_seconds then k.billable_seconds / 36 * k.open_seconds / k.worked_seconds * 36 else k.billable_seconds end,
      k.agreed_rate_e4, k.wip_minor,
      k.narrative, k.work_date, k.task_code, k.activity_code, k.expense_code
    from ${wanted} returning id`.execute(work.db);
  return [...back, ...rows].map((row) => row.id);
}

export const gatherCards: Command = handleCommand(c.gatherCards, async (work, input) => {
  const sheet = await loadSheet(work, input.id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const open = editable(sheet.head.state);
  if (!open.ok) return open;
  const gathered = await gather(work, sheet, sheet.head, placesOf(sheet));
  if (gathered === null) return refuse('nothing-to-do', 'There is no work to gather.');
  return done(await answer(work, sheet, gathered.cards, gathered.sentence, input.answer));
});

/**
 * Gathers what a run means into open proformas, each as an edit of its own that can be undone; matters that weren't on them
 * join them. They then reach to the run's through day. Gives those that were filled: one that somebody submitted since it was judged is left as it is.
 */
export async function gatherInto(work: Work, places: readonly Place[], take: Take): Promise<ReadonlySet<string>> {
  const filled = new Set<string>();
  const ids = [...new Set(places.map((place) => place.id))];
  for (const sheet of await loadSheets(work, ids, { lock: true })) {
    const own = places.filter((place) => place.id === sheet.head.id);
    if (!FILLABLE.has(sheet.head.state)) continue;
    const joining = own.filter(({ matterId }) => !sheet.matters.some((matter) => matter.id === matterId));
    await joinMatters(work, joining);
    if ((await gather(work, sheet, take, own)) !== null) filled.add(sheet.head.id);
    if (joining.length > 0) await saveSearch(work, [sheet.head.id]);
  }
  if (filled.size > 0)
    await sql`update proforma set through_day = ${take.throughDay}::date
      where id = any(${[...filled]}::uuid[]) and through_day < ${take.throughDay}::date`.execute(work.db);
  return filled;
}

function placesOf({ head, matters }: Sheet): Place[] {
  return matters.map((matter) => ({ id: head.id, matterId: matter.id }));
}

/** As the next edit of a proforma under lock; null when there is nothing. */
async function gather(
  work: Work,
  sheet: Sheet,
  take: Take,
  places: readonly Place[],
): Promise<{ cards: number; sentence: string } | null> {
  const lines = await attachOpenCards(work, places, take);
  const cards = lines.length;
  if (cards === 0) return null;
  const sentence = `${counted(cards, 'card')} gathered`;
  await keepEdit(work, sheet.head, {
    operation: 'gather',
    reason: '',
    sentence,
    lines: [],
    effect: { kind: 'gather', lines },
  });
  await work.announce({
    name: 'cards gathered',
    subject: { type: 'proforma', id: sheet.head.id },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: sheet.head.matterId,
    facts: { cards },
  });
  await applyAfter(work, sheet.head.id);
  return { cards, sentence };
}

/** What was gathered is priced as agreed, in an edit of its own. */
async function applyAfter(work: Work, id: string): Promise<void> {
  const sheet = await loadSheet(work, id, { lock: true });
  if (sheet && sheet.terms.stale !== null)
    await edit(work, sheet, { do: 'apply-terms', on: sheet.head.termsOn, again: false }, null);
}
