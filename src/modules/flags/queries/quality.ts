import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';
import { CHECKLIST } from '../contract/quality.ts';
import { samplePolicy } from '../store/samples.ts';

export const listSamples = handleQuery(c.listSamples, async ({ db }, input) => {
  const policy = await samplePolicy(db);
  const { rows } = await sql<{
    proformaId: string;
    number: string;
    state: string;
    client: string;
    matter: string;
    why: string;
    picked_at: Date;
    outcome: 'waiting' | 'passed' | 'returned';
    checker: string | null;
    note: string;
  }>`
    select s.proforma_id as "proformaId", p.number::text, p.state, m.client_name as client, a.numbers as matter, s.why, s.picked_at, s.state as outcome,
      x.name as checker, s.note
    from sample s join proforma_head p on p.id = s.proforma_id join matter_brief m on m.id = p.matter_id join proforma_about a on a.proforma_id = p.id left join person_brief x on x.id = s.checker_id
    where (${input.waiting === true}::bool is false or (s.state <> 'passed' and p.state not in ('billed', 'closed', 'reversed')))
    order by s.state = 'passed', s.picked_at desc, s.proforma_id limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  return {
    policy: { sharePpm: policy.sharePpm, codes: [...policy.codes] },
    rows: rows.map(({ picked_at, checker, ...row }) => ({
      ...row,
      pickedAt: instant(picked_at),
      checker: checker ?? '',
    })),
  };
});

export const listAudits = handleQuery(c.listAudits, async ({ db }, input) => {
  const { rows: counts } = await sql<{ footed: number; different: number; unread: number; unfooted: number }>`
    select count(*)::int as footed, count(*) filter (where differences <> '{}')::int as different,
      count(*) filter (where sampled and outcome is null)::int as unread,
      (select count(*)::int from invoice_head i where not exists (select 1 from invoice_audit a where a.invoice_id = i.id)) as unfooted
    from invoice_audit`.execute(db);
  const { rows } = await sql<{
    invoiceId: string;
    number: string;
    client: string;
    invoiceDate: Day;
    currency: string;
    total_minor: bigint;
    differences: string[];
    sampled: boolean;
    outcome: 'clean' | 'minor' | 'wrong' | null;
    reader: string | null;
    note: string;
    read_at: Date | null;
  }>`
    select a.invoice_id as "invoiceId", i.number, c.name as client, i.invoice_date as "invoiceDate", i.currency, i.total_minor, a.differences, a.sampled,
      a.outcome, x.name as reader, a.note, a.read_at
    from invoice_audit a join invoice_head i on i.id = a.invoice_id join client_brief c on c.id = i.client_id left join person_brief x on x.id = a.reader_id
    where (${input.unread === true}::bool is false or (a.sampled and a.outcome is null)) and (${input.different === true}::bool is false or a.differences <> '{}')
    order by a.differences = '{}', i.invoice_date desc, i.number desc limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  return {
    ...(counts[0] ?? { footed: 0, different: 0, unread: 0, unfooted: 0 }),
    checklist: [...CHECKLIST],
    rows: rows.map(({ currency, total_minor, reader, read_at, ...row }) => ({
      ...row,
      total: wire(total_minor, currency),
      reader: reader ?? '',
      readAt: read_at === null ? null : instant(read_at),
    })),
  };
});
