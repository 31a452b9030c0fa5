import { unitOf } from '../../../kernel/currency.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { rateForReading } from '../../../kernel/money.ts';
import { sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import type { Mapping, ReadRow, RefusedRow, RowResult } from '../reading/fields.ts';
import { directoryOf } from './find.ts';
import { judge, type Posted } from './post.ts';
import { type ReadyRow, refusal, resolveRow } from './resolve.ts';

export interface Sorted {
  readonly accepted: readonly { readonly row: ReadyRow; readonly posted: Posted }[];
  readonly duplicate: number;
  readonly refused: readonly RefusedRow[];
  /** rows that are taken and say something the firm should know */
  readonly notices: readonly RefusedRow[];
}

/**
 * The row's identity: the id its source gives, else what it says and which of its equals in the file it is.
 * So the same file again changes nothing, and two truly equal rows of one file are both kept.
 */
function keysOf(reads: readonly ReadRow[], source: string): string[] {
  const times = new Map<string, number>();
  return reads.map((read) => {
    if (read.externalId !== null) return `${source}|${read.externalId}`;
    const content = sha256(read.content).toString('hex');
    const nth = (times.get(content) ?? 0) + 1;
    times.set(content, nth);
    return `row|${content}|${nth}`;
  });
}

/** Sorts a file's rows into those to take (already valued), those taken before, and those refused with their reasons. */
export async function sortRows(
  work: Work,
  results: readonly RowResult[],
  mapping: Mapping,
  source: string,
): Promise<Sorted> {
  const refused: RefusedRow[] = results.flatMap((r) => (r.ok ? [] : [r.refused]));
  const reads = results.flatMap((r) => (r.ok ? [r.read] : []));
  const keys = keysOf(reads, source);
  const { rows } = await work.client.query<{ source_key: string }>({
    name: 'source-keys-known',
    text: 'select source_key from card where source_key = any($1::text[])',
    values: [keys],
  });
  const known = new Set(rows.map((r) => r.source_key));
  const directory = await directoryOf(work, reads, mapping);
  const ready: ReadyRow[] = [];
  const inFile = new Map<string, ReadRow>();
  let duplicate = 0;
  for (const [i, read] of reads.entries()) {
    const key = keys[i] ?? '';
    const before = inFile.get(key);
    if (known.has(key) || before?.content === read.content) duplicate += 1;
    else if (before)
      refused.push(
        refusal(
          read,
          'externalId',
          'repeated-id',
          `Row ${before.row} has the same id ${read.externalId ?? ''} and other content. Correct one of them.`,
        ),
      );
    else {
      inFile.set(key, read);
      const resolved = resolveRow(directory, read, key);
      if (resolved.ok) ready.push(resolved.value);
      else
        refused.push(refusal(read, resolved.refusal.where ?? 'row', resolved.refusal.code, resolved.refusal.sentence));
    }
  }
  const judged = await judge(
    work,
    ready.map((r) => r.draft),
  );
  const accepted = judged.flatMap((result, i) => {
    const row = ready[i] as ReadyRow;
    if (result.ok) return [{ row, posted: result.posted }];
    refused.push(refusal(row.read, result.refusal.where ?? 'row', result.refusal.code, result.refusal.sentence));
    return [];
  });
  return {
    accepted,
    duplicate,
    refused: refused.toSorted((a, b) => a.row - b.row),
    notices: accepted.flatMap(noticesOf),
  };
}

function noticesOf({ row, posted }: Sorted['accepted'][number]): RefusedRow[] {
  return [...hoursNotice(row), ...rateNotice(row, posted.rate?.agreedE4 ?? null), ...personNotice(row)];
}

/** Cards have hundredths of an hour, half up; a file may say minutes that are none. */
function hoursNotice({ read }: ReadyRow): RefusedRow[] {
  if (!read.hoursRounded) return [];
  const said = `“${read.shown('hours')?.value ?? ''}” is no whole number of hundredths of an hour; ${hoursText(read.workedSeconds)} h was taken.`;
  return [refusal(read, 'hours', 'hours-rounded', said)];
}

/** A cost needs nobody, so it is taken; who was named and isn't known is told. */
function personNotice({ read, draft }: ReadyRow): RefusedRow[] {
  if (read.kind === 'time' || read.timekeeper === '' || draft.timekeeperId !== null) return [];
  const said = `There is no timekeeper “${read.timekeeper}”, so the card names none. Where somebody is meant, add the person under Timekeepers and correct the card.`;
  return [refusal(read, 'timekeeper', 'unknown-timekeeper', said)];
}

/** The file's rate is only compared: what work is worth is the firm's own agreement with the client. */
function rateNotice({ read, currency }: ReadyRow, agreedE4: bigint | null): RefusedRow[] {
  if (read.kind !== 'time' || read.rateE4 === null || agreedE4 === null) return [];
  if (read.currency !== null && read.currency !== currency) {
    const other = `The file’s rate is in ${read.currency}, the matter is billed in ${currency}. The firm’s rate of ${rateForReading(agreedE4, currency)} was used; where the currency of the matter is wrong, take the import back and correct it first.`;
    return [refusal(read, 'currency', 'other-currency', other)];
  }
  const fileE4 = read.rateE4 * unitOf(currency); // both in ten-thousandths of the minor unit an hour
  if (fileE4 === agreedE4) return [];
  const said = `The file says ${rateForReading(fileE4, currency)} ${currency} an hour, the firm’s rate is ${rateForReading(agreedE4, currency)}. The firm’s was used; where the file is right, change it under Rates and re-rate the card.`;
  return [refusal(read, 'rate', 'rate-differs', said)];
}
