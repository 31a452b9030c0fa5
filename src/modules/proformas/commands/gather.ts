import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { editable } from '../state.ts';
import { touch } from '../store/edits.ts';
import { loadSheet, type Sheet } from '../store/sheet.ts';
import { answer } from './edit.ts';

/** Puts open cards on a proforma: billable at what they carry. Cards on another proforma, or too late, stay where they are. */
export async function attachOpenCards(
  work: Work,
  head: Pick<Sheet['head'], 'id' | 'matterId' | 'throughDay' | 'kinds'>,
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    insert into proforma_line (id, proforma_id, card_id, position, seconds, rate_e4, bill_minor, narrative, work_date, task_code, activity_code, expense_code)
    select gen_random_uuid(), ${head.id}, k.id, row_number() over (order by k.kind, k.work_date, k.number),
      -- a card of which a credit restored a share is billable for that share of its hours
      case when k.open_seconds < k.worked_seconds then k.billable_seconds / 36 * k.open_seconds / k.worked_seconds * 36 else k.billable_seconds end,
      k.agreed_rate_e4, k.wip_minor,
      k.narrative, k.work_date, k.task_code, k.activity_code, k.expense_code
    from card_brief k
    where k.state = 'open' and k.hold_reason is null and k.matter_id = ${head.matterId} and k.work_date <= ${head.throughDay}::date and k.kind = any(${[...head.kinds]}::text[])
      and not exists (select 1 from proforma_line l where l.card_id = k.id and l.attached)
    on conflict (proforma_id, card_id) do update set attached = true, billed = false, version = proforma_line.version + 1
    returning id`.execute(work.db);
  return rows.length;
}

export const gatherCards: Command = handleCommand(c.gatherCards, async (work, input) => {
  const sheet = await loadSheet(work, input.id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const open = editable(sheet.head.state);
  if (!open.ok) return open;
  const cards = await attachOpenCards(work, sheet.head);
  if (cards === 0) return refuse('nothing-to-do', 'There is no work to gather.');
  await touch(work, sheet.head);
  await work.announce({
    name: 'cards gathered',
    subject: { type: 'proforma', id: sheet.head.id },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: sheet.head.matterId,
    facts: { cards },
  });
  return done(await answer(work, sheet, cards, `${counted(cards, 'card')} gathered`));
});
