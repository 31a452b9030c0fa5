import { type Day, dayFrom } from '../../../kernel/day.ts';
import type { LedesField } from '../../../kernel/ledes1998b.ts';
import { scaledFromDecimal } from '../../../kernel/money.ts';

export interface Line {
  readonly row: number;
  readonly fields: readonly string[];
  at(field: LedesField): string;
}

/** Carries the first thing wrong with a line out of the depth of reading it. */
export class LineProblem extends Error {
  readonly field: LedesField;
  readonly code: string;

  constructor(field: LedesField, code: string, reason: string) {
    super(reason);
    this.field = field;
    this.code = code;
  }
}

export function dateAt(line: Line, field: LedesField): Day {
  const text = line.at(field);
  const read = /^\d{8}$/.test(text) ? dayFrom(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`) : null;
  if (read === null) throw new LineProblem(field, 'ledes-003', `${text} is not a day written as YYYYMMDD.`);
  return read;
}

/** Empty is zero where the standard allows it. */
export function numberAt(line: Line, field: LedesField): bigint {
  const text = line.at(field).replace(/^\+/, '');
  if (text === '') return 0n;
  if (/[^0-9.-]/.test(text))
    throw new LineProblem(
      field,
      'ledes-004',
      `${text} has signs that a number may not have; only digits, a point and a minus.`,
    );
  const read = scaledFromDecimal(text, 4);
  if (read === null) throw new LineProblem(field, 'ledes-004', `${text} is not a number with at most four decimals.`);
  return read;
}
