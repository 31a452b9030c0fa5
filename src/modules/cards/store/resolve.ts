import { unitOf } from '../../../kernel/currency.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { listed } from '../../../kernel/text.ts';
import type { ReadRow, RefusedRow } from '../reading/fields.ts';
import { minorFromE4 } from '../reading/rows.ts';
import type { Draft } from '../value.ts';
import { type Directory, low, type MatterHit, type TimekeeperHit } from './find.ts';

export interface ReadyRow {
  readonly read: ReadRow;
  readonly draft: Draft;
  readonly matterNumber: string;
  readonly currency: string;
}

/** A refusal at the column that the file itself names. */
export function refusal(read: ReadRow, field: string, code: string, reason: string): RefusedRow {
  const shown = read.shown(field);
  return { row: read.row, column: shown?.column ?? field, value: shown?.value ?? '', code, reason };
}

/** Puts the firm's own matter and timekeeper in place of the file's words, and amounts into the matter's currency. */
export function resolveRow(directory: Directory, read: ReadRow, key: string): Outcome<ReadyRow> {
  const matter = matterOf(directory, read);
  if (!matter.ok) return matter;
  const timekeeper = timekeeperOf(directory, read);
  if (!timekeeper.ok) return timekeeper;
  const { currency } = matter.value;
  const unit = unitOf(currency);
  const amount = read.amountE4 === null ? null : minorFromE4(read.amountE4, unit);
  const adjustment = minorFromE4(read.adjustmentE4, unit);
  if ((read.amountE4 !== null && amount === null) || adjustment === null) {
    const reason = `The amount has more decimals than ${currency} has. Round it in the file.`;
    return refuse('amount-too-fine', reason, { where: 'amount' });
  }
  const draft: Draft = {
    kind: read.kind,
    matterId: matter.value.id,
    timekeeperId: timekeeper.value?.id ?? null,
    workDate: read.workDate,
    workedSeconds: read.workedSeconds,
    billableSeconds: read.billableSeconds,
    amountMinor: amount,
    currency: amount === null ? null : read.currency,
    costKind: read.costKind,
    narrative: read.narrative,
    taskCode: read.taskCode,
    activityCode: read.activityCode,
    expenseCode: read.expenseCode,
    revalueMinor: adjustment,
    sourceKey: key,
    importRow: read.row,
  };
  return done({ read, draft, matterNumber: matter.value.number, currency });
}

function matterOf(directory: Directory, read: ReadRow): Outcome<MatterHit> {
  const hit = directory.matter(read);
  if ('several' in hit) {
    const reason = `“${read.matter}” fits ${listed(hit.several)}. Write the matter’s number.`;
    return refuse('several-matters', reason, { where: 'matter' });
  }
  if ('none' in hit) {
    const open =
      read.client === ''
        ? 'Open it first, or correct it.'
        : 'Open it first, correct it, or let the import open what is missing.';
    return refuse('unknown-matter', `There is no matter “${read.matter}”. ${open}`, { where: 'matter' });
  }
  const matter = hit.found;
  const client = read.client === '' ? null : directory.client(read.client);
  const named = client && 'found' in client ? low(client.found.number) : null;
  // Only a client that the firm itself numbers so contradicts; other programs name clients in their own way.
  if (named !== null && named === low(read.client) && named !== low(matter.client_number)) {
    const reason = `Matter ${matter.number} belongs to client ${matter.client_number}, not to ${read.client}. Correct one of them.`;
    return refuse('other-client', reason, { where: 'client' });
  }
  return done(matter);
}

function timekeeperOf(directory: Directory, read: ReadRow): Outcome<TimekeeperHit | null> {
  const where = { where: 'timekeeper' };
  if (read.timekeeper === '') {
    if (read.kind !== 'time') return done(null);
    return refuse('no-timekeeper', 'The timekeeper is empty. Time needs the person who worked.', where);
  }
  const hit = directory.timekeeper(read);
  if ('found' in hit) return done(hit.found);
  if ('several' in hit) {
    return refuse('several-timekeepers', `“${read.timekeeper}” fits ${listed(hit.several)}. Write the number.`, where);
  }
  if (read.kind !== 'time') return done(null);
  const reason = `There is no timekeeper “${read.timekeeper}”. Add the person under Timekeepers, or correct the word.`;
  return refuse('unknown-timekeeper', reason, where);
}
