import { hoursText } from '../../../kernel/hours.ts';
import { rateText, sum, wire } from '../../../kernel/money.ts';
import { amountOf, counts, type Line } from '../line.ts';
import { sharesFrom, splitText } from '../payer-shares.ts';
import { problemsOf } from '../problems.ts';
import type { Sheet } from '../store/sheet.ts';
import { termsProblems } from '../terms.ts';

/** A sheet as the contract shapes it; only shapes, no decisions. */
export function presentLines(sheet: Sheet) {
  const { currency } = sheet.head;
  const marks = marksOf(sheet);
  return sheet.lines.map((line) => {
    const adjustment = sheet.settled.adjustmentOf.get(line.id) ?? 0n;
    return {
      id: line.id,
      cardId: line.cardId,
      cardNumber: line.cardNumber.toString(),
      kind: line.kind,
      costKind: line.costKind,
      matterId: line.matterId,
      matter: numberOf(sheet, line.matterId),
      timekeeperId: line.timekeeperId,
      timekeeper: line.timekeeper,
      timekeeperName: line.timekeeperName,
      version: line.version,
      ...values(line, amountOf(line), currency),
      adjustment: wire(adjustment, currency),
      bill: wire(counts(line) ? amountOf(line) + adjustment : 0n, currency),
      wip: wire(line.wipMinor, currency),
      excluded: line.excluded,
      noCharge: line.noCharge,
      printed: line.printed,
      comments: line.comments,
      files: line.files,
      problems: marks.get(line.id) ?? [],
      held: line.hold,
      shares: line.shares === null ? null : sharesFrom(line.shares),
      split: line.shares === null ? '' : splitText(line.shares, sheet.payers),
      original: original(line, currency),
    };
  });
}

/** What the problems of the proforma say of each line. */
function marksOf(sheet: Sheet): Map<string, string[]> {
  const marks = new Map<string, string[]>();
  for (const { on } of problemsOf(sheet.lines, sheet.payers, sheet.missing, sheet))
    for (const id of on?.lines ?? []) marks.set(id, [...(marks.get(id) ?? []), on?.mark ?? '']);
  return marks;
}

type Recorded = Line['recorded'];

/** What is edited on a line, in words and figures. */
function values(of: Recorded, amountMinor: bigint, currency: string) {
  return {
    workDate: of.workDate,
    narrative: of.narrative,
    taskCode: of.taskCode,
    activityCode: of.activityCode,
    expenseCode: of.expenseCode,
    hours: hoursText(of.seconds),
    ratePerHour: of.rateE4 === null ? null : rateText(of.rateE4),
    amount: wire(amountMinor, currency),
  };
}

/** The values as recorded; null where none of them was edited, as with most lines of a long proforma. */
function original(line: Line, currency: string): ReturnType<typeof values> | null {
  const { recorded: was } = line;
  const same = amountOf(line) === was.billMinor && EDITED.every((field) => line[field] === was[field]);
  return same ? null : values(was, was.billMinor, currency);
}

const EDITED = ['workDate', 'narrative', 'taskCode', 'activityCode', 'expenseCode', 'seconds', 'rateE4'] as const;

function numberOf(sheet: Sheet, matterId: string): string {
  return sheet.matters.find((matter) => matter.id === matterId)?.number ?? '';
}

/** Each matter with what its lines come to; they sum to the whole. */
export function presentMatters(sheet: Sheet) {
  const { currency } = sheet.head;
  return sheet.matters.map((matter) => {
    const { clientNumber: _number, billingTimekeeperId: _timekeeper, ...shown } = matter;
    const on = sheet.lines.filter((line) => line.matterId === matter.id && counts(line));
    const billed = (lines: readonly Line[]): bigint =>
      sum(lines.map((line) => amountOf(line) + (sheet.settled.adjustmentOf.get(line.id) ?? 0n)));
    const of = (kind: Line['kind']) => wire(billed(on.filter((line) => line.kind === kind)), currency);
    return {
      ...shown,
      lines: on.length,
      hours: hoursText(sum(on.map((line) => line.seconds))),
      fees: of('time'),
      disbursements: of('disbursement'),
      charges: of('charge'),
      net: wire(billed(on), currency),
    };
  });
}

export function presentAmounts(sheet: Sheet) {
  const { currency } = sheet.head;
  const s = sheet.settled;
  return {
    fees: wire(s.feesMinor, currency),
    disbursements: wire(s.disbursementsMinor, currency),
    charges: wire(s.chargesMinor, currency),
    adjustments: wire(s.adjustmentsMinor, currency),
    tax: wire(s.taxMinor, currency),
    total: wire(s.totalMinor, currency),
    hours: hoursText(s.seconds),
    work: wire(s.workMinor, currency),
    wip: wire(s.wipMinor, currency),
    reduction: wire(s.reductionMinor, currency),
  };
}

export function presentAdjustments(sheet: Sheet) {
  const { currency } = sheet.head;
  return sheet.adjustments.map((a) => ({
    id: a.id,
    label: a.label,
    amount: a.amountMinor === null ? null : wire(a.amountMinor, currency),
    percentPpm: a.percentPpm,
    spread: a.spread,
    matters: (a.matterIds ?? []).map((id) => numberOf(sheet, id)),
    reason: a.reason,
    clauseId: a.clauseId,
    effect: wire(sheet.settled.effectOf.get(a.id) ?? 0n, currency),
  }));
}

export function presentTerms({ terms, head, ...sheet }: Sheet) {
  const money = (minor: bigint) => wire(minor, head.currency);
  return {
    on: terms.on,
    stale: terms.stale,
    steps: terms.steps.map(({ clause, label, sentence, changeMinor, cap, matterIds }) => ({
      clauseId: clause.id,
      engagementId: clause.engagement.id,
      label,
      sentence,
      change: money(changeMinor),
      matters:
        matterIds.length === sheet.matters.length
          ? []
          : sheet.matters.filter((matter) => matterIds.includes(matter.id)).map((matter) => matter.number),
      cap:
        cap === null
          ? null
          : {
              amount: money(cap.amountMinor),
              used: money(cap.usedMinor),
              here: money(cap.hereMinor),
              over: money(cap.overMinor),
              hard: cap.hard,
            },
    })),
    off: terms.off.map(({ label, reason }) => ({ label, reason })),
  };
}

export function presentPayers(sheet: Sheet) {
  const { currency } = sheet.head;
  return sheet.settled.bills.map((b) => ({
    payerId: b.payer.payerId,
    name: b.payer.name,
    sharePpm: b.payer.sharePpm,
    taxes: b.taxes.map(({ tax, baseMinor, taxMinor }) => ({
      code: tax.code,
      name: tax.name,
      ratePpm: tax.ratePpm,
      base: wire(baseMinor, currency),
      tax: wire(taxMinor, currency),
    })),
    net: wire(b.netMinor, currency),
    tax: wire(b.taxMinor, currency),
    total: wire(b.totalMinor, currency),
  }));
}

export function problemsOfSheet(sheet: Sheet) {
  const problems = [...problemsOf(sheet.lines, sheet.payers, sheet.missing, sheet), ...termsProblems(sheet.terms)];
  return problems.map(({ on: _on, ...problem }) => problem);
}
