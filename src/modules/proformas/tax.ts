import { sum } from '../../kernel/money.ts';
import { divide, type Rounding } from '../../kernel/rounding.ts';
import { deal } from '../../kernel/share.ts';
import type { LineTax } from '../firm/index.ts';

export type { LineTax };

/** A row of a bill's tax: its lines of one code, taxed and rounded once. Minor units. */
export interface TaxGroup {
  readonly tax: Pick<LineTax, 'taxCodeId' | 'code' | 'name' | 'kind' | 'note' | 'ratePpm'>;
  readonly baseMinor: bigint;
  readonly taxMinor: bigint;
}

/** What the payer may keep back of the lines concerned; told, and no part of any total. */
export interface Withholding {
  readonly ratePpm: number;
  readonly baseMinor: bigint;
  readonly minor: bigint;
}

interface Billed {
  readonly billMinor: bigint;
  readonly tax: LineTax | null;
}

const WHOLE_PPM = 1_000_000n;

/**
 * The tax of a bill by groups of lines with the same code: base × rate, rounded once for the group, and dealt over its lines by
 * largest remainder. The highest rate comes first.
 */
export function taxed<L extends Billed>(
  lines: readonly L[],
  rounding: Rounding,
): { lines: (L & { taxMinor: bigint })[]; taxes: TaxGroup[]; withholdings: Withholding[] } {
  const taxMinorOf = new Map<L, bigint>();
  const taxes = [...Map.groupBy(lines, (line) => line.tax?.taxCodeId)].flatMap(([, own]): TaxGroup[] => {
    const tax = own[0]?.tax;
    if (!tax) return [];
    const baseMinor = sum(own.map((line) => line.billMinor));
    const taxMinor = divide(baseMinor * BigInt(tax.ratePpm), WHOLE_PPM, rounding);
    const parts = deal(
      taxMinor,
      own.map((line) => (line.billMinor > 0n ? line.billMinor : 0n)),
    );
    own.forEach((line, i) => taxMinorOf.set(line, parts[i] ?? 0n));
    return [{ tax, baseMinor, taxMinor }];
  });
  return {
    lines: lines.map((line) => ({ ...line, taxMinor: taxMinorOf.get(line) ?? 0n })),
    taxes: taxes.toSorted((a, b) => b.tax.ratePpm - a.tax.ratePpm || (a.tax.code < b.tax.code ? -1 : 1)),
    withholdings: withheld(
      lines.map((line) => ({ billMinor: line.billMinor, ratePpm: line.tax?.withholdingPpm ?? 0 })),
      rounding,
    ),
  };
}

/** What may be kept back, once for the lines of each rate. */
function withheld(lines: readonly { billMinor: bigint; ratePpm: number }[], rounding: Rounding): Withholding[] {
  return [...Map.groupBy(lines, (line) => line.ratePpm)]
    .filter(([ratePpm]) => ratePpm > 0)
    .map(([ratePpm, own]) => {
      const baseMinor = sum(own.map((line) => line.billMinor));
      return { ratePpm, baseMinor, minor: divide(baseMinor * BigInt(ratePpm), WHOLE_PPM, rounding) };
    })
    .toSorted((a, b) => b.ratePpm - a.ratePpm);
}
