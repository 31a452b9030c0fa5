import type { OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { type AmountFor, isSure, type OwnFee } from '../book.ts';
import { listFees } from '../contract/book.ts';
import { quoteFee } from '../contract/quote.ts';
import { COUNTED } from '../quantity.ts';
import type { Quote } from '../quote.ts';
import type { Booked } from '../store/book.ts';

type Row = OutputOf<typeof listFees>['rows'][number];
type Line = OutputOf<typeof quoteFee>['lines'][number];

export function presentEntry(entry: Booked, own: readonly (OwnFee & { readonly id: string })[]): Row {
  const { counts } = entry;
  return {
    key: entry.key,
    name: entry.name,
    ownText: entry.ownText,
    office: entry.office,
    schedule: entry.schedule,
    code: entry.code,
    provision: entry.provision,
    currency: entry.currency,
    amounts: Object.fromEntries(
      (Object.entries(entry.amounts) as [AmountFor, bigint][]).map(([s, minor]) => [s, wire(minor, entry.currency)]),
    ),
    own: own
      .filter((fee) => fee.itemId === entry.itemId)
      .map((fee) => ({
        id: fee.id,
        entityStatus: fee.entityStatus,
        amount: wire(fee.amountMinor, fee.currency),
        from: fee.from,
        to: fee.to,
        reason: fee.reason,
      })),
    confidence: entry.confidence,
    checked: entry.checked,
    sure: isSure(entry),
    sources: [...entry.sources],
    counts: counts === null ? '' : `each of the ${COUNTED[counts.of]}${counts.over > 0 ? ` over ${counts.over}` : ''}`,
    version: entry.version,
    from: entry.from,
    to: entry.to,
  };
}

export function presentQuote(quote: Quote): Line {
  return {
    key: quote.entry.key,
    name: quote.entry.name,
    entityStatus: quote.entityStatus,
    unit: wire(quote.unitMinor, quote.currency),
    quantity: quote.quantity,
    amount: wire(quote.amountMinor, quote.currency),
    sure: quote.sure,
    own: quote.own,
    confidence: quote.entry.confidence,
    version: { id: quote.entry.versionId, label: quote.entry.version, from: quote.entry.from, to: quote.entry.to },
    explanation: [...quote.steps],
  };
}
