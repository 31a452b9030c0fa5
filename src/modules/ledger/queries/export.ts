import { sql } from 'kysely';
import { handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';
import type { Book, BookJournal, BookLine } from '../export/book.ts';
import { csvText } from '../export/csv.ts';
import { hledgerText } from '../export/hledger.ts';
import { iifText } from '../export/iif.ts';

const FORMATS = {
  csv: { ending: 'csv', mediaType: 'text/csv; charset=utf-8', text: csvText },
  iif: { ending: 'iif', mediaType: 'text/plain; charset=utf-8', text: iifText },
  hledger: { ending: 'journal', mediaType: 'text/plain; charset=utf-8', text: hledgerText },
} as const;

export const exportLedger = handleQuery(c.exportLedger, async ({ db }, input) => {
  const { ending, mediaType, text } = FORMATS[input.format];
  const book = await bookOf(db, input);
  return {
    fileName: `${book.entity} ${input.from} to ${input.to}.${ending}`,
    mediaType,
    journals: book.journals.length,
    text: text(book),
  };
});

async function bookOf(db: Reading['db'], span: { entity: string; from: string; to: string }): Promise<Book> {
  const entity = await db
    .selectFrom('legal_entity')
    .select(['id', 'code', 'name', 'currency'])
    .where('code', '=', span.entity)
    .executeTakeFirst();
  if (!entity) throw new NotFound(`There is no legal entity ${span.entity}; see Setup, Entities for the codes.`);
  const { rows } = await sql<Row>`
    select j.id, j.kind, j.counts_on::text as on, j.recorded_at, j.memo, coalesce(j.reverses_id::text, '') as reverses, l.line_no, l.account, a.name as account_name,
      a.kind as account_kind, l.currency, l.amount, l.entity_amount, coalesce(c.number, '') as client, coalesce(c.name, '') as client_name,
      coalesce(m.number, '') as matter, coalesce(p.name, '') as payer, coalesce(t.initials, '') as timekeeper, coalesce(i.number, '') as invoice
    from journal j join journal_line l on l.journal_id = j.id join account a on a.code = l.account
    left join client_brief c on c.id = l.client_id left join matter_brief m on m.id = l.matter_id left join payer_brief p on p.id = l.payer_id
    left join timekeeper_brief t on t.id = l.timekeeper_id left join invoice_head i on i.id = l.invoice_id
    where j.entity_id = ${entity.id} and j.counts_on between ${span.from}::date and ${span.to}::date
    order by j.counts_on, j.recorded_at, j.id, l.line_no`.execute(db);
  return {
    entity: entity.code,
    entityName: entity.name,
    currency: entity.currency,
    from: span.from,
    to: span.to,
    journals: journalsIn(rows),
  };
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly on: string;
  readonly recorded_at: Date;
  readonly memo: string;
  readonly reverses: string;
  readonly line_no: number;
  readonly account: string;
  readonly account_name: string;
  readonly account_kind: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly entity_amount: bigint;
  readonly client: string;
  readonly client_name: string;
  readonly matter: string;
  readonly payer: string;
  readonly timekeeper: string;
  readonly invoice: string;
}

function journalsIn(rows: readonly Row[]): BookJournal[] {
  return [...Map.groupBy(rows, (r) => r.id).values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : {
          id: first.id,
          kind: first.kind,
          on: first.on,
          recordedAt: instant(first.recorded_at),
          memo: first.memo,
          reverses: first.reverses,
          lines: [first, ...rest].map((r): BookLine => ({
            lineNo: r.line_no,
            account: r.account,
            accountName: r.account_name,
            accountKind: r.account_kind,
            currency: r.currency,
            amount: r.amount,
            entityAmount: r.entity_amount,
            client: r.client,
            clientName: r.client_name,
            matter: r.matter,
            payer: r.payer,
            timekeeper: r.timekeeper,
            invoice: r.invoice,
          })),
        },
  );
}
