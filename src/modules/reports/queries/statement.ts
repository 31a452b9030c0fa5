import { sql } from 'kysely';
import { daysBetween, type Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { recordedBy } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';
import type { StatementSnapshot } from '../statement.ts';

interface Asked {
  readonly payerId: string;
  readonly entityId: string;
  readonly from: Day;
  readonly to: Day;
  readonly knownAt?: string | undefined;
}

/** What a statement says of a movement, in the payer's words; amounts are what they owe. */
const WORDS: Readonly<Record<string, string>> = {
  issued: 'Invoice',
  opening: 'Invoice brought over',
  allocated: 'Payment',
  difference: 'Deduction allowed',
  applied: 'Taken from billed on account',
  credited: 'Credit note',
  'written-off': 'Written off',
  unbilled: 'Invoice cancelled',
  'taken-back': 'Taken back',
  'allocated-reversed': 'Payment returned',
  'difference-reversed': 'Deduction withdrawn',
  'applied-reversed': 'Given back to billed on account',
  'credited-reversed': 'Credit note withdrawn',
  'written-off-reversed': 'Write-off withdrawn',
};

interface Moved {
  currency: string;
  invoice_id: string | null;
  kind: string;
  number: string;
  on: Day;
  minor: bigint;
}

interface Open {
  currency: string;
  invoice_id: string | null;
  number: string;
  invoice_date: Day;
  due_date: Day;
  amount_minor: bigint;
  open: bigint;
}

export const showStatement = handleQuery(c.showStatement, async ({ db }, input) => await statementOf(db, input));

async function statementOf(db: Reading['db'], input: Asked): Promise<OutputOf<typeof c.showStatement>> {
  const { rows: heads } = await sql<{ payer: string; entity: string }>`
    select p.name as payer, e.name as entity from payer_brief p, legal_entity e where p.id = ${input.payerId}::uuid and e.id = ${input.entityId}::uuid`.execute(
    db,
  );
  const [head] = heads;
  if (!head) throw new NotFound('There is no such payer or entity.');
  const moved = await movements(db, input);
  const open = await openItems(db, input);
  const unapplied = await unappliedOf(db, input);
  const currencies = [...new Set([...moved, ...open, ...unapplied].map((r) => r.currency))].toSorted();
  return {
    ...head,
    from: input.from,
    to: input.to,
    currencies: currencies.map((currency) => {
      const of = <Row extends { currency: string }>(rows: readonly Row[]) =>
        rows.filter((r) => r.currency === currency);
      const items = of(open);
      return {
        currency,
        ...account(of(moved), input.from, currency),
        open: items.map((r) => ({
          invoiceId: r.invoice_id,
          number: r.number,
          invoiceDate: r.invoice_date,
          dueDate: r.due_date,
          amount: wire(r.amount_minor, currency),
          open: wire(r.open, currency),
          daysOverdue: Math.max(0, daysBetween(r.due_date, input.to)),
        })),
        openTotal: wire(sum(items.map((r) => r.open)), currency),
        unapplied: wire(sum(of(unapplied).map((r) => r.minor)), currency),
      };
    }),
  };
}

/** The statement with the letterhead and address it is sent under. */
export async function statementSnapshot(db: Reading['db'], asked: Asked): Promise<StatementSnapshot> {
  const statement = await statementOf(db, asked);
  const firm = await db
    .selectFrom('legal_entity')
    .selectAll()
    .where('id', '=', asked.entityId)
    .executeTakeFirstOrThrow();
  const payer = await db
    .selectFrom('payer_record')
    .innerJoin('client_brief', 'client_brief.id', 'payer_record.client_id')
    .select([
      'payer_record.name',
      'payer_record.address',
      'payer_record.tax_id',
      'payer_record.reference',
      'client_brief.language',
    ])
    .where('payer_record.id', '=', asked.payerId)
    .executeTakeFirstOrThrow();
  return {
    statement,
    firm: {
      name: firm.name,
      lines: firm.address,
      taxId: firm.tax_id,
      phone: firm.phone,
      email: firm.email,
      website: firm.website,
      footer: firm.invoice_footer,
      paper: firm.paper as 'a4' | 'us-letter',
      bank: firm.bank as { label: string; value: string }[],
    },
    payer: { name: payer.name, lines: payer.address, taxId: payer.tax_id, reference: payer.reference },
    language: payer.language ?? 'en',
  };
}

/** The balance carried into the span, each movement with the balance after it, and the balance at the end. */
function account(moved: readonly Moved[], from: Day, currency: string) {
  const opening = sum(moved.filter((m) => m.on < from).map((m) => m.minor));
  let balance = opening;
  const rows = moved
    .filter((m) => m.on >= from)
    .map((m) => {
      balance += m.minor;
      return {
        on: m.on,
        what: WORDS[m.kind] ?? m.kind,
        invoiceId: m.invoice_id,
        number: m.number,
        amount: wire(m.minor, currency),
        balance: wire(balance, currency),
      };
    });
  return { opening: wire(opening, currency), rows, closing: wire(balance, currency) };
}

async function movements(db: Reading['db'], asked: Asked): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select r.currency, s.kind, r.invoice_id, r.number, s.counts_on as on, s.amount_minor as minor from receivable_step s join receivable_head r on r.id = s.receivable_id
    where r.payer_id = ${asked.payerId}::uuid and r.entity_id = ${asked.entityId}::uuid and s.counts_on <= ${asked.to}::date and ${recordedBy('s.recorded_at', asked.knownAt)}
    order by s.counts_on, s.recorded_at, r.number`.execute(db);
  return rows;
}

async function openItems(db: Reading['db'], asked: Asked): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select r.currency, r.invoice_id, r.number, r.invoice_date, r.due_date, r.amount_minor, s.open from receivable_head r
    join lateral (select sum(amount_minor)::int8 as open from receivable_step where receivable_id = r.id and counts_on <= ${asked.to}::date
      and ${recordedBy('recorded_at', asked.knownAt)}) s on s.open <> 0
    where r.payer_id = ${asked.payerId}::uuid and r.entity_id = ${asked.entityId}::uuid order by r.due_date, r.number`.execute(
    db,
  );
  return rows;
}

async function unappliedOf(db: Reading['db'], asked: Asked): Promise<{ currency: string; minor: bigint }[]> {
  const { rows } = await sql<{ currency: string; minor: bigint }>`
    select currency, sum(amount_minor)::int8 as minor from receipt_step
    where payer_id = ${asked.payerId}::uuid and entity_id = ${asked.entityId}::uuid and counts_on <= ${asked.to}::date and ${recordedBy('recorded_at', asked.knownAt)}
    group by 1 having sum(amount_minor) <> 0`.execute(db);
  return rows;
}
