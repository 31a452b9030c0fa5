import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';

/** What was disputed of an invoice is settled when the invoice goes. */
export async function closeDispute(work: Work, receivableId: string, outcome: string): Promise<void> {
  await sql`update dispute set closed_on = ${work.today}::date, closed_by = ${work.actor.personId}::uuid, outcome = ${outcome}
    where receivable_id = ${receivableId}::uuid and closed_on is null`.execute(work.db);
}

/** The write-off goes with the invoice that it was on; its movement is reversed by whoever takes the invoice back. */
export async function takeBackWriteOff(work: Work, writeOffId: string, reason: string): Promise<void> {
  await sql`update write_off set state = 'reversed', decided_by = ${work.actor.personId}::uuid, decided_at = clock_timestamp(), note = ${reason}
    where id = ${writeOffId}::uuid`.execute(work.db);
}
