import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { wire } from '../../kernel/money.ts';
import { listReceivables } from '../../modules/receivables/contract/receivables.ts';
import { proposeAllocation } from '../../modules/receivables/contract/receipts.ts';
import { useAsk } from '../api/use.ts';
import { useMayKeep } from './keep-rest.tsx';
import { reckon, type Reckoned, type RowDraft, UNTOUCHED } from './draft.ts';

export interface SheetOf {
  readonly entityId: string;
  readonly payerId: string | null;
  /** of the receipt */
  readonly currency: string;
  /** minor units to put on invoices; null as long as none is typed */
  readonly amount: string | null;
  readonly reference: string;
}

/** Open invoices a receipt may be for, with what is typed about each. Edits stay while the rest is still being typed. */
export function useSheet(of: SheetOf) {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, RowDraft>>(new Map());
  const [chosen, setChosen] = useState<string | null>(null);
  const [settled] = useDebouncedValue(JSON.stringify(of), 250);
  const asked = JSON.parse(settled) as SheetOf;
  const owed = useAsk(
    listReceivables,
    { entityId: asked.entityId, ...(asked.payerId ? { payerId: asked.payerId } : {}), limit: 1 },
    { enabled: asked.entityId !== '' && asked.payerId !== null },
  );
  const currencies = [...new Set([of.currency, ...(owed.data?.open ?? []).map((money) => money.currency)])];
  // With nothing owed in the receipt's own currency, the invoices are in another.
  const [firstOwed] = owed.data?.open ?? [];
  const usual = owed.data?.open.some((m) => m.currency === of.currency) ? of.currency : firstOwed?.currency;
  const currency = chosen !== null && currencies.includes(chosen) ? chosen : (usual ?? of.currency);
  const proposal = useAsk(
    proposeAllocation,
    {
      entityId: asked.entityId,
      ...(asked.payerId ? { payerId: asked.payerId } : {}),
      currency,
      amount: currency === asked.currency ? (asked.amount ?? '0') : '0',
      reference: asked.reference,
    },
    { enabled: asked.entityId !== '', keep: true },
  );
  const rows = (proposal.data?.rows ?? []).map((row) =>
    reckon(row, drafts.get(row.receivableId) ?? UNTOUCHED, of.currency),
  );
  const change = (receivableId: string, part: Partial<RowDraft>): void =>
    setDrafts((before) => new Map(before).set(receivableId, { ...(before.get(receivableId) ?? UNTOUCHED), ...part }));
  return {
    rows,
    currency,
    currencies,
    setCurrency: setChosen,
    change,
    again: () => setDrafts(new Map()),
    touched: drafts.size > 0,
    proposal,
    /** the proposal is for what is typed now */
    settled: settled === JSON.stringify(of) && !proposal.isPlaceholderData && !proposal.isFetching,
    ...sumsOfRows(rows, of.amount),
  };
}

export type Sheet = ReturnType<typeof useSheet>;

/** The rest of a receipt that may be kept, where what is put on invoices is known to the cent. */
export function useRest(sheet: Sheet, entityId: string, currency: string) {
  const [kept, setKept] = useState(false);
  const left = sheet.left === null ? null : wire(sheet.left, currency);
  const may = useMayKeep(entityId, left);
  return left !== null && may && sheet.rows.some((row) => (row.cash ?? 0n) > 0n) ? { left, kept, setKept } : null;
}

/** `left` is null where the day's rate decides what an invoice takes. */
function sumsOfRows(rows: readonly Reckoned[], amount: string | null) {
  const byRate = rows.some((row) => row.cash === null);
  const used = rows.reduce((sum, row) => sum + (row.cash ?? 0n), 0n);
  return {
    used,
    byRate,
    left: amount === null || byRate ? null : BigInt(amount) - used,
    wrong: rows.some((row) => row.wrong !== null),
    settledMinor: rows.reduce(
      (sum, row) => row.differences.reduce((n, d) => (d.reason === 'dispute' ? n : n + d.minor), sum),
      0n,
    ),
  };
}
