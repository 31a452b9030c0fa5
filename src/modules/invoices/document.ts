import { amountText, rateForReading, sum } from '../../kernel/money.ts';
import { hoursText } from '../../kernel/hours.ts';
import { divide } from '../../kernel/rounding.ts';
import { SECONDS_PER_HOUR, RATE_SCALE } from '../../kernel/money.ts';
import { caseFacts, facts } from './case-facts.ts';
import { dueOf, lessOf, onAccountNotes, taxedBefore } from './document-on-account.ts';
import { percent, taxSummary, taxTotals, withholdingNotes } from './document-tax.ts';
import type { MatterFacts, Snapshot, SnapshotLine } from './snapshot.ts';

/** A line as printed: what hidden lines are worth is folded into the first printed line of their kind and tax. */
export interface PrintedLine extends SnapshotLine {
  readonly minor: bigint;
  readonly folded: bigint;
}

/** The matters of a document, each with its lines; one that has none isn't on it. */
export function mattersOf(s: Pick<Snapshot, 'matter' | 'matters' | 'lines'>) {
  if (s.matters === undefined) return [{ matter: s.matter, lines: s.lines }];
  return s.matters
    .map((matter) => ({ matter, lines: s.lines.filter((line) => line.matter === matter.number) }))
    .filter(({ lines }) => lines.length > 0);
}

/** Hidden value never makes a document that doesn't foot: it stands in a printed line of the same matter, kind and tax, and is said there. */
export function printedLines(lines: readonly SnapshotLine[]): PrintedLine[] {
  const printed: PrintedLine[] = [];
  for (const kind of ['time', 'disbursement', 'charge', 'on-account'] as const) {
    const ofKind = lines.filter((line) => line.kind === kind);
    const hidden = Map.groupBy(
      ofKind.filter((line) => !line.printed),
      (line) => line.taxCode,
    );
    for (const line of ofKind.filter((one) => one.printed)) {
      const folded = sum((hidden.get(line.taxCode) ?? []).map((one) => BigInt(one.bill)));
      hidden.delete(line.taxCode);
      printed.push({ ...line, minor: BigInt(line.bill) + folded, folded });
    }
  }
  return printed;
}

/** The rate a reader can check: amount ÷ hours where the amount was edited, the agreed one otherwise. */
function rateShown(line: PrintedLine, currency: string): string {
  const seconds = BigInt(line.seconds);
  if (seconds === 0n) return '';
  const rate = line.rateE4 === null ? null : BigInt(line.rateE4);
  if (rate !== null && divide(seconds * rate, SECONDS_PER_HOUR * RATE_SCALE) === line.minor)
    return rateForReading(rate, currency);
  return amountText(divide(line.minor * SECONDS_PER_HOUR, seconds), currency);
}

/** The invoice as the template prints it: texts only, nothing left to compute. */
export function pdfData(s: Snapshot) {
  const { entity, payer } = s;
  const matters = mattersOf(s);
  const time = matters.flatMap(({ lines }) => printedLines(lines)).filter((line) => line.kind === 'time');
  const whole = payer.sharePpm === 1_000_000;
  return {
    paper: entity.paper,
    language: s.client.language,
    kind: kindOf(s),
    number: s.number,
    invoiceDate: s.invoiceDate,
    dueDate: s.dueDate,
    currency: s.currency,
    ...(s.currency === entity.currency ? {} : { entityCurrency: entity.currency }),
    firm: {
      name: entity.name,
      lines: [...entity.address],
      taxId: entity.taxId,
      phone: entity.phone,
      email: entity.email,
      website: entity.website,
    },
    payer: { name: payer.name, lines: [...payer.address], taxId: payer.taxId, reference: payer.reference },
    references: facts([
      ...correctedReferences(s),
      ['Your reference', s.client.reference],
      matters.length > 1
        ? ['Our matters', matters.map(({ matter }) => matter.number).join(', ')]
        : ['Our matter', s.earlierBooks?.namesMatter === false ? '' : s.matter.number],
      ['Agreed in', s.onAccount?.agreedIn ?? ''],
      ['Work from', s.earlierBooks || s.onAccount ? '' : `${s.period.from} to ${s.period.to}`],
    ]),
    matters: matters.map(({ matter, lines }) => matterOf(s, matter, lines)),
    timekeeperSummary: s.earlierBooks ? [] : timekeepers(time, s.currency),
    discounts: s.adjustments.map((a) => ({ label: `${a.label} (included above)`, amount: said(s, a.minor) })),
    taxSummary: [...taxSummary(s), ...taxedBefore(s)],
    totals: totalsOf(s),
    notes: notesOf(s),
    remittance: {
      payTo: [entity.name],
      bank: entity.bank.map((b) => ({ label: b.label, value: b.value })),
      reference: s.number,
      amount: said(s, dueOf(s)),
      dueDate: s.dueDate,
    },
    ...(whole ? {} : { shareNote: shareNote(s) }),
    footer: entity.footer,
    ...wordsOf(s),
  };
}

function shareNote({ payer, lines, matters }: Snapshot): string {
  const own = lines.some((line) => line.sharePpm !== undefined) ? ', unless a line says otherwise' : '';
  const these = (matters?.length ?? 1) > 1 ? 'these matters' : 'this matter';
  return `Your share: ${percent(payer.sharePpm)} % of ${these}${own}`;
}

function kindOf(s: Snapshot): string {
  if (s.information) return 'FOR INFORMATION';
  if (s.corrects) return CORRECTION[s.corrects.documentType].kind;
  return s.onAccount ? 'INVOICE ON ACCOUNT' : 'INVOICE';
}

/** Corrections and copies for information ask for no money. */
function wordsOf(s: Snapshot) {
  const words = s.onAccount ? { charges: 'On account', totalCharges: 'Total on account' } : {};
  if (s.information)
    return { nothingDue: true, watermark: 'NO INVOICE', words: { amountDue: 'Not billed yet', billTo: 'For' } };
  if (!s.corrects) return { words };
  return {
    nothingDue: true,
    words: { ...words, amountDue: CORRECTION[s.corrects.documentType].amount, invoiceDate: 'Date' },
  };
}

const CORRECTION = {
  'credit-note': { kind: 'CREDIT NOTE', amount: 'Amount credited', total: 'Total credited' },
  cancellation: { kind: 'CANCELLATION', amount: 'Amount cancelled', total: 'Total cancelled' },
} as const;

/** A correction cites what it corrects; an invoice billed again cites the one it replaces. */
function correctedReferences(s: Snapshot): [string, string][] {
  if (s.corrects) return [['Of invoice', `${s.corrects.number} of ${s.corrects.invoiceDate}`]];
  return s.replaces ? [['Replaces invoice', s.replaces]] : [];
}

function said(s: Snapshot, minor: string | bigint): string {
  return amountText(BigInt(minor), s.currency);
}

/** Running subtotals, for the page breaks. */
function running(s: Snapshot, lines: readonly PrintedLine[]): string[] {
  let total = 0n;
  return lines.map((line) => said(s, (total += line.minor)));
}

function matterOf(s: Snapshot, matter: MatterFacts, own: readonly SnapshotLine[]) {
  const lines = printedLines(own);
  const of = (kind: SnapshotLine['kind']): PrintedLine[] => lines.filter((line) => line.kind === kind);
  const total = (kind: SnapshotLine['kind']): string => said(s, sum(of(kind).map((line) => line.minor)));
  return {
    number: matter.number,
    title: matter.name,
    facts: caseFacts(matter),
    time: timeRows(s, of('time')),
    timeTotal: {
      hours: hoursText(sum(of('time').map((line) => BigInt(line.seconds)))),
      amount: total('time'),
    },
    disbursements: costRows(s, of('disbursement')),
    disbursementTotal: total('disbursement'),
    charges: costRows(s, [...of('charge'), ...of('on-account')]),
    chargesTotal: total(s.onAccount ? 'on-account' : 'charge'),
    matterTotal: said(s, sum(lines.map((line) => line.minor))),
  };
}

function timeRows(s: Snapshot, lines: readonly PrintedLine[]) {
  const totals = running(s, lines);
  return lines.map((line, i) => ({
    date: line.workDate,
    timekeeper: line.timekeeper?.initials ?? '',
    narrative: narrativeOf(line),
    hours: hoursText(BigInt(line.seconds)),
    rate: rateShown(line, s.currency),
    amount: said(s, line.minor),
    runningTotal: totals[i] ?? '',
  }));
}

function costRows(s: Snapshot, lines: readonly PrintedLine[]) {
  const totals = running(s, lines);
  return lines.map((line, i) => ({
    date: line.workDate,
    description: narrativeOf(line),
    amount: said(s, line.minor),
    runningTotal: totals[i] ?? '',
  }));
}

function totalsOf(s: Snapshot) {
  const parts = [
    ['Fees', s.totals.fees],
    ['Disbursements', s.totals.disbursements],
    ['Charges', s.totals.charges],
    ['On account of work to come', s.totals.onAccount ?? '0'],
  ] as const;
  return [
    ...parts.filter(([, minor]) => minor !== '0').map(([label, minor]) => ({ label, amount: said(s, minor) })),
    ...taxTotals(s),
    ...lessOf(s),
    {
      label: totalWord(s),
      amount: said(s, dueOf(s)),
      strong: true,
    },
  ];
}

function totalWord(s: Snapshot): string {
  if (s.information) return 'Not billed yet, before tax';
  return s.corrects ? CORRECTION[s.corrects.documentType].total : 'Total due';
}

function notesOf(s: Snapshot): string[] {
  if (s.information)
    return [
      'This is for information and no invoice: nothing is due. What will be billed may differ.',
      `Made for ${s.information.forWhom}.`,
    ];
  const notes: string[] = s.corrects ? [s.corrects.reason] : [];
  notes.push(...onAccountNotes(s));
  if (s.exchange) {
    notes.push(`Converted at ${s.exchange.rate} ${s.entity.currency} for 1 ${s.currency} (${s.exchange.source}).`);
  }
  if (s.payer.sharePpm !== 1_000_000 && !s.onAccount) {
    notes.push('Hours and amounts are your share of the work; the rates are in full.');
  }
  return [...notes, ...withholdingNotes(s)];
}

function narrativeOf(line: PrintedLine): string {
  const share = line.sharePpm === undefined ? '' : ` (your share of this: ${percent(line.sharePpm)} %)`;
  const agent = line.asAgent ? ' (paid as your agent)' : '';
  const code = line.taxCode === undefined ? '' : ` [${line.taxCode}]`;
  return `${line.narrative}${line.folded > 0n ? ' (with related work)' : ''}${agent}${share}${code}`;
}

function timekeepers(time: readonly PrintedLine[], currency: string) {
  return [...Map.groupBy(time, (line) => `${line.timekeeper?.number}|${line.rateE4}`).values()].map((group) => ({
    name: group[0]?.timekeeper?.name ?? '',
    title: group[0]?.timekeeper?.title ?? '',
    hours: hoursText(sum(group.map((l) => BigInt(l.seconds)))),
    rate: group[0]?.rateE4 ? rateForReading(BigInt(group[0].rateE4), currency) : '',
    amount: amountText(sum(group.map((l) => l.minor)), currency),
  }));
}
