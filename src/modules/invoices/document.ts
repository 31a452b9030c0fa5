import { amountText, rateForReading, sum } from '../../kernel/money.ts';
import { hoursText } from '../../kernel/hours.ts';
import { divide } from '../../kernel/rounding.ts';
import { SECONDS_PER_HOUR, RATE_SCALE } from '../../kernel/money.ts';
import type { Snapshot, SnapshotLine } from './snapshot.ts';

/** A line as printed: what hidden lines are worth is folded into the first printed line of their kind. */
export interface PrintedLine extends SnapshotLine {
  readonly minor: bigint;
  readonly folded: bigint;
}

/** Hidden value never makes a document that doesn't foot: it stands in a printed line of the same kind, and is said there. */
export function printedLines(lines: readonly SnapshotLine[]): PrintedLine[] {
  const printed: PrintedLine[] = [];
  for (const kind of ['time', 'disbursement', 'charge'] as const) {
    const ofKind = lines.filter((line) => line.kind === kind);
    const hidden = sum(ofKind.filter((line) => !line.printed).map((line) => BigInt(line.bill)));
    const shown = ofKind.filter((line) => line.printed);
    shown.forEach((line, i) => {
      const folded = i === 0 ? hidden : 0n;
      printed.push({ ...line, minor: BigInt(line.bill) + folded, folded });
    });
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
  const say = (minor: string | bigint): string => amountText(BigInt(minor), s.currency);
  const lines = printedLines(s.lines);
  const running = (of: readonly PrintedLine[]): string[] => {
    let total = 0n;
    return of.map((line) => say((total += line.minor)));
  };
  const of = (kind: SnapshotLine['kind']): PrintedLine[] => lines.filter((line) => line.kind === kind);
  const cost = (kind: 'disbursement' | 'charge') => {
    const totals = running(of(kind));
    return of(kind).map((line, i) => ({
      date: line.workDate,
      description: narrativeOf(line),
      amount: say(line.minor),
      runningTotal: totals[i] ?? '',
    }));
  };
  const timeTotals = running(of('time'));
  return {
    paper: s.entity.paper,
    language: s.client.language,
    kind: 'INVOICE',
    number: s.number,
    invoiceDate: s.invoiceDate,
    dueDate: s.dueDate,
    currency: s.currency,
    ...(s.exchange ? { entityCurrency: s.entity.currency } : {}),
    firm: {
      name: s.entity.name,
      lines: [...s.entity.address],
      taxId: s.entity.taxId,
      phone: s.entity.phone,
      email: s.entity.email,
      website: s.entity.website,
    },
    payer: {
      name: s.payer.name,
      lines: [...s.payer.address],
      taxId: s.payer.taxId,
      reference: s.payer.reference,
    },
    references: facts([
      ['Your reference', s.client.reference],
      ['Our matter', s.matter.number],
      ['Work from', `${s.period.from} to ${s.period.to}`],
    ]),
    matters: [
      {
        number: s.matter.number,
        title: s.matter.name,
        facts: facts([
          ['Title or mark', s.matter.title],
          ['Application', s.matter.applicationNumber],
          ['Office', s.matter.jurisdiction],
          ['Filed', s.matter.applicationDate],
          ['Registration', s.matter.registrationNumber],
          ['Applicant', s.matter.applicants],
          ['Client reference', s.matter.clientReference],
          ['Agent reference', s.matter.agentReference],
          ['Due event', s.matter.dueEvent],
        ]),
        time: of('time').map((line, i) => ({
          date: line.workDate,
          timekeeper: line.timekeeper?.initials ?? '',
          narrative: narrativeOf(line),
          hours: hoursText(BigInt(line.seconds)),
          rate: rateShown(line, s.currency),
          amount: say(line.minor),
          runningTotal: timeTotals[i] ?? '',
        })),
        timeTotal: {
          hours: hoursText(sum(of('time').map((l) => BigInt(l.seconds)))),
          amount: say(s.totals.fees),
        },
        disbursements: cost('disbursement'),
        disbursementTotal: say(s.totals.disbursements),
        charges: cost('charge'),
        chargesTotal: say(s.totals.charges),
        matterTotal: say(s.totals.net),
      },
    ],
    timekeeperSummary: timekeepers(of('time'), s.currency),
    discounts: s.adjustments.map((a) => ({ label: `${a.label} (included above)`, amount: say(a.minor) })),
    taxSummary: [
      {
        label: `${s.tax.name}${s.tax.note ? `. ${s.tax.note}` : ''}`,
        base: say(s.tax.base),
        rate: `${percent(s.tax.ratePpm)} %`,
        tax: say(s.tax.tax),
        ...(s.exchange
          ? {
              baseInEntityCurrency: amountText(BigInt(s.tax.entityBase), s.entity.currency),
              taxInEntityCurrency: amountText(BigInt(s.tax.entityTax), s.entity.currency),
            }
          : {}),
      },
    ],
    totals: [
      ...(s.totals.fees === '0' ? [] : [{ label: 'Fees', amount: say(s.totals.fees) }]),
      ...(s.totals.disbursements === '0' ? [] : [{ label: 'Disbursements', amount: say(s.totals.disbursements) }]),
      ...(s.totals.charges === '0' ? [] : [{ label: 'Charges', amount: say(s.totals.charges) }]),
      { label: `Tax (${s.tax.code} ${percent(s.tax.ratePpm)} %)`, amount: say(s.totals.tax) },
      { label: 'Total due', amount: say(s.totals.total), strong: true },
    ],
    notes: [
      ...(s.exchange
        ? [`Converted at ${s.exchange.rate} ${s.entity.currency} for 1 ${s.currency} (${s.exchange.source}).`]
        : []),
      ...(s.payer.sharePpm === 1_000_000
        ? []
        : ['Hours and amounts are your share of the work; the rates are in full.']),
    ],
    remittance: {
      payTo: [s.entity.name],
      bank: s.entity.bank.map((b) => ({ label: b.label, value: b.value })),
      reference: s.number,
      amount: `${say(s.totals.total)} ${s.currency}`,
      dueDate: s.dueDate,
    },
    ...(s.payer.sharePpm === 1_000_000
      ? {}
      : { shareNote: `Your share: ${percent(s.payer.sharePpm)} % of this matter` }),
    footer: s.entity.footer,
  };
}

function narrativeOf(line: PrintedLine): string {
  return line.folded > 0n ? `${line.narrative} (with related work)` : line.narrative;
}

function facts(pairs: readonly (readonly [string, string])[]): { label: string; value: string }[] {
  return pairs.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** `20`, `7.7` from millionths. */
export function percent(ppm: number): string {
  const text = (BigInt(ppm) / 10_000n).toString();
  const rest = (BigInt(ppm) % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  return rest === '' ? text : `${text}.${rest}`;
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
