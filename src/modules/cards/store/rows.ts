import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import type { WipChange } from '../post.ts';
import type { Draft, Valued } from '../value.ts';
import { insertSearch } from './search.ts';

export interface PostedRow extends WipChange {
  readonly draft: Draft;
  readonly valued: Valued;
  readonly entityId: string;
  readonly standardE4: bigint | null;
  readonly agreedE4: bigint | null;
  readonly explanation: string | null;
  readonly explanationHash: Buffer | null;
}

const CHUNK = 2_500;

/** Writes cards, their first events, their explanations and what they are found by; set-wise, for files of any size. */
export async function insertCards(
  work: Work,
  rows: readonly PostedRow[],
  about: {
    eventId: string;
    journalId: string;
    importId?: string;
    countsOn?: Day;
    written?: (cards: number) => Promise<void>;
  },
): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    await insertExplanations(work, chunk);
    await insertChunk(work, chunk, about.importId ?? null);
    await insertEvents(work, chunk, about);
    await insertSearch(work, chunk);
    await about.written?.(chunk.length);
  }
}

async function insertExplanations(work: Work, rows: readonly PostedRow[]): Promise<void> {
  const distinct = new Map(
    rows.flatMap((r) => (r.explanationHash ? [[r.explanationHash.toString('hex'), r] as const] : [])),
  );
  if (distinct.size === 0) return;
  await work.client.query({
    name: 'rate-explanations',
    text: 'insert into rate_explanation (hash, explanation) select * from unnest($1::bytea[], $2::jsonb[]) on conflict do nothing',
    values: [[...distinct.values()].map((r) => r.explanationHash), [...distinct.values()].map((r) => r.explanation)],
  });
}

async function insertChunk(work: Work, rows: readonly PostedRow[], importId: string | null): Promise<void> {
  const column = <T>(of: (row: PostedRow) => T): T[] => rows.map(of);
  await work.client.query({
    name: 'cards-posted',
    text: `insert into card (id, kind, cost_kind, entity_id, client_id, matter_id, timekeeper_id, work_date, post_date, narrative,
        task_code, activity_code, expense_code, currency, worked_seconds, billable_seconds, standard_rate_e4, agreed_rate_e4,
        standard_minor, work_minor, rate_explanation_hash, open_seconds, wip_minor, wip_entity_minor, state, import_id, import_row, source_key)
      select id, kind, cost_kind, entity, client, matter, timekeeper, work_date, $1::date, narrative, task, activity, expense, currency,
        worked, billable, standard_e4, agreed_e4, standard, work, explanation, worked, wip, wip_entity, 'open', $2::uuid, import_row, source_key
      from unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::date[], $11::text[], $12::text[],
        $13::text[], $14::text[], $15::text[], $16::int8[], $17::int8[], $18::int8[], $19::int8[], $20::int8[], $21::int8[], $22::bytea[],
        $23::int8[], $24::int8[], $25::int4[], $26::text[])
        as t(id, kind, cost_kind, entity, client, matter, timekeeper, work_date, narrative, task, activity, expense, currency, worked, billable,
          standard_e4, agreed_e4, standard, work, explanation, wip, wip_entity, import_row, source_key)`,
    values: [
      work.today,
      importId,
      column((r) => r.cardId),
      column((r) => r.draft.kind),
      column((r) => r.draft.costKind),
      column((r) => r.entityId),
      column((r) => r.clientId),
      column((r) => r.matterId),
      column((r) => r.timekeeperId),
      column((r) => r.draft.workDate),
      column((r) => r.draft.narrative),
      column((r) => r.draft.taskCode),
      column((r) => r.draft.activityCode),
      column((r) => r.draft.expenseCode),
      column((r) => r.currency),
      column((r) => r.draft.workedSeconds),
      column((r) => r.draft.billableSeconds),
      column((r) => r.standardE4),
      column((r) => r.agreedE4),
      column((r) => r.valued.standardMinor),
      column((r) => r.valued.workMinor),
      column((r) => r.explanationHash),
      column((r) => r.wipMinor),
      column((r) => r.wipEntityMinor),
      column((r) => r.draft.importRow ?? null),
      column((r) => r.draft.sourceKey ?? null),
    ],
  });
}

async function insertEvents(
  work: Work,
  rows: readonly PostedRow[],
  about: { eventId: string; journalId: string; countsOn?: Day },
): Promise<void> {
  // What the source already took off is an event of its own, so that posted and revalued can be told apart.
  const events = rows.flatMap((r) => {
    const revalued = r.draft.revalueMinor ?? 0n;
    const posted = {
      row: r,
      kind: 'posted',
      seconds: r.draft.workedSeconds,
      wip: r.wipMinor - revalued,
      entity: r.wipEntityMinor,
    };
    if (revalued === 0n) return [posted];
    return [posted, { row: r, kind: 'revalued', seconds: 0n, wip: revalued, entity: 0n }];
  });
  await work.client.query({
    name: 'card-events-posted',
    text: `insert into card_event (id, card_id, kind, matter_id, seconds, wip_minor, wip_entity_minor, counts_on, journal_id, event_id, reason)
      select id, card, kind, matter, seconds, wip, wip_entity, $1::date, $2::uuid, $3::uuid, reason
      from unnest($4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::int8[], $9::int8[], $10::int8[], $11::text[])
        as t(id, card, kind, matter, seconds, wip, wip_entity, reason)`,
    values: [
      about.countsOn ?? work.today,
      about.journalId,
      about.eventId,
      events.map(() => newId()),
      events.map((e) => e.row.cardId),
      events.map((e) => e.kind),
      events.map((e) => e.row.matterId),
      events.map((e) => e.seconds),
      events.map((e) => e.wip),
      events.map((e) => e.entity),
      events.map((e) => (e.kind === 'revalued' ? 'adjusted in the file it came from' : null)),
    ],
  });
}
