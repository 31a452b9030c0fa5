import { sql } from 'kysely';
import { daysBetween, type Day } from '../../../kernel/day.ts';
import { done } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import type { Engine, Work } from '../../../platform/command.ts';
import { performInside } from '../../../platform/inside.ts';
import { writeLetter } from '../../../platform/letters.ts';
import { SYSTEM_ID } from '../../../platform/system.ts';
import { type Due, dueOf, reminderLetter, type Waiting } from '../reminder.ts';
import { waitingOn } from '../store/waiting.ts';

const REMIND_LOCK = 4_711_007;

/**
 * Reminds and escalates by policy: one letter a person with all that is due, an event on each proforma, never twice for
 * the same wait. Gives how many were reminded of something.
 */
export async function remindDue(engine: Engine): Promise<number> {
  const about = { name: 'reviews remind', permission: 'edit proformas' } as const;
  const outcome = await performInside(engine, about, async (work) => {
    // Two workers at once: the second waits and finds that it was said.
    await sql`select pg_advisory_xact_lock(${REMIND_LOCK})`.execute(work.db);
    const policies = await waitingOn(work.db, work.today);
    const waiting =
      policies.size === 0
        ? []
        : [...(await proformasWaiting(work, [...policies.keys()])), ...(await listsWaiting(work))];
    const due: Due[] = [];
    for (const item of waiting) {
      for (const one of dueOf(item, policies.get(item.what))) {
        due.push(one);
        if (one.kind === 'reminder') for (const toId of await standIns(work, one)) due.push({ ...one, toId });
      }
    }
    return done(await write(work, await unsaid(work, due)));
  });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value;
}

async function proformasWaiting(work: Work, whats: readonly string[]): Promise<Waiting[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    state: string;
    client_id: string;
    matter_id: string;
    matter: string;
    person_id: string;
    since: Day;
  }>`
    select p.id, p.number::text as number, p.state, p.client_id, p.matter_id, b.matters as matter,
      coalesce(a.person_id, case when p.state = 'completed' then o.person_id end, p.submitted_by, r.actor_id) as person_id,
      (coalesce(a.asked_at, p.state_since) at time zone 'UTC')::date::text as since
    from proforma p join proforma_about b on b.proforma_id = p.id join proforma_run r on r.id = p.run_id
    left join review_asked a on a.proforma_id = p.id
    -- what is completed waits for its billing timekeeper to approve it
    left join timekeeper_person o on o.timekeeper_id = p.billing_timekeeper_id
    where p.state = any(${[...whats]}::text[]) and (p.state <> 'with-reviewer' or a.person_id is not null)
    order by p.number`.execute(work.db);
  return rows
    .filter((r) => r.person_id !== SYSTEM_ID)
    .map((r) => ({
      aboutType: 'proforma',
      aboutId: r.id,
      clientId: r.client_id,
      matterId: r.matter_id,
      what: r.state,
      said: `Proforma ${r.number}, ${r.matter}, ${r.state.replaceAll('-', ' ')}`,
      href: `/proformas/${r.id}`,
      personId: r.person_id,
      since: r.since,
      days: daysBetween(r.since, work.today),
    }));
}

/** Ageing lists with matters not answered yet. */
async function listsWaiting(work: Work): Promise<Waiting[]> {
  const { rows } = await sql<{ list_id: string; person_id: string; as_of: Day; matters: number }>`
    select list_id, person_id, as_of, matters from ageing_waiting order by as_of`.execute(work.db);
  return rows.map((r) => ({
    aboutType: 'ageing-list',
    aboutId: r.list_id,
    clientId: null,
    matterId: null,
    what: 'ageing-list',
    said: `Ageing list, ${counted(r.matters, 'matter')} not answered`,
    href: '/work/ageing',
    personId: r.person_id,
    since: r.as_of,
    days: daysBetween(r.as_of, work.today),
  }));
}

/** Who stands in today for the one who is waited for; they are reminded too. */
async function standIns(work: Work, due: Due): Promise<string[]> {
  const { rows } = await sql<{ delegate_id: string }>`
    select distinct delegate_id from acting_for where principal_id = ${due.personId} and valid @> ${work.today}::date
      and (client_id is null or client_id = ${due.clientId}::uuid)`.execute(work.db);
  return rows.map((r) => r.delegate_id);
}

async function unsaid(work: Work, due: readonly Due[]): Promise<Due[]> {
  const fresh: Due[] = [];
  for (const one of due) {
    const said = await work.db
      .selectFrom('reminder')
      .select('id')
      .where('about_id', '=', one.aboutId)
      .where('person_id', '=', one.toId)
      .where('kind', '=', one.kind)
      .where('since', '=', one.since)
      .where('nth', '>=', one.nth)
      .executeTakeFirst();
    if (!said) fresh.push(one);
  }
  return fresh;
}

async function write(work: Work, due: readonly Due[]): Promise<number> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from person_brief`.execute(work.db);
  const names = new Map(rows.map((r) => [r.id, r.name]));
  for (const [toId, own] of Map.groupBy(due, (d) => d.toId)) {
    const letter = reminderLetter(own, (id) => names.get(id) ?? '');
    const letterId = await writeLetter(work, {
      to: { personId: toId },
      about: { type: 'person', id: toId },
      ...letter,
    });
    for (const one of own) await keep(work, one, letterId);
  }
  return due.length;
}

async function keep(work: Work, due: Due, letterId: string): Promise<void> {
  await sql`insert into reminder (id, about_type, about_id, person_id, kind, since, nth, letter_id)
    values (gen_random_uuid(), ${due.aboutType}, ${due.aboutId}, ${due.toId}, ${due.kind}, ${due.since}::date, ${due.nth}, ${letterId})`.execute(
    work.db,
  );
  await work.announce({
    name: due.kind === 'reminder' ? 'reviewer reminded' : 'review escalated',
    subject: { type: due.aboutType, id: due.aboutId },
    clientId: due.clientId,
    matterId: due.matterId,
    facts: { to: due.toId, waitsFor: due.personId, since: due.since, days: due.days, nth: due.nth, letterId },
  });
}
