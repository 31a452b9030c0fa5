import type { PayerBill } from '../proformas/index.ts';
import type { Snapshot } from './snapshot.ts';

/** A row of a bill's tax in the entity's currency; the rows sum to the document's amounts. */
export interface EntityTax {
  readonly baseMinor: bigint;
  readonly taxMinor: bigint;
}

/** The rows of tax as the frozen text has them, and what may be withheld where anything may. */
export function frozenTax(
  { taxes, withholdings }: PayerBill,
  entityTaxes: readonly EntityTax[],
): Pick<Snapshot, 'taxes' | 'withholdings'> {
  const rows = taxes.map(({ tax, baseMinor, taxMinor }, i) => ({
    code: tax.code,
    name: tax.name,
    kind: tax.kind,
    note: tax.note,
    ratePpm: tax.ratePpm,
    base: baseMinor.toString(),
    tax: taxMinor.toString(),
    entityBase: (entityTaxes[i]?.baseMinor ?? 0n).toString(),
    entityTax: (entityTaxes[i]?.taxMinor ?? 0n).toString(),
  }));
  if (withholdings.length === 0) return { taxes: rows };
  return {
    taxes: rows,
    withholdings: withholdings.map(({ ratePpm, baseMinor, minor }) => ({
      ratePpm,
      base: baseMinor.toString(),
      amount: minor.toString(),
    })),
  };
}
