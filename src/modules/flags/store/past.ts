import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { sum, wire } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { loadSheets } from '../../proformas/index.ts';
import { evaluateSheet, type Flag, type Rule } from '../check.ts';
import type * as c from '../contract.ts';
import type { Facts, SheetFacts } from '../facts.ts';
import { stakeOf } from '../present.ts';
import { gatherFacts } from './facts.ts';

type Result = OutputOf<typeof c.backTest>['result'];

interface PastInvoice {
  readonly id: string;
  readonly number: string;
  readonly proformaId: string;
  readonly day: Day;
  readonly currency: string;
}

interface Hit {
  readonly flag: Flag;
  readonly invoices: readonly PastInvoice[];
  readonly currency: string;
  readonly reducedMinor: bigint;
}

const EXAMPLES = 40;

/**
 * What rules would have raised on the invoices of a period, as their proformas were billed and on the day they were, and
 * what was later taken off the flagged cards by credit notes and write-offs.
 */
export async function judgePast(
  reading: Reading,
  rules: readonly Rule[],
  which: { from: Day; to: Day; clientId: string | null },
): Promise<Result> {
  const invoices = await invoicesOf(reading.db, which);
  const byProforma = Map.groupBy(invoices, (invoice) => invoice.proformaId);
  const reductions = await reductionsOf(
    reading.db,
    invoices.map((invoice) => invoice.id),
  );
  const sheets = await loadSheets(reading, [...byProforma.keys()], { lock: false });
  const facts = await gatherFacts(reading, sheets);
  const hits: Hit[] = [];
  const couldNot = new Set<string>();
  for (const one of facts) {
    const { head, currency } = one.whole;
    const own = byProforma.get(head.id) ?? [];
    const outcome = evaluateSheet(allAsThen(one, own[0]?.day ?? reading.today), () => rules);
    for (const { rule, why } of outcome.couldNot) couldNot.add(`${rule.check.title}: ${why}`);
    for (const flag of outcome.flags)
      hits.push({ flag, invoices: own, currency, reducedMinor: reducedOf(flag, own, reductions) });
  }
  return resultOf(invoices, hits, reductions, [...couldNot]);
}

function allAsThen({ whole, parts }: SheetFacts, on: Day): SheetFacts {
  return { whole: asThen(whole, on), parts: parts.map((part) => asThen(part, on)) };
}

/** The facts as they stood on the day of the bill, as far as they are kept. */
function asThen(facts: Facts, on: Day): Facts {
  return {
    ...facts,
    today: on,
    earlier: facts.earlier.filter((bill) => bill.day < on),
    funds: new Map<string, bigint>(),
    newWip: { cards: 0, wipMinor: 0n },
    reviewers: { owner: '', named: [] },
    preview: null,
    problems: [],
  };
}

async function invoicesOf(
  db: Reading['db'],
  which: { from: Day; to: Day; clientId: string | null },
): Promise<PastInvoice[]> {
  const { rows } = await sql<PastInvoice>`
    select id, number, proforma_id as "proformaId", invoice_date as day, currency from invoice_head
    where not reversed and invoice_date between ${which.from}::date and ${which.to}::date
      and (${which.clientId}::uuid is null or client_id = ${which.clientId}::uuid) order by invoice_date, number`.execute(
    db,
  );
  return rows;
}

/** What was taken off, keyed by invoice and card. */
type Reductions = ReadonlyMap<string, { readonly currency: string; readonly minor: bigint }>;

async function reductionsOf(db: Reading['db'], invoiceIds: readonly string[]): Promise<Reductions> {
  const { rows } = await sql<{ invoice_id: string; card_id: string; currency: string; reduced_minor: bigint }>`
    select invoice_id, card_id, currency, reduced_minor from line_reduction where invoice_id = any(${[...invoiceIds]}::uuid[])`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [`${row.invoice_id} ${row.card_id}`, { currency: row.currency, minor: row.reduced_minor }]),
  );
}

function keysOf(flag: Flag, invoices: readonly PastInvoice[]): string[] {
  return invoices.flatMap((invoice) => flag.lines.map((line) => `${invoice.id} ${line.cardId}`));
}

function reducedOf(flag: Flag, invoices: readonly PastInvoice[], reductions: Reductions): bigint {
  return sum(keysOf(flag, invoices).map((key) => reductions.get(key)?.minor ?? 0n));
}

function resultOf(
  invoices: readonly PastInvoice[],
  hits: readonly Hit[],
  reductions: Reductions,
  couldNot: string[],
): Result {
  const flagged = new Set(hits.flatMap((hit) => keysOf(hit.flag, hit.invoices)));
  // A card flagged twice was reduced once.
  const caught = [...reductions].filter(([key]) => flagged.has(key));
  const missed = [...reductions].filter(([key]) => !flagged.has(key));
  const byRule = Map.groupBy(hits, (hit) => hit.flag.rule.check.code);
  return {
    invoices: invoices.length,
    flaggedInvoices: new Set(hits.flatMap((hit) => hit.invoices.map((invoice) => invoice.id))).size,
    flags: hits.length,
    atStake: perCurrency(hits.map((hit) => ({ currency: hit.currency, minor: stakeOf(hit.flag) }))),
    reducedFlags: hits.filter((hit) => hit.reducedMinor > 0n).length,
    reduced: perCurrency(caught.map(([, reduction]) => reduction)),
    missedReductions: missed.length,
    missed: perCurrency(missed.map(([, reduction]) => reduction)),
    couldNot,
    rules: [...byRule].map(([code, group]) => ({
      code,
      title: group[0]?.flag.rule.check.title ?? code,
      flags: group.length,
      invoices: new Set(group.flatMap((hit) => hit.invoices.map((invoice) => invoice.id))).size,
      reduced: group.filter((hit) => hit.reducedMinor > 0n).length,
    })),
    examples: hits.slice(0, EXAMPLES).map((hit) => ({
      invoice: hit.invoices[0]?.number ?? '',
      invoiceId: hit.invoices[0]?.id ?? '',
      sentence: hit.flag.sentence,
      reduced: hit.reducedMinor > 0n ? wire(hit.reducedMinor, hit.currency) : null,
    })),
  };
}

function perCurrency(amounts: readonly { currency: string; minor: bigint }[]) {
  return [...Map.groupBy(amounts, (amount) => amount.currency)].map(([currency, group]) =>
    wire(sum(group.map((amount) => amount.minor)), currency),
  );
}
