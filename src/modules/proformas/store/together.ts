import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';
import type { Lead, MattersEffect } from '../effect.ts';
import type { AdjustmentMove } from '../together.ts';
import { step } from './edits.ts';
import type { Head } from './sheet.ts';

interface Place {
  readonly id: string;
  readonly matterId: string;
}

/** Matters come onto proformas beside their lead. */
export async function joinMatters(work: Work, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  await sql`insert into proforma_matter (proforma_id, matter_id, open)
    select id, matter_id, true from unnest(${places.map((p) => p.id)}::uuid[], ${places.map((p) => p.matterId)}::uuid[]) as p(id, matter_id)`.execute(
    work.db,
  );
}

/** Matters leave a proforma; their lines are carried apart from this. */
export async function leaveMatters(work: Work, proformaId: string, matterIds: readonly string[]): Promise<void> {
  await sql`delete from proforma_matter where proforma_id = ${proformaId}::uuid and matter_id = any(${[...matterIds]}::uuid[])`.execute(
    work.db,
  );
}

/** What proformas are found by: their number, the numbers of all their matters, their clients. */
export async function saveSearch(work: Work, ids: readonly string[]): Promise<void> {
  await sql`
    insert into search_entry (subject_type, subject_id, client_id, matter_id, title, subtitle, words, href)
    select 'proforma', p.id, p.client_id, p.matter_id, 'Proforma ' || p.number, a.matters || ' · ' || min(c.name),
      lower('proforma ' || p.number || ' ' || string_agg(m.number || ' ' || m.client_name, ' ' order by m.number)), '/proformas/' || p.id
    from proforma p join proforma_about a on a.proforma_id = p.id join client_brief c on c.id = p.client_id
      join proforma_matter x on x.proforma_id = p.id join matter_brief m on m.id = x.matter_id
    where p.id = any(${[...ids]}::uuid[]) group by p.id, a.matters
    on conflict (subject_type, subject_id) do update set client_id = excluded.client_id, matter_id = excluded.matter_id,
      subtitle = excluded.subtitle, words = excluded.words`.execute(work.db);
}

/** The proforma on which a matter has its open place, other than this one. */
export async function openElsewhere(work: Work, matterIds: readonly string[], notOn: readonly string[]) {
  const { rows } = await sql<{ number: string; matter: string }>`
    select p.number::text as number, m.number as matter from proforma_matter x join proforma p on p.id = x.proforma_id
      join matter_brief m on m.id = x.matter_id
    where x.open and x.matter_id = any(${[...matterIds]}::uuid[]) and not (x.proforma_id = any(${[...notOn]}::uuid[])) limit 1`.execute(
    work.db,
  );
  return rows[0] ?? null;
}

/** One more proforma of the same run, for a matter of another; its first matter is on it with this. */
export async function openProforma(work: Work, id: string, from: Head, lead: Lead): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    insert into proforma (id, run_id, entity_id, client_id, matter_id, currency, from_day, through_day, billing_timekeeper_id, state, state_note)
    select ${id}::uuid, run_id, entity_id, ${lead.clientId}::uuid, ${lead.matterId}::uuid, currency, from_day, through_day,
      ${lead.billingTimekeeperId}::uuid, 'pre-review', ${`taken off proforma ${from.number}`} from proforma where id = ${from.id}::uuid
    returning number::text`.execute(work.db);
  await step(work, { id, state: 'generated' }, 'pre-review', `taken off proforma ${from.number}`);
  return rows[0]?.number ?? '';
}

/** Proformas that a proforma's lines came from: see `commands/approval-facts.ts`. */
export async function keepOrigin(work: Work, proformaId: string, fromId: string): Promise<void> {
  await sql`insert into proforma_origin (proforma_id, from_id) values (${proformaId}::uuid, ${fromId}::uuid) on conflict do nothing`.execute(
    work.db,
  );
}

/**
 * Carries matters with their lines and adjustments between a proforma and the other of the effect, one way or back. The other
 * closes when its matters come here and is open again when they go; both are under lock.
 */
export async function carryMatters(
  work: Work,
  here: Pick<Head, 'id' | 'number'>,
  effect: MattersEffect,
  to: { readonly side: 'before' | 'after'; readonly otherState: Head['state'] },
): Promise<void> {
  const comes = (effect.what === 'put-together') === (to.side === 'after');
  const [fromId, toId] = comes ? [effect.otherId, here.id] : [here.id, effect.otherId];
  if (comes) {
    await moveOther(work, effect, to.otherState, 'closed', `put together with proforma ${here.number}`);
    await joinMatters(
      work,
      effect.matterIds.map((matterId) => ({ id: here.id, matterId })),
    );
  }
  await setLead(work, here.id, effect[to.side]);
  if (!comes) {
    await leaveMatters(work, here.id, effect.matterIds);
    if (to.otherState === 'closed')
      await moveOther(work, effect, to.otherState, 'pre-review', `apart from proforma ${here.number} again`);
  }
  await carryLines(work, fromId, toId, effect.matterIds);
  await placeAdjustments(work, effect.adjustments, to.side);
  await saveSearch(work, [here.id, effect.otherId]);
}

async function moveOther(
  work: Work,
  effect: MattersEffect,
  from: Head['state'],
  to: Head['state'],
  note: string,
): Promise<void> {
  await sql`update proforma set state = ${to}, state_since = clock_timestamp(), state_note = ${note}, version = version + 1
    where id = ${effect.otherId}::uuid`.execute(work.db);
  await step(work, { id: effect.otherId, state: from }, to, note);
}

async function setLead(work: Work, id: string, lead: Lead): Promise<void> {
  await sql`update proforma set matter_id = ${lead.matterId}::uuid, client_id = ${lead.clientId}::uuid,
      billing_timekeeper_id = ${lead.billingTimekeeperId}::uuid, from_day = ${lead.fromDay}::date, through_day = ${lead.throughDay}::date
    where id = ${id}::uuid`.execute(work.db);
}

async function carryLines(work: Work, fromId: string, toId: string, matterIds: readonly string[]): Promise<void> {
  // A line of the same card that left the other proforma before stays older than the one that comes.
  await sql`update proforma_line l set proforma_id = ${toId}::uuid, version = 1 + greatest(l.version,
      (select max(o.version) from proforma_line o where o.card_id = l.card_id and o.proforma_id = ${toId}::uuid)) from card_brief k
    where k.id = l.card_id and l.proforma_id = ${fromId}::uuid and l.attached and k.matter_id = any(${[...matterIds]}::uuid[])`.execute(
    work.db,
  );
}

async function placeAdjustments(work: Work, moves: readonly AdjustmentMove[], side: 'before' | 'after'): Promise<void> {
  for (const { id, copyOf, [side]: place } of moves) {
    if (copyOf !== undefined)
      await sql`insert into proforma_adjustment (id, proforma_id, label, amount_minor, percent_ppm, spread, timekeeper_ids, line_ids, reason, active, position, clause_id)
        select ${id}::uuid, ${place.proformaId}::uuid, label, amount_minor, percent_ppm, spread, timekeeper_ids, line_ids, reason, false, position, clause_id
        from proforma_adjustment where id = ${copyOf}::uuid on conflict (id) do nothing`.execute(work.db);
    await sql`update proforma_adjustment set proforma_id = ${place.proformaId}::uuid, matter_ids = ${place.matterIds}::uuid[],
        amount_minor = ${place.amountMinor}::int8, active = ${place.active} where id = ${id}::uuid`.execute(work.db);
  }
}
