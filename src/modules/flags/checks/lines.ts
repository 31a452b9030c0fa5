import { hoursText } from '../../../kernel/hours.ts';
import { amountText } from '../../../kernel/money.ts';
import type { Suggestion } from '../check.ts';
import type { Facts, FlagLine } from '../facts.ts';

export function timeOf(facts: Facts): FlagLine[] {
  return facts.lines.filter((line) => line.kind === 'time');
}

export function costsOf(facts: Facts): FlagLine[] {
  return facts.lines.filter((line) => line.kind !== 'time');
}

/** "Card 1204 (SC, 2026-10-05)": how a sentence names a line. */
export function lineSays(line: FlagLine): string {
  const who = line.timekeeper === '' ? '' : `${line.timekeeper}, `;
  return `Card ${line.cardNumber} (${who}${line.workDate})`;
}

export function timeWords(line: FlagLine): string {
  return `${hoursText(line.seconds)} h`;
}

export function moneyWords(minor: bigint, currency: string): string {
  return `${amountText(minor, currency)} ${currency}`;
}

export function idsOf(lines: readonly FlagLine[]): string[] {
  return lines.map((line) => line.id);
}

export function noCharge(lines: readonly FlagLine[], reason: string): Suggestion {
  return { kind: 'operation', says: 'No charge', lineIds: idsOf(lines), remedy: { do: 'no-charge', on: true, reason } };
}

export function exclude(lines: readonly FlagLine[]): Suggestion {
  return { kind: 'operation', says: 'Exclude', lineIds: idsOf(lines), remedy: { do: 'exclude' } };
}

/** What a line bills, before adjustments. */
export function billed(line: FlagLine): bigint {
  return line.noCharge ? 0n : line.billMinor;
}

/** LEDES classifications of support staff: paralegals, assistants, clerks; the short ones are of files before 2014. */
export const SUPPORT = ['PARALG', 'LGLAST', 'CLKSEC', 'PL', 'LA', 'OT'] as const;
