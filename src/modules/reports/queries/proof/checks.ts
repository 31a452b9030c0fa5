import { ADVANCES } from './advances.ts';
import { control, type SqlCheck } from './control.ts';
import { ON_ACCOUNT } from './on-account.ts';
import { RECEIVABLES } from './receivables.ts';

const JOURNALS: readonly SqlCheck[] = [
  {
    name: 'every journal balances in both currencies',
    examined: 'select count(*) from journal',
    broken: `select 'journal ' || j.id from journal j left join journal_line l on l.journal_id = j.id group by j.id, l.currency
      having count(l.*) = 0 or sum(l.amount) <> 0
      union all select 'journal ' || journal_id from journal_line group by journal_id, entity_id having sum(entity_amount) <> 0`,
  },
  {
    name: 'every journal lies in its period',
    examined: 'select count(*) from journal',
    broken: `select 'journal ' || j.id from journal j left join period p on p.id = j.period_id
      where p.id is null or p.entity_id <> j.entity_id or not p.days @> j.counts_on`,
  },
  {
    name: 'every journal line belongs to a journal of its entity',
    examined: 'select count(*) from journal_line',
    broken: `select 'line ' || l.line_no || ' of journal ' || l.journal_id from journal_line l left join journal j on j.id = l.journal_id
      where j.id is null or j.entity_id <> l.entity_id`,
  },
  {
    name: 'every reversing journal is the opposite of the one it reverses',
    examined: 'select count(*) from journal where reverses_id is not null',
    broken: `select 'journal ' || j.id from journal j join lateral (
        select account, currency, sum(amount) as amount, sum(entity_amount) as entity from (
          select account, currency, amount, entity_amount from journal_line where journal_id = j.id
          union all select account, currency, amount, entity_amount from journal_line where journal_id = j.reverses_id) x group by 1, 2) s on true
      where j.reverses_id is not null and (s.amount <> 0 or s.entity <> 0)`,
  },
];

/** Rows that events may change: the last that was remembered of each is what it must be. */
export const ROWS_AS_LEFT: SqlCheck = {
  name: 'each row is as its last change left it',
  examined: 'select count(*) from row_now',
  broken: `select coalesce(n.relation, c.relation) || ' ' || coalesce(n.key, c.key)
      from row_now n full join (select relation, key, digest from row_change where id in (select max(id) from row_change group by relation, key)) c
        on c.relation = n.relation and c.key = n.key
      where n.digest is distinct from c.digest`,
};
const ROWS: readonly SqlCheck[] = [
  ROWS_AS_LEFT,
  {
    name: 'each change of a row belongs to an event',
    examined: 'select count(*) from row_change',
    broken: `select c.relation || ' ' || c.key from row_change c where not exists (select 1 from event e where e.transaction_id = c.transaction_id)`,
  },
];

const CARDS: readonly SqlCheck[] = [
  {
    name: 'each card carries the sum of its events',
    examined: 'select count(*) from card',
    broken: `select 'card ' || coalesce(k.number::text, e.card_id::text) from card k full join
        (select card_id, sum(wip_minor) as wip, sum(wip_entity_minor) as entity, sum(seconds) as seconds, count(*) filter (where kind = 'posted') as posted
         from card_event group by 1) e on e.card_id = k.id
      where k.id is null or coalesce(e.posted, 0) <> 1 or k.wip_minor <> e.wip or k.wip_entity_minor <> e.entity or k.open_seconds <> e.seconds
        or (k.state <> 'open' and (k.wip_minor <> 0 or k.open_seconds <> 0))`,
  },
  {
    name: 'each card is in the state and on the matter that its last event left it',
    examined: 'select count(*) from card',
    broken: `select 'card ' || k.number from card k join lateral (
        select kind, matter_id from card_event e where e.card_id = k.id order by e.recorded_at desc, (e.kind = 'transferred-in') desc, e.id desc limit 1) l on true
      where l.matter_id <> k.matter_id or (k.state = 'purged') <> (l.kind = 'purged') or (k.state = 'taken-back') <> (l.kind = 'taken-back')
        or (k.state = 'billed' and l.kind <> 'relieved')`,
  },
  {
    name: 'open cards equal the WIP control account',
    examined: `select count(*) from card where state = 'open'`,
    broken: control(
      'WIP',
      `'1300'`,
      'select entity_id, currency, sum(wip_minor) as minor, sum(wip_entity_minor) as entity_minor from card group by 1, 2',
    ),
  },
  {
    name: 'what billing relieved equals the shares on its invoices, and what came back equals what was reversed or credited',
    examined: 'select count(*) from invoice_line',
    broken: `select 'card ' || k.number from (
        select card_id, sum(wip) as wip, sum(entity) as entity from (
          select l.card_id, l.wip_minor as wip, l.wip_entity_minor as entity from invoice_line l
          union all select l.card_id, -l.wip_minor, -l.wip_entity_minor from invoice_line l join invoice_reversal v on v.invoice_id = l.invoice_id
          union all select x.card_id, -x.wip_minor, -x.wip_entity_minor from correction_line x join correction c on c.id = x.correction_id
            where c.restores_wip and c.document_type = 'credit-note' and not exists (select 1 from correction_reversal v where v.correction_id = c.id)) a group by 1) b
      full join (select card_id, sum(wip_minor) as wip, sum(wip_entity_minor) as entity from card_event where kind in ('relieved', 'restored') group by 1) e
        on e.card_id = b.card_id
      join card k on k.id = coalesce(b.card_id, e.card_id)
      where coalesce(b.wip, 0) <> -coalesce(e.wip, 0) or coalesce(b.entity, 0) <> -coalesce(e.entity, 0)`,
  },
];

const PROFORMAS: readonly SqlCheck[] = [
  {
    name: 'each line of an open proforma is of one of its matters, and each matter has one open place',
    examined: 'select count(*) from proforma_line where attached',
    broken: `select 'card ' || k.number || ' on proforma ' || p.number from proforma_line l join card k on k.id = l.card_id join proforma p on p.id = l.proforma_id
      where l.attached and not exists (select 1 from proforma_matter x where x.proforma_id = l.proforma_id and x.matter_id = k.matter_id)
      union all select 'proforma ' || p.number from proforma_matter x join proforma p on p.id = x.proforma_id
      where x.open <> (p.state not in ('billed', 'closed', 'reversed') and not p.unbilled)`,
  },
];

const INVOICES: readonly SqlCheck[] = [
  {
    name: 'every invoice foots: lines, tax, total, receivable',
    examined: 'select count(*) from invoice',
    broken: `select 'invoice ' || i.number from invoice i
      left join (select invoice_id, sum(bill_minor) as bill from invoice_line group by 1) l on l.invoice_id = i.id
      left join (select invoice_id, sum(tax_minor) as tax, sum(base_minor) as base from invoice_tax group by 1) t on t.invoice_id = i.id
      left join receivable r on r.invoice_id = i.id
      where coalesce(l.bill, 0) + i.on_account_minor + coalesce(t.tax, 0) <> i.total_minor or coalesce(t.tax, 0) <> i.tax_minor or coalesce(t.base, 0) <> i.total_minor - i.tax_minor
        or r.amount_minor is distinct from i.total_minor or r.entity_amount_minor <> i.entity_total_minor`,
  },
  {
    name: 'each row of tax is what its lines come to, at its rate, rounded once, and in the entity’s currency what the document says',
    examined: 'select count(*) from invoice_tax',
    // Whichever rounding was the entity's then: half up and half even both lie within half a minor unit.
    broken: `select 'tax ' || x.code || ' of invoice ' || i.number from (
        select l.invoice_id, l.tax_code_id, sum(l.bill_minor) as base, sum(r.tax_minor) as tax from invoice_line l
        left join receivable_line r on r.receivable_id = l.invoice_id and r.line_no = l.line_no group by 1, 2) l
      full join invoice_tax t on t.invoice_id = l.invoice_id and t.tax_code_id = l.tax_code_id
      join invoice i on i.id = coalesce(l.invoice_id, t.invoice_id) join tax_code x on x.id = coalesce(l.tax_code_id, t.tax_code_id)
      where exists (select 1 from invoice_line o where o.invoice_id = i.id)
          and (coalesce(l.base, 0) is distinct from t.base_minor or coalesce(l.tax, 0) is distinct from t.tax_minor)
        or abs(t.tax_minor * 1000000::numeric - t.base_minor::numeric * t.rate_ppm) > 500000
      union all select 'tax in the entity’s currency of invoice ' || i.number from invoice i
        join (select invoice_id, sum(entity_base_minor + entity_tax_minor) as gross from invoice_tax group by 1) t on t.invoice_id = i.id
        where abs(t.gross - i.entity_total_minor) > 1`,
  },
  {
    name: 'the steps of each billed line lead to what it bills',
    examined: 'select count(*) from invoice_line_step',
    broken: `select 'step ' || s.position || ' of line ' || s.line_no || ' of invoice ' || coalesce(i.number, s.invoice_id::text)
      from (select *, lead(before_minor) over w as next, row_number() over w as n from invoice_line_step window w as (partition by invoice_id, line_no order by position)) s
        left join invoice_line l on l.invoice_id = s.invoice_id and l.line_no = s.line_no left join invoice i on i.id = s.invoice_id
      where l.invoice_id is null or s.position <> s.n or s.after_minor <> coalesce(s.next, l.bill_minor)`,
  },
  {
    name: 'every line of an invoice belongs to it',
    examined:
      'select (select count(*) from invoice_line) + (select count(*) from invoice_tax) + (select count(*) from invoice_line_tax)',
    broken: `select 'line ' || l.line_no || ' of invoice ' || l.invoice_id from invoice_line l left join invoice i on i.id = l.invoice_id where i.id is null
      union all select 'tax of invoice ' || t.invoice_id from invoice_tax t left join invoice i on i.id = t.invoice_id where i.id is null
      union all select 'tax of line ' || t.line_no || ' of invoice ' || t.invoice_id from invoice_line_tax t
        left join invoice_line l on l.invoice_id = t.invoice_id and l.line_no = t.line_no left join tax_rule u on u.id = t.tax_rule_id
        where l.invoice_id is null or (t.tax_rule_id is not null and u.tax_code_id is distinct from l.tax_code_id)`,
  },
  {
    name: 'document numbers are gapless per series',
    examined: 'select (select count(*) from invoice) + (select count(*) from correction)',
    broken: `select 'series ' || coalesce(s.prefix, d.type || ' of ' || d.year) from number_series s full join (
        select entity_id, 'invoice' as type, series_year as year, count(*) as n, max(series_number) as top from invoice group by 1, 3
        union all select entity_id, document_type, series_year, count(*), max(series_number) from correction group by 1, 2, 3) d
      on d.entity_id = s.entity_id and d.type = s.document_type and d.year = s.year
      where coalesce(d.n, 0) <> coalesce(s.next, 1) - 1 or coalesce(d.top, 0) <> coalesce(s.next, 1) - 1`,
  },
  {
    name: 'every credit note and cancellation foots, and took off what it says',
    examined: 'select count(*) from correction',
    broken: `select c.document_type || ' ' || c.number from correction c
      left join (select correction_id, sum(net_minor + tax_minor) as gross, sum(tax_minor) as tax from correction_line group by 1) l on l.correction_id = c.id
      left join receivable_movement m on m.source_id = c.id and m.kind = 'credited'
      left join invoice_reversal v on v.cancellation_id = c.id
      where coalesce(l.gross, 0) <> c.total_minor or coalesce(l.tax, 0) <> c.tax_minor
        or (c.document_type = 'credit-note' and (m.amount_minor is distinct from -c.total_minor or m.entity_minor is distinct from -c.entity_total_minor))
        or (c.document_type = 'cancellation' and v.invoice_id is null)
      union all select 'line of correction ' || l.correction_id from correction_line l left join correction c on c.id = l.correction_id where c.id is null`,
  },
  {
    name: 'what is reversed is reversed everywhere',
    examined: 'select (select count(*) from invoice_reversal) + (select count(*) from correction_reversal)',
    broken: `select 'invoice ' || coalesce(i.number, v.invoice_id::text) from invoice_reversal v
        full join (select receivable_id from receivable_movement where kind = 'unbilled') m on m.receivable_id = v.invoice_id
        left join invoice i on i.id = coalesce(v.invoice_id, m.receivable_id) where v.invoice_id is null or m.receivable_id is null
      union all select 'correction ' || coalesce(v.correction_id, m.source_id) from correction_reversal v
        full join (select source_id from receivable_movement where kind = 'credited-reversed') m on m.source_id = v.correction_id
        where v.correction_id is null or m.source_id is null`,
  },
];

const RECORD: readonly SqlCheck[] = [
  {
    name: 'each document’s hash matches its bytes, and a subject refers to it (uploads may wait)',
    examined: 'select count(*) from document',
    broken: `select 'document ' || encode(hash, 'hex') from document d where sha256(bytes) <> hash or size <> length(bytes)
      or (media_type <> 'application/octet-stream' and not exists (select 1 from document_link l where l.document_hash = d.hash))`,
  },
  {
    name: 'each document link has its document, its subject and its record',
    examined: 'select count(*) from document_link',
    broken: `select 'document link ' || l.id from document_link l where not exists (select 1 from document d where d.hash = l.document_hash)
      or (l.event_id is not null and not exists (select 1 from event e where e.id = l.event_id and e.name = 'document kept'))
      or not case l.subject_type when 'invoice' then exists (select 1 from invoice i where i.id = l.subject_id)
        when 'correction' then exists (select 1 from correction c where c.id = l.subject_id)
        when 'card_import' then exists (select 1 from card_import c where c.id = l.subject_id) else true end`,
  },
  {
    name: 'every document that was kept is still linked',
    examined: `select count(*) from event where name = 'document kept'`,
    broken: `select 'document of ' || e.subject_type || ' ' || e.subject_id from event e where e.name = 'document kept'
      and not exists (select 1 from document_link l where l.event_id = e.id)`,
  },
  {
    name: 'every row of the books cites an event',
    examined: 'select count(*) from event_row',
    broken: `select r.kind || ' ' || r.key from event_row r left join event e on e.id = r.event_id where e.id is null`,
  },
  {
    name: 'each event has the personal detail it was recorded with',
    examined: 'select count(*) from event_detail',
    broken: `select 'event ' || coalesce(e.id, d.event_id) from event_detail d full join (select * from event where detail_digest is not null) e on e.id = d.event_id
      where e.id is null or d.event_id is null`,
  },
];

export const CHECKS: readonly SqlCheck[] = [
  ...JOURNALS,
  ...ROWS,
  ...CARDS,
  ...PROFORMAS,
  ...INVOICES,
  ...RECEIVABLES,
  ...ADVANCES,
  ...ON_ACCOUNT,
  ...RECORD,
];
