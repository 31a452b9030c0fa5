import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { changeWip, lockCards } from '../../cards/index.ts';

interface RestoredLine {
  card_id: string;
  matter_id: string;
  seconds: bigint;
  wip_minor: bigint;
  wip_entity_minor: bigint;
}

/** Credit note `c` went to the payer, or is on its way: it stands. */
export const WAS_SENT = sql<boolean>`exists (select 1 from correction_dispatch d where d.correction_id = c.id and d.stands)`;

/** Relieves again what a credit note had restored, where the cards still hold it and are on no proforma. */
export async function reverseCreditWip(
  work: Work,
  correctionId: string,
  how: { eventId: string; reason: string },
): Promise<Outcome<true>> {
  const { rows } = await sql<RestoredLine>`
    select card_id, min(matter_id::text) as matter_id, sum(seconds)::int8 as seconds, sum(wip_minor)::int8 as wip_minor, sum(wip_entity_minor)::int8 as wip_entity_minor
    from correction_line join receivable_line_record using (receivable_id, line_no, card_id) where correction_id = ${correctionId}::uuid and card_id is not null
      and exists (select 1 from correction c where c.id = correction_id and c.restores_wip) group by 1`.execute(
    work.db,
  );
  const cards = await lockCards(
    work,
    rows.map((r) => r.card_id),
  );
  const back = new Map(rows.map((r) => [r.card_id, r]));
  for (const card of cards) {
    const restored = back.get(card.id);
    const seat =
      card.on_proforma !== null
        ? `on proforma ${card.on_proforma}`
        : card.matter_id === restored?.matter_id
          ? null
          : 'on another matter';
    if (card.state !== 'open' || seat || card.wip_minor < (restored?.wip_minor ?? 0n)) {
      return refuse(
        'used-again',
        `Card ${card.number}, which a credit note gave back to WIP, is ${seat ?? card.state} now. ${card.on_proforma === null ? 'Take that back first.' : 'Exclude it there first.'}`,
      );
    }
  }
  // Cards with another share still open stay open; the others are billed again.
  for (const state of ['open', 'billed'] as const) {
    const group = cards.filter(
      (card) => (card.wip_minor === (back.get(card.id)?.wip_minor ?? 0n) ? 'billed' : 'open') === state,
    );
    if (group.length === 0) continue;
    const outcome = await changeWip(work, group, {
      kind: 'relieved',
      journalKind: 'credit note reversed',
      eventId: how.eventId,
      reason: how.reason,
      state,
      to: (card) => ({
        seconds: card.open_seconds - (back.get(card.id)?.seconds ?? 0n),
        wipMinor: card.wip_minor - (back.get(card.id)?.wip_minor ?? 0n),
        wipEntityMinor: card.wip_entity_minor - (back.get(card.id)?.wip_entity_minor ?? 0n),
      }),
    });
    if (!outcome.ok) return outcome;
  }
  return done(true);
}

export async function takeBackCredit(
  work: Work,
  correctionId: string,
  about: { journalId: string; eventId: string; reason: string },
): Promise<void> {
  await work.db
    .insertInto('correction_reversal')
    .values({
      correction_id: correctionId,
      counts_on: work.today,
      reason: about.reason,
      journal_id: about.journalId,
      event_id: about.eventId,
    })
    .execute();
}
