import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import type { Effect } from '../effect.ts';
import { type Line, valueAt } from '../line.ts';
import { splitProblem } from '../payer-shares.ts';
import { adjustmentProblem, changesOf, type LineChange, type Operation, seen } from '../operate.ts';
import { hold, purge, type Rated, release, rerate, transfer } from '../store/effects.ts';
import { combine, divide } from '../store/regroup.ts';
import { applyTerms } from '../store/apply-terms.ts';
import type { Sheet } from '../store/sheet.ts';

/** What an operation does: changes of lines, and an effect beyond them. */
export interface Done {
  readonly lines: readonly LineChange[];
  readonly effect: Effect | null;
}

/** Does one operation of the matrix; what it changes in lines is returned and not yet written. */
export async function operate(work: Work, sheet: Sheet, operation: Operation, eventId: string): Promise<Outcome<Done>> {
  if (operation.do === 'adjust') return await adjust(work, sheet, operation);
  if (operation.do === 'remove-adjustment') return await removeAdjustment(work, sheet, operation);
  if (operation.do === 'apply-terms')
    return done({ lines: [], effect: await applyTerms(work, sheet, { on: operation.on, again: operation.again }) });
  const found = seen(sheet.lines, operation.lines);
  if (!found.ok) return found;
  const lines = found.value;
  switch (operation.do) {
    case 'hold':
      return effectOnly(await hold(work, lines, operation));
    case 'release':
      return done({ lines: [], effect: await release(work, lines) });
    case 'purge':
      return effectOnly(await purge(work, sheet, lines, eventId, operation));
    case 'transfer':
      return await transferLines(work, sheet, lines, operation, eventId);
    case 'divide':
      return effectOnly(await divide(work, sheet, lines, operation.parts, { eventId, reason: operation.reason }));
    case 'combine':
      return effectOnly(await combine(work, sheet, lines, operation, { eventId, reason: operation.reason }));
    case 're-rate':
      return await rerateLines(work, sheet, lines, eventId, operation.reason);
    case 'set-words': {
      const unknown = await unknownCode(work, [operation.taskCode, operation.activityCode, operation.expenseCode]);
      if (unknown)
        return refuse('unknown-code', `The code ${unknown} is in none of the code sets. Choose one from the list.`, {
          where: 'taskCode',
        });
      break;
    }
    case 'split': {
      const wrong = splitProblem(operation.shares, sheet.payers);
      if (wrong !== null) return refuse('bad-input', wrong, { where: 'shares' });
      break;
    }
    case 'change-by-percent':
    case 'exclude':
    case 'include':
    case 'no-charge':
    case 'print':
    case 'restore':
    case 'set-amount':
    case 'set-hours':
    case 'set-rate':
    case 'replace-words':
      break;
  }
  const changes = changesOf(operation, lines, sheet.head.currency, sheet.entity.rounding);
  return changes.ok ? done({ lines: changes.value, effect: null }) : changes;
}

function effectOnly(outcome: Outcome<Effect>): Outcome<Done> {
  return outcome.ok ? done({ lines: [], effect: outcome.value }) : outcome;
}

async function transferLines(
  work: Work,
  sheet: Sheet,
  lines: readonly Line[],
  operation: Extract<Operation, { do: 'transfer' }>,
  eventId: string,
): Promise<Outcome<Done>> {
  const unknown = await unknownCode(
    work,
    operation.remap.map((change) => change.to),
  );
  if (unknown)
    return refuse('unknown-code', `The code ${unknown} is in none of the code sets. Choose one from the list.`, {
      where: 'remap',
    });
  return atNewRates(sheet, lines, await transfer(work, sheet, lines, eventId, operation));
}

async function rerateLines(
  work: Work,
  sheet: Sheet,
  lines: readonly Line[],
  eventId: string,
  reason: string,
): Promise<Outcome<Done>> {
  return atNewRates(sheet, lines, await rerate(work, lines, eventId, reason));
}

/** Lines follow the rates that their cards have now: their hours stay as edited, and are valued at the new rate. */
function atNewRates(sheet: Sheet, lines: readonly Line[], outcome: Outcome<Rated>): Outcome<Done> {
  if (!outcome.ok) return outcome;
  const changes = lines.flatMap((line): LineChange[] => {
    const rateE4 = outcome.value.rateOf.get(line.cardId);
    if (rateE4 === undefined || rateE4 === line.rateE4) return [];
    const billMinor = valueAt(line.seconds, rateE4, sheet.entity.rounding);
    return [
      {
        lineId: line.id,
        before: { rateE4: line.rateE4, billMinor: line.billMinor },
        after: { rateE4, billMinor },
      },
    ];
  });
  return done({ lines: changes, effect: outcome.value.effect });
}

async function adjust(
  work: Work,
  sheet: Sheet,
  operation: Extract<Operation, { do: 'adjust' }>,
): Promise<Outcome<Done>> {
  if (operation.amount && operation.amount.currency !== sheet.head.currency)
    return refuse('other-currency', `This proforma is in ${sheet.head.currency}.`, { where: 'amount' });
  const { matterIds = [] } = operation;
  if (matterIds.some((id) => !sheet.matters.some((matter) => matter.id === id)))
    return refuse('not-found', 'A matter is not on this proforma. Reload to see which are.', { where: 'matterIds' });
  const wanted = {
    id: newId<'proforma_adjustment'>(),
    label: operation.label,
    amountMinor: operation.amount ? BigInt(operation.amount.minor) : null,
    percentPpm: operation.percentPpm,
    spread: operation.spread,
    timekeeperIds: operation.timekeeperIds,
    matterIds: matterIds.length === 0 ? null : matterIds,
    lineIds: null,
    reason: operation.reason,
    clauseId: null,
  };
  const problem = adjustmentProblem(sheet.lines, sheet.adjustments, wanted, sheet.entity.rounding);
  if (problem) return problem;
  await work.db
    .insertInto('proforma_adjustment')
    .values({
      id: wanted.id,
      proforma_id: sheet.head.id,
      label: wanted.label,
      amount_minor: wanted.amountMinor,
      percent_ppm: wanted.percentPpm,
      spread: wanted.spread,
      timekeeper_ids: [...wanted.timekeeperIds],
      matter_ids: wanted.matterIds,
      reason: wanted.reason,
      position: sheet.head.editCursor + 1,
    })
    .execute();
  return done({ lines: [], effect: { kind: 'adjust', adjustmentId: wanted.id } });
}

async function removeAdjustment(
  work: Work,
  sheet: Sheet,
  { adjustmentId, reason }: Extract<Operation, { do: 'remove-adjustment' }>,
): Promise<Outcome<Done>> {
  const adjustment = sheet.adjustments.find((a) => a.id === adjustmentId);
  if (!adjustment) return refuse('not-found', 'That adjustment is gone already. Reload to see the proforma as it is.');
  const agreed = adjustment.clauseId !== null;
  if (agreed && sheet.terms.steps.some((step) => step.clause.id === adjustment.clauseId && step.cap?.hard))
    return refuse(
      'hard-cap',
      'A hard cap or a collar can’t be taken off. Write lines down by hand and apply the terms, or amend the clause.',
    );
  if (agreed && reason === '')
    return refuse('bad-input', 'It was agreed with the client. Say why it isn’t given here.', { where: 'reason' });
  const takenOff = agreed ? reason : '';
  await work.db
    .updateTable('proforma_adjustment')
    .set({ active: false, taken_off: takenOff })
    .where('id', '=', adjustmentId)
    .execute();
  return done({ lines: [], effect: { kind: 'remove-adjustment', adjustmentId, ...(agreed ? { takenOff } : {}) } });
}

async function unknownCode(work: Work, codes: readonly (string | null | undefined)[]): Promise<string | null> {
  const wanted = codes.filter((code): code is string => typeof code === 'string' && code !== '');
  if (wanted.length === 0) return null;
  const known = await work.db
    .selectFrom('billing_code')
    .select('code')
    .where('code', 'in', wanted)
    .where('selectable', '=', true)
    .execute();
  return wanted.find((code) => !known.some((k) => k.code === code)) ?? null;
}

const SPOKEN: Readonly<Record<Operation['do'], string>> = {
  exclude: 'excluded',
  include: 'included again',
  hold: 'held',
  release: 'released',
  'no-charge': 'no charge changed',
  print: 'printing changed',
  'set-hours': 'hours changed',
  'set-rate': 'rate changed',
  'set-amount': 'amount changed',
  'change-by-percent': 'written up or down',
  'set-words': 'words changed',
  restore: 'restored as recorded',
  purge: 'purged',
  transfer: 'transferred',
  divide: 'divided',
  combine: 'combined into one',
  'replace-words': 'with words replaced',
  split: 'split among payers',
  're-rate': 're-rated',
  adjust: 'adjustment made',
  'remove-adjustment': 'adjustment removed',
  'apply-terms': 'terms applied',
};

/** What was done, for the history and the person. */
export function sentenceOf(operation: Operation, lines: number): string {
  if (operation.do === 'apply-terms')
    return `Agreed terms applied${operation.on === null ? '' : ` as of ${operation.on}`}`;
  return operation.do === 'adjust'
    ? `Adjustment “${operation.label}”`
    : `${counted(lines, 'line')}${SPOKEN[operation.do].endsWith('changed') ? ':' : ''} ${SPOKEN[operation.do]}`;
}
