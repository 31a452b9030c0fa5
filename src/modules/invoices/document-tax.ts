import { amountText } from '../../kernel/money.ts';
import type { Snapshot, SnapshotTax } from './snapshot.ts';

const said = (s: Snapshot, minor: string): string => amountText(BigInt(minor), s.currency);

/** The tax summary of a document: a row for each code, in both currencies where they differ. */
export function taxSummary(s: Snapshot) {
  return s.taxes.map((row) => taxRow(s, row));
}

/** The tax in the totals, by code. */
export function taxTotals(s: Snapshot): { label: string; amount: string }[] {
  return s.taxes.map((row) => ({
    label: s.earlierBooks ? 'Tax' : `Tax (${row.code} ${percent(row.ratePpm)} %)`,
    amount: said(s, row.tax),
  }));
}

function taxRow(s: Snapshot, row: SnapshotTax) {
  const inEntity = (minor: string): string => amountText(BigInt(minor), s.entity.currency);
  return {
    label: `${s.taxes.length > 1 ? `${row.code}: ` : ''}${row.note ? `${row.name}. ${row.note}` : row.name}`,
    base: said(s, row.base),
    rate: s.earlierBooks ? '' : `${percent(row.ratePpm)} %`,
    tax: said(s, row.tax),
    ...(s.currency !== s.entity.currency
      ? { baseInEntityCurrency: inEntity(row.entityBase), taxInEntityCurrency: inEntity(row.entityTax) }
      : {}),
  };
}

/** The total stays: how much of it the payer keeps back, the payer knows. */
export function withholdingNotes(s: Snapshot): string[] {
  const may = s.corrects ? 'The tax you may withhold falls by' : 'You may withhold tax of';
  return (s.withholdings ?? []).map(
    ({ ratePpm, base, amount }) =>
      `${may} ${said(s, amount)} ${s.currency}: ${percent(ratePpm)} % of ${said(s, base)} before tax. The total is before any withholding.`,
  );
}

/** `20`, `7.7` from millionths. */
export function percent(ppm: number): string {
  const text = (BigInt(ppm) / 10_000n).toString();
  const rest = (BigInt(ppm) % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  return rest === '' ? text : `${text}.${rest}`;
}
