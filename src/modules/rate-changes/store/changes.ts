import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import type { listChanges } from '../contract.ts';

export type ChangeRow = OutputOf<typeof listChanges>['rows'][number];

/** A rate of a change: the one it follows, what that was, what it becomes, in ten-thousandths of a minor unit an hour. */
export interface ChangeLine {
  readonly rateId: string;
  readonly wasE4: bigint;
  readonly rateE4: bigint;
  readonly madeId: string | null;
}

export async function changesOf(db: Reading['db'], id: string | null): Promise<ChangeRow[]> {
  const { rows } = await sql<{
    id: string;
    title: string;
    client_id: string | null;
    client: string | null;
    from: Day;
    percent_ppm: number;
    reason: string;
    state: ChangeRow['state'];
    version: number;
    rates: number;
    proposer: string | null;
    proposed_at: Date;
    decider: string | null;
    note: string;
    agreed_on: Day | null;
    agreed_by: string;
  }>`select c.id, c.title, c.client_id, k.name as client, c.from_day::text as from, c.percent_ppm, c.reason, c.state, c.version, c.note, c.proposed_at,
      c.agreed_on::text as agreed_on, c.agreed_by, p.name as proposer, d.name as decider,
      (select count(*)::int from rate_change_line l where l.change_id = c.id) as rates
    from rate_change c left join client_brief k on k.id = c.client_id left join person_brief p on p.id = c.proposed_by left join person_brief d on d.id = c.decided_by
    where ${id}::uuid is null or c.id = ${id}::uuid order by c.proposed_at desc`.execute(db);
  return rows.map((r) => ({
    id: r.id,
    title: r.title,
    clientId: r.client_id,
    client: r.client ?? '',
    from: r.from,
    percentPpm: r.percent_ppm,
    reason: r.reason,
    state: r.state,
    version: r.version,
    rates: r.rates,
    proposedBy: r.proposer ?? '',
    proposedAt: instant(r.proposed_at),
    decidedBy: r.decider ?? '',
    note: r.note,
    agreedOn: r.agreed_on,
    agreedBy: r.agreed_by,
    waitsFor: waitsFor(r.state, r.client_id !== null && r.agreed_on === null),
  }));
}

function waitsFor(state: ChangeRow['state'], clientToAgree: boolean): string {
  if (state === 'proposed') return clientToAgree ? 'approval, and the client’s word' : 'approval';
  if (state !== 'approved') return '';
  return clientToAgree ? 'the client’s word' : 'being put in force';
}

export interface LockedChange {
  readonly id: string;
  readonly title: string;
  readonly clientId: string | null;
  readonly from: Day;
  readonly state: ChangeRow['state'];
  readonly version: number;
  readonly proposedBy: string;
  readonly agreedOn: Day | null;
}

export async function lockChange(work: Work, id: string): Promise<LockedChange | null> {
  const { rows } = await sql<LockedChange>`
    select id, title, client_id as "clientId", from_day::text as from, state, version, proposed_by as "proposedBy", agreed_on::text as "agreedOn"
    from rate_change where id = ${id}::uuid for update`.execute(work.db);
  return rows[0] ?? null;
}

export async function linesOf(db: Reading['db'], id: string): Promise<ChangeLine[]> {
  const { rows } = await sql<ChangeLine>`
    select rate_id as "rateId", was_e4 as "wasE4", rate_e4 as "rateE4", made_id as "madeId" from rate_change_line
    where change_id = ${id}::uuid order by position`.execute(db);
  return rows;
}

/** Whether somebody set one of its rates otherwise than proposed: that one is theirs. */
export async function setRateOf(db: Reading['db'], id: string, personId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from rate_change_line where change_id = ${id}::uuid and set_by = ${personId}::uuid limit 1`.execute(
      db,
    );
  return rows.length > 0;
}
