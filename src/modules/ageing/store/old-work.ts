import { sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';

export interface OldMatter {
  readonly matterId: string;
  readonly matter: string;
  readonly clientId: string;
  readonly currency: string;
  readonly wipMinor: bigint;
  readonly cards: number;
  readonly oldestDay: Day;
  readonly timekeeper: string;
  readonly personId: string | null;
}

/** Free work in progress older than so many days, by matter: neither held nor on a proforma, since those wait for somebody else. */
export async function oldMatters(db: Reading['db'], today: Day, days: number): Promise<OldMatter[]> {
  const { rows } = await sql<{
    matter_id: string;
    matter: string;
    client_id: string;
    currency: string;
    wip: bigint;
    cards: number;
    oldest: Day;
    timekeeper: string;
    person_id: string | null;
  }>`
    select m.id as matter_id, m.number || ' ' || m.name as matter, m.client_id, m.currency, sum(k.wip_minor)::int8 as wip, count(*)::int as cards,
      min(k.work_date)::text as oldest, t.name as timekeeper, p.id as person_id
    from card_brief k join matter_brief m on m.id = k.matter_id join timekeeper_brief t on t.id = m.billing_timekeeper_id
    left join timekeeper_person tp on tp.timekeeper_id = t.id left join person_contact p on p.id = tp.person_id and p.active
    where k.state = 'open' and k.hold_reason is null and k.work_date < ${addDays(today, -days)}::date
      and not exists (select 1 from card_on_proforma o where o.card_id = k.id)
    group by m.id, m.number, m.name, m.client_id, m.currency, t.name, p.id order by min(k.work_date), m.number`.execute(
    db,
  );
  return rows.map((r) => ({
    matterId: r.matter_id,
    matter: r.matter,
    clientId: r.client_id,
    currency: r.currency,
    wipMinor: r.wip,
    cards: r.cards,
    oldestDay: r.oldest,
    timekeeper: r.timekeeper,
    personId: r.person_id,
  }));
}

/** The old cards of one matter, as the list of that day meant them. */
export async function oldCards(db: Reading['db'], matterId: string, asOf: Day, days: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.id from card_brief k where k.matter_id = ${matterId} and k.state = 'open' and k.hold_reason is null
      and k.work_date < ${addDays(asOf, -days)}::date and not exists (select 1 from card_on_proforma o where o.card_id = k.id)`.execute(
    db,
  );
  return rows.map((r) => r.id);
}

export interface Policy {
  readonly from: Day;
  readonly olderThanDays: number;
  readonly dayOfMonth: number | null;
}

export async function policyOn(db: Reading['db'], on: Day): Promise<Policy | null> {
  const row = await db
    .selectFrom('ageing_policy')
    .select(['from_day', 'older_than_days', 'day_of_month'])
    .where('from_day', '<=', on)
    .orderBy('from_day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { from: row.from_day as Day, olderThanDays: row.older_than_days, dayOfMonth: row.day_of_month } : null;
}
