import { sql } from 'kysely';
import { yearOf, type Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { changeWip, lockCards } from '../../cards/index.ts';
import { type RateUsed, rateOn, takeNumber } from '../../firm/index.ts';
import { openPeriod } from '../../ledger/index.ts';
import {
  contentHash,
  counts,
  holdTerms,
  loadSheets,
  type PayerBill,
  problemsOfSheet,
  type Sheet,
  step,
  taxObjection,
  termsObjection,
} from '../../proformas/index.ts';
import * as c from '../contract.ts';
import { issue } from '../store/issue.ts';
import { lockChosen } from '../store/take-up.ts';

interface Planned {
  readonly sheet: Sheet;
  readonly bills: readonly PayerBill[];
  readonly exchange: RateUsed;
}

/**
 * Bills approved proformas, all or none. Lock order: proformas, engagements, cards, what is on account for them, then the
 * number series last, so that many people billing at once wait only for the counter and no number is skipped or doubled.
 */
export const billProformas: Command = handleCommand(c.billProformas, async (work, input) => {
  const sheets = await loadSheets(
    work,
    input.proformas.map((p) => p.id),
    { lock: true },
  );
  const objections = await work.objections(
    'proforma billed',
    sheets.filter((sheet) => sheet.head.state === 'approved').map((sheet) => sheet.head.id),
  );
  await holdTerms(work, sheets);
  const planned: Planned[] = [];
  for (const { id, version } of input.proformas) {
    const sheet = sheets.find((s) => s.head.id === id);
    if (!sheet) return refuse('not-found', 'There is no such proforma.', { where: id });
    const plan = await planOf(work, sheet, version, {
      invoiceDate: input.invoiceDate,
      before: planned.map((p) => p.sheet),
    });
    if (!plan.ok)
      return refuse(plan.refusal.code, `Proforma ${sheet.head.number}: ${plan.refusal.sentence}`, {
        where: id,
      });
    const objection = objections.get(id);
    if (objection)
      return refuse(objection.refusal.code, `Proforma ${sheet.head.number}: ${objection.refusal.sentence}`, {
        where: id,
      });
    planned.push(plan.value);
  }
  for (const plan of planned) {
    const relieved = await relieve(work, plan.sheet, input.invoiceDate);
    if (!relieved.ok) return relieved;
  }
  await lockChosen(
    work,
    planned.map((p) => p.sheet.head.id),
  );
  const invoices: Billed[] = [];
  const byEntity = [...Map.groupBy(planned, (p) => p.sheet.head.entityId)];
  for (const [entityId, group] of byEntity.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const issued = await issueAll(work, entityId, group, input.invoiceDate);
    if (!issued.ok) return issued;
    invoices.push(...issued.value);
  }
  return done({ invoices });
});

interface Billed {
  readonly id: string;
  readonly number: string;
  readonly proformaId: string;
  readonly payer: string;
  readonly total: ReturnType<typeof wire>;
  readonly due: ReturnType<typeof wire>;
}

/** Takes as many numbers as there are invoices and issues them, in the order of the proformas. */
async function issueAll(
  work: Work,
  entityId: string,
  group: readonly Planned[],
  invoiceDate: Day,
): Promise<Outcome<Billed[]>> {
  const seriesYear = yearOf(invoiceDate);
  const wanted = group.flatMap(({ sheet, bills, exchange }) => bills.map((bill) => ({ sheet, bill, exchange })));
  const numbers = await takeNumber(work.db, entityId, 'invoice', seriesYear, wanted.length);
  if (!numbers.ok) return numbers;
  const billed: Billed[] = [];
  for (const [i, { sheet, bill, exchange }] of wanted.entries()) {
    const seriesNumber = numbers.value.first + BigInt(i);
    const number = `${numbers.value.prefix}${seriesNumber.toString().padStart(5, '0')}`;
    const issued = await issue(work, { sheet, bill, number, seriesYear, seriesNumber, invoiceDate, exchange });
    if (!issued.ok) return issued;
    const { dueMinor, ...invoice } = issued.value;
    billed.push({
      ...invoice,
      proformaId: sheet.head.id,
      total: wire(bill.totalMinor, sheet.head.currency),
      due: wire(dueMinor, sheet.head.currency),
    });
  }
  return done(billed);
}

/** Whether this proforma can be billed now, as it was approved. */
async function planOf(
  work: Work,
  sheet: Sheet,
  version: number,
  { invoiceDate, before }: { invoiceDate: Day; before: readonly Sheet[] },
): Promise<Outcome<Planned>> {
  const { head, entity } = sheet;
  if (head.state === 'billed') return refuse('already-billed', 'it is billed already. See its invoice.');
  if (head.version !== version)
    return refuse('stale', 'somebody changed it meanwhile. Reload to see it as it is, then bill again.');
  if (head.state !== 'approved')
    return refuse(
      'wrong-state',
      `it is ${head.state.replaceAll('-', ' ')}; only approved proformas are billed. Have it approved first.`,
    );
  if (head.approvedHash === null || !head.approvedHash.equals(contentHash(sheet))) {
    return refuse(
      'approval-void',
      'it is no longer what was approved (a payer, tax or amount changed). Have it approved again.',
    );
  }
  if (sheet.settled.bills.some((bill) => bill.lines.some((line) => line.billMinor < 0n))) {
    return refuse(
      'below-zero',
      'a discount takes more than its lines come to. Lower the discount, or exclude the lines.',
    );
  }
  const objection =
    (await termsObjection(work, sheet, invoiceDate, before)) ?? (await taxObjection(work, sheet, invoiceDate));
  if (objection) return objection;
  const [problem] = problemsOfSheet(sheet);
  if (problem) return refuse('not-ready', `${problem.what} ${problem.mend}`);
  if (invoiceDate > work.today)
    return refuse('future-date', 'the invoice date is in the future. Use today or a day before.');
  const period = await openPeriod(work, head.entityId, invoiceDate);
  if (!period.ok) return period;
  const exchange = await rateOn(work.db, head.currency, entity.currency, invoiceDate);
  if (!exchange.ok) return exchange;
  return done({ sheet, exchange: exchange.value, bills: sheet.settled.bills.filter(billable) });
}

/** Whoever bears no line at all, for all are split to others, gets no invoice. */
function billable(bill: PayerBill, _at: number, all: readonly PayerBill[]): boolean {
  return bill.lines.length > 0 || all.every((one) => one.lines.length === 0);
}

/** WIP of the billed cards goes to zero, no-charge ones included; excluded and held cards go back to plain WIP. */
async function relieve(work: Work, sheet: Sheet, invoiceDate: Day): Promise<Outcome<true>> {
  const { head } = sheet;
  const billed = sheet.lines.filter(counts);
  const cards = await lockCards(
    work,
    billed.map((line) => line.cardId),
  );
  const changed = cards.find((card) => card.state !== 'open');
  if (changed)
    return refuse(
      'not-open',
      `Proforma ${head.number}: card ${changed.number} is no longer unbilled. Reload the proforma.`,
    );
  const eventId = newId<'event'>();
  const outcome = await changeWip(work, cards, {
    kind: 'relieved',
    journalKind: 'WIP relieved',
    eventId,
    reason: `billed on proforma ${head.number}`,
    state: 'billed',
    countsOn: invoiceDate,
    to: () => ({ seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }),
  });
  if (!outcome.ok) return outcome;
  await work.announce({
    id: eventId,
    name: 'proforma billed',
    subject: { type: 'proforma', id: head.id },
    entityId: head.entityId,
    clientId: head.clientId,
    matterId: head.matterId,
    countsOn: invoiceDate,
    facts: {
      cards: cards.length,
      wip: sheet.settled.wipMinor,
      bill: sheet.settled.netMinor,
      currency: head.currency,
    },
  });
  const ids = billed.map((line) => line.id);
  await sql`select close_billed_proforma(${head.id}::uuid, ${ids}::uuid[])`.execute(work.db);
  await step(work, head, 'billed', '');
  return done(true);
}
