import { sql } from 'kysely';
import type { z } from 'zod';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Engine, Work } from '../../../platform/command.ts';
import { performInside } from '../../../platform/inside.ts';
import { newId } from '../../../platform/new-id.ts';
import { UNKNOWN_LINK } from '../../../platform/signed-link.ts';
import { SYSTEM } from '../../../platform/system.ts';
import type { estimateAnswer, estimateView } from '../contract/estimates.ts';
import { mayAnswer } from '../estimate.ts';
import { type Offered, offered } from '../store/estimates.ts';
import { insertBudget } from '../store/scope.ts';

type View = z.infer<typeof estimateView>;
type Answer = Omit<z.infer<typeof estimateAnswer>, 'token'>;

interface EstimateRow extends Offered {
  readonly firm: string;
}

/** Nobody is signed in behind a link: the program acts, from that address. */
const INSIDE = (address: string | null) =>
  ({ name: 'estimates answer', permission: 'see own', actor: { ...SYSTEM, via: 'web', address } }) as const;

async function read(work: Work, id: string): Promise<EstimateRow | null> {
  await sql`select 1 from estimate where id = ${id}::uuid for update`.execute(work.db);
  const { rows } = await sql<EstimateRow>`
    select e.*, c.name as client, coalesce(m.number || ' ' || m.name, f.reference || ' ' || f.title, c.name) as of,
      (select n.name from legal_entity n join matter_case k on k.entity_id = n.id where k.client_id = e.client_id
        and (e.matter_id is null or k.id = e.matter_id) order by k.number limit 1) as firm
    from estimate e join client_brief c on c.id = e.client_id left join matter_brief m on m.id = e.matter_id left join family_record f on f.id = e.family_id
    where e.id = ${id}::uuid and e.state <> 'draft'`.execute(work.db);
  return rows[0] ?? null;
}

function viewOf(row: EstimateRow, today: Day): View {
  const may = mayAnswer(row.state, row.valid_until, today);
  return { kind: 'estimate', firm: row.firm, ...offered(row), cannot: may.ok ? '' : may.refusal.sentence };
}

/** What the client sees behind the link; withdrawn ones open nothing. */
export async function openEstimate(engine: Engine, id: string, address: string | null): Promise<Outcome<View>> {
  return await performInside(engine, INSIDE(address), async (work) => {
    const row = await read(work, id);
    return row && row.state !== 'withdrawn' ? done(viewOf(row, work.today)) : UNKNOWN_LINK;
  });
}

/** The client's answer, once; accepted, the estimate is the budget from that day on. */
export async function answerEstimate(
  engine: Engine,
  id: string,
  address: string | null,
  answer: Answer,
): Promise<Outcome<View>> {
  return await performInside(engine, INSIDE(address), async (work) => {
    const row = await read(work, id);
    if (!row || row.state === 'withdrawn') return UNKNOWN_LINK;
    const may = mayAnswer(row.state, row.valid_until, work.today);
    if (!may.ok) return may;
    const accepted = answer.answer === 'accept';
    const lineId = accepted ? newId<'budget'>() : null;
    if (lineId !== null)
      await insertBudget(work, lineId, {
        clientId: row.client_id,
        matterId: row.matter_id,
        familyId: row.family_id,
        name: row.name,
        amount: wire(row.amount_minor, row.currency),
        covers: row.covers,
        taskCodes: [],
        from: row.counts_from,
        to: row.counts_to,
        since: work.today,
        source: `Estimate accepted by ${answer.name} on ${work.today}`,
      });
    const state = accepted ? 'accepted' : 'declined';
    await work.db
      .updateTable('estimate')
      .set({
        state,
        answered_on: work.today,
        answered_by: answer.name,
        answer_note: answer.note,
        budget_line_id: lineId,
        version: sql<number>`version + 1`,
      })
      .where('id', '=', id)
      .execute();
    await work.announce({
      name: `estimate ${state}`,
      subject: { type: 'estimate', id },
      clientId: row.client_id,
      matterId: row.matter_id,
      facts: { name: row.name, budgetLine: lineId },
      detail: { by: answer.name, note: answer.note },
    });
    return done(viewOf({ ...row, state, answered_by: answer.name }, work.today));
  });
}
