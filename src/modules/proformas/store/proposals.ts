import { sql } from 'kysely';
import { canonicalJson } from '../../../platform/canonical.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import type { Line } from '../line.ts';
import type { LineChange, Operation } from '../operate.ts';
import { revived } from './edits.ts';

/** A line's money as it was when an edit of it was proposed, in digits. */
interface SeenLine {
  readonly id: string;
  readonly cardNumber: string;
  readonly version: number;
  readonly money: string;
}

export interface Proposal {
  readonly id: string;
  readonly state: 'open' | 'accepted' | 'rejected' | 'withdrawn';
  readonly operation: Operation;
  readonly lines: readonly SeenLine[];
  /** what it would change in fields, from what it saw to what it says */
  readonly changes: readonly LineChange[];
  readonly sentence: string;
  readonly effectMinor: bigint | null;
  readonly proposerId: string;
  readonly who: string;
  readonly decidedBy: string;
  readonly note: string;
  readonly recordedAt: Date;
}

/** The open ones first, then the newest. */
export async function loadProposals(
  db: Reading['db'],
  proformaId: string,
  how: { lock: boolean } = { lock: false },
): Promise<Proposal[]> {
  if (how.lock)
    await sql`select 1 from proforma_proposal where proforma_id = ${proformaId}::uuid order by id for update`.execute(
      db,
    );
  const { rows } = await sql<{
    id: string;
    state: Proposal['state'];
    operation: Operation;
    seen: { lines: SeenLine[]; changes: LineChange[] };
    sentence: string;
    effect_minor: bigint | null;
    proposer_id: string;
    who: string | null;
    decided: string | null;
    note: string;
    recorded_at: Date;
  }>`select p.*, a.name as who, d.name as decided from proforma_proposal p left join person_brief a on a.id = p.proposer_id
    left join person_brief d on d.id = p.decided_by where p.proforma_id = ${proformaId}::uuid
    order by p.state <> 'open', case when p.state = 'open' then p.recorded_at end, p.recorded_at desc limit 500`.execute(
    db,
  );
  return rows.map((r) => ({
    id: r.id,
    state: r.state,
    operation: r.operation,
    lines: r.seen.lines,
    changes: r.seen.changes.map(revived),
    sentence: r.sentence,
    effectMinor: r.effect_minor,
    proposerId: r.proposer_id,
    who: r.who ?? '',
    decidedBy: r.decided ?? '',
    note: r.note,
    recordedAt: r.recorded_at,
  }));
}

export async function keepProposal(
  work: Work,
  proposal: Pick<Proposal, 'id' | 'operation' | 'lines' | 'changes' | 'sentence' | 'effectMinor'> & {
    proformaId: string;
  },
): Promise<void> {
  await work.db
    .insertInto('proforma_proposal')
    .values({
      id: proposal.id,
      proforma_id: proposal.proformaId,
      operation: JSON.stringify(proposal.operation),
      seen: canonicalJson({ lines: proposal.lines, changes: proposal.changes }),
      sentence: proposal.sentence,
      effect_minor: proposal.effectMinor,
      proposer_id: work.actor.personId,
    })
    .execute();
}

export async function decide(
  work: Work,
  id: string,
  how: { state: 'accepted' | 'rejected' | 'withdrawn'; note?: string; sequence?: number | null },
): Promise<void> {
  await work.db
    .updateTable('proforma_proposal')
    .set({
      state: how.state,
      decided_by: work.actor.personId,
      decided_at: sql<Date>`clock_timestamp()`,
      note: how.note ?? '',
      edit_sequence: how.sequence ?? null,
    })
    .where('id', '=', id)
    .execute();
}

export function moneyOf(line: Line): string {
  return [line.seconds, line.rateE4, line.billMinor, line.noCharge, line.excluded].map(String).join('|');
}
