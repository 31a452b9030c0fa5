import { done } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { type Draft, judge, markOpening, postCards } from '../../cards/index.ts';
import { rowsRefused, type Taken, type Taking } from '../commands/take.ts';
import type { RefusedCell, RowReader } from '../rows.ts';
import { type Finder, finderOf } from './find.ts';

interface Read {
  readonly row: RowReader;
  readonly at: number;
  readonly draft: Draft;
  /** what the earlier books carry the card at */
  readonly wipMinor: bigint;
}

/** Open WIP becomes cards at the value the earlier books carry; what that differs from the rate is a revaluation. */
export async function takeWip(work: Work, taking: Taking): Promise<Taken> {
  const finder = await finderOf(work);
  const faults: RefusedCell[] = [];
  const reads: Read[] = [];
  for (const { row: at, read } of taking.file.rows) {
    const row = read();
    const draft = draftOf(row, finder, taking);
    if (draft && row.faults.length === 0) reads.push({ row, at, ...draft });
    faults.push(...row.faults);
  }
  if (faults.length > 0) return rowsRefused(faults);
  const atRate = await judge(
    work,
    reads.map((r) => r.draft),
  );
  const revalued = reads.map((r, i): Draft => {
    const judged = atRate[i];
    return judged?.ok ? { ...r.draft, revalueMinor: r.wipMinor - judged.posted.valued.wipMinor } : r.draft;
  });
  const results = await judge(work, revalued);
  results.forEach((result, i) => {
    if (!result.ok)
      faults.push({
        row: reads[i]?.at ?? 0,
        column: result.refusal.where ?? '',
        value: '',
        reason: result.refusal.sentence,
      });
  });
  if (faults.length > 0) return rowsRefused(faults);
  const posted = results.flatMap((r) => (r.ok ? [r.posted] : []));
  const outcome = await postCards(work, posted, {
    eventId: taking.eventId,
    countsOn: taking.cutoverDay,
    memo: 'Opening WIP',
    advancesAgainst: 'opening',
  });
  if (!outcome.ok) return outcome;
  await markOpening(
    work,
    posted.map((p) => p.id),
    taking.openingId,
  );
  const sums = new Map<string, bigint>();
  for (const { draft, wipMinor } of reads)
    sums.set(draft.currency ?? '', (sums.get(draft.currency ?? '') ?? 0n) + wipMinor);
  return done(sums);
}

function draftOf(row: RowReader, finder: Finder, taking: Taking): { draft: Draft; wipMinor: bigint } | null {
  const matter = finder.matter(row, true);
  if (!matter) return null;
  if (matter.entityId !== taking.entityId) row.fault('matter', 'belongs to another entity');
  const kind = row.text('kind').toLowerCase();
  if (kind !== 'time' && kind !== 'disbursement' && kind !== 'charge') {
    row.fault('kind', 'must be time, disbursement or charge');
    return null;
  }
  const amount = row.amount('amount', matter.currency);
  const cost = row.text('cost kind', false).toLowerCase() || 'hard';
  if (kind === 'disbursement' && cost !== 'hard' && cost !== 'soft' && cost !== 'anticipated')
    row.fault('cost kind', 'must be hard, soft or anticipated');
  const seconds = kind === 'time' ? row.seconds('hours') : 0n;
  const orNull = (column: 'task code' | 'activity code' | 'expense code'): string | null =>
    row.text(column, false) || null;
  return {
    wipMinor: amount,
    draft: {
      kind,
      matterId: matter.id,
      timekeeperId: finder.timekeeper(row),
      workDate: row.day('work date'),
      workedSeconds: seconds,
      billableSeconds: seconds,
      amountMinor: kind === 'time' ? null : amount,
      currency: matter.currency,
      costKind: kind === 'disbursement' ? (cost as 'hard') : null,
      narrative: row.text('narrative'),
      taskCode: orNull('task code'),
      activityCode: orNull('activity code'),
      expenseCode: orNull('expense code'),
    },
  };
}
