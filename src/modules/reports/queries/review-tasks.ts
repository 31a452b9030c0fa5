import { sql } from 'kysely';
import { sumsByCurrency, wire } from '../../../kernel/money.ts';
import { counted } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import type { Net } from '../../proformas/index.ts';
import type { Task } from './task.ts';

/** Proformas that wait for this person's own answer, or for that of somebody they stand in for. */
export async function toReview({ db, today, actor }: Reading, nets: readonly Net[]): Promise<Task[]> {
  const { rows } = await sql<{ proforma_id: string; days: number; stood: boolean }>`
    select a.proforma_id, max(${today}::date - (a.asked_at at time zone 'UTC')::date)::int as days,
      bool_or(a.person_id <> ${actor.personId}) as stood
    from review_asked a
    where a.person_id = ${actor.personId} or exists (select 1 from acting_for d where d.principal_id = a.person_id and d.delegate_id = ${actor.personId}
      and d.valid @> ${today}::date and (d.client_id is null or d.client_id = a.client_id))
    group by 1`.execute(db);
  if (rows.length === 0) return [];
  const asked = new Set(rows.map((row) => row.proforma_id));
  const count = rows.length;
  const stood = rows.filter((row) => row.stood).length;
  const oldest = Math.max(...rows.map((r) => r.days));
  const since = oldest <= 0 ? 'Asked today.' : `The oldest since ${counted(oldest, 'day')}.`;
  return [
    {
      severity: 'fix',
      what: `${counted(count, 'proforma')} to review`,
      why: stood > 0 ? `${since} ${stood} of them for somebody you stand in for.` : since,
      count,
      value: sumsByCurrency(nets.filter((net) => asked.has(net.id))),
      href: '/reviews',
      action: 'Review',
      waitingFor: 'you',
    },
  ];
}

/** Proformas on which somebody proposes something: it counts when it is accepted. */
export async function proposed({ db, today }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ id: string; number: string; n: number; days: number }>`
    select p.id, p.number::text as number, o.proposals as n, (${today}::date - (o.since at time zone 'UTC')::date)::int as days
    from open_proposal o join proforma_head p on p.id = o.proforma_id where p.state not in ('billed', 'closed', 'reversed') order by o.since`.execute(
    db,
  );
  const [oldest] = rows;
  if (!oldest) return [];
  const count = rows.reduce((n, row) => n + row.n, 0);
  const on = rows.length === 1 ? `proforma ${oldest.number}` : counted(rows.length, 'proforma');
  return [
    {
      severity: 'warn',
      what: `${counted(count, 'proposal')} to decide on ${on}`,
      why: oldest.days <= 0 ? 'Made today.' : `The oldest since ${counted(oldest.days, 'day')}.`,
      count,
      value: [],
      href: rows.length === 1 ? `/proformas/${oldest.id}?panel=redline` : '/proformas?proposals=true',
      action: 'Decide',
      waitingFor: 'coordinator',
    },
  ];
}

/** Matters of this person's ageing list that wait for an answer. */
export async function oldWorkAsked({ db, today, actor }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ n: number; currency: string; minor: bigint; as_of: string }>`
    select i.currency, count(*)::int as n, sum(i.wip_minor)::int8 as minor, min(l.as_of)::text as as_of
    from ageing_list_told l join ageing_item_told i on i.list_id = l.id
    where l.replaced_at is null and i.answer is null and (l.person_id = ${actor.personId} or exists (select 1 from acting_for d
      where d.principal_id = l.person_id and d.delegate_id = ${actor.personId} and d.valid @> ${today}::date and (d.client_id is null or d.client_id = i.client_id)))
    group by i.currency order by 1`.execute(db);
  if (rows.length === 0) return [];
  const count = rows.reduce((n, r) => n + r.n, 0);
  return [
    {
      severity: 'fix',
      what: `Old work on ${counted(count, 'matter')} to answer for`,
      why: `Asked on ${rows.map((r) => r.as_of).toSorted()[0] ?? ''}: bill, hold or purge?`,
      count,
      value: rows.map((r) => wire(r.minor, r.currency)),
      href: '/work/ageing',
      action: 'Answer',
      waitingFor: 'you',
    },
  ];
}

/** Comments that mention whoever asks, until they are read. */
export async function mentions({ db, actor }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ proforma_id: string; number: string; words: string; author: string | null; n: number }>`
    select m.proforma_id, m.number, (array_agg(m.words order by m.recorded_at desc))[1] as words,
      (array_agg(p.name order by m.recorded_at desc))[1] as author, count(*)::int as n
    from mention_unread m left join person_brief p on p.id = m.author_id where m.person_id = ${actor.personId}::uuid
    group by 1, 2 order by max(m.recorded_at) desc limit 20`.execute(db);
  return rows.map((r) => ({
    severity: 'warn',
    what: `${r.author ?? 'Somebody'} mentioned you on proforma ${r.number}`,
    why: r.words.length > 160 ? `${r.words.slice(0, 160)} …` : r.words,
    count: r.n,
    value: [],
    href: `/proformas/${r.proforma_id}?panel=comments`,
    action: 'Read it',
    waitingFor: 'you',
  }));
}

const RISK = [
  { severity: 'block', word: 'blocked', why: 'Not submitted or billed until that is mended or waived.' },
  { severity: 'fix', word: 'held up', why: 'Not approved or billed until that is mended or waived.' },
] as const;

/** Open proformas with flags that stand, by the gravest of each. */
export async function flagged({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ severity: string; n: number; currency: string; minor: bigint }>`
    select case when f.block > 0 then 'block' else 'fix' end as severity, count(*)::int as n, f.currency, sum(f.at_stake_minor)::int8 as minor
    from flag_standing f join proforma_head p on p.id = f.proforma_id
    where f.block + f.fix > 0 and p.state not in ('billed', 'closed', 'reversed') group by 1, 3 order by 1, 3`.execute(
    db,
  );
  return RISK.flatMap(({ severity, word, why }): Task[] => {
    const mine = rows.filter((row) => row.severity === severity);
    const count = mine.reduce((n, r) => n + r.n, 0);
    if (count === 0) return [];
    return [
      {
        severity,
        what: `${counted(count, 'proforma')} ${word} by flags`,
        why,
        count,
        value: mine.map((r) => wire(r.minor, r.currency)),
        href: `/pre-review?severity=${severity}`,
        action: 'Pre-review',
        waitingFor: 'coordinator',
      },
    ];
  });
}

/** Runs that were prepared by the clock and wait for somebody to generate them. */
export async function prepared({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ id: string; name: string; through_day: string; generated: number; gathered: number }>`
    select id, name, through_day, generated, gathered from run_waiting order by due_on`.execute(db);
  return rows.map((row) => ({
    severity: 'fix',
    what: `Run “${row.name}” through ${row.through_day} is prepared`,
    why: `${counted(row.generated, 'proforma')} to generate${row.gathered > 0 ? `, ${row.gathered} to fill` : ''}. It waits for a person.`,
    count: row.generated + row.gathered,
    value: [],
    href: `/runs/prepared/${row.id}`,
    action: 'Look and generate',
    waitingFor: 'coordinator',
  }));
}
