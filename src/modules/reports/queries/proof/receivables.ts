import { control, type SqlCheck } from './control.ts';

export const RECEIVABLES: readonly SqlCheck[] = [
  {
    name: 'each receivable owes the sum of its movements',
    examined: 'select count(*) from receivable',
    broken: `select 'receivable ' || coalesce(r.number, m.receivable_id::text) from receivable r full join
        (select receivable_id, sum(amount_minor) as minor, sum(entity_minor) as entity, count(*) filter (where kind in ('issued', 'opening')) as first
         from receivable_movement group by 1) m on m.receivable_id = r.id
      where r.id is null or coalesce(m.first, 0) <> 1 or r.open_minor <> m.minor or r.entity_open_minor <> m.entity or r.open_minor < 0
        or (r.open_minor = 0 and r.entity_open_minor <> 0)`,
  },
  {
    name: 'each receivable knows from which day to which it moved',
    examined: 'select count(*) from receivable',
    broken: `select 'receivable ' || r.number from receivable r left join
        (select receivable_id, min(counts_on) as first, max(counts_on) as last, max(recorded_at) as recorded from receivable_movement group by 1) m
        on m.receivable_id = r.id
      where r.first_moved_on is distinct from m.first or r.last_moved_on is distinct from m.last or r.last_recorded_at is null
        or r.last_recorded_at < m.recorded`,
  },
  {
    name: 'the lines of a receivable and of each movement sum to it',
    examined: 'select count(*) from receivable_movement',
    broken: `select 'receivable ' || r.number from receivable r left join
        (select receivable_id, sum(net_minor + tax_minor) as gross from receivable_line group by 1) l on l.receivable_id = r.id
        where coalesce(l.gross, 0) <> r.amount_minor
      union all select 'movement ' || coalesce(m.id, l.movement_id) from receivable_movement m full join
        (select movement_id, sum(net_minor + tax_minor) as gross from receivable_movement_line group by 1) l on l.movement_id = m.id
        where m.id is null or (m.kind in ('issued', 'opening') and l.gross is not null)
          or (m.kind not in ('issued', 'opening') and coalesce(l.gross, 0) <> m.amount_minor)`,
  },
  {
    name: 'no line of a receivable is paid beyond what it is',
    examined: 'select count(*) from receivable_line',
    broken: `select 'line ' || l.line_no || ' of ' || r.number from receivable_line l join receivable r on r.id = l.receivable_id left join
        (select receivable_id, line_no, sum(net_minor) as net, sum(tax_minor) as tax from receivable_movement_line group by 1, 2) m
        on m.receivable_id = l.receivable_id and m.line_no = l.line_no
      where l.net_minor + coalesce(m.net, 0) not between 0 and l.net_minor or l.tax_minor + coalesce(m.tax, 0) not between 0 and l.tax_minor
      union all select 'line ' || l.line_no || ' of receivable ' || l.receivable_id from receivable_line l left join receivable r on r.id = l.receivable_id where r.id is null`,
  },
  {
    name: 'open invoices equal the receivables control account',
    examined: 'select count(*) from receivable',
    broken: control(
      'receivables',
      `'1100', '1190'`,
      'select entity_id, currency, sum(open_minor) as minor, sum(entity_open_minor) as entity_minor from receivable group by 1, 2',
    ),
  },
  {
    name: 'each receipt has the sum of its movements unapplied',
    examined: 'select count(*) from receipt',
    broken: `select 'receipt ' || coalesce(r.number::text, m.receipt_id::text) from receipt r full join
        (select receipt_id, sum(amount_minor) as minor, sum(entity_minor) as entity, sum(amount_minor) filter (where kind in ('received', 'opening')) as came,
           count(*) filter (where kind in ('received', 'opening')) as first from receipt_movement group by 1) m on m.receipt_id = r.id
      where r.id is null or coalesce(m.first, 0) <> 1 or r.open_minor <> m.minor or r.entity_open_minor <> m.entity or m.came <> r.amount_minor
        or (r.open_minor = 0 and r.entity_open_minor <> 0)`,
  },
  {
    name: 'unapplied receipts equal the unapplied control account',
    examined: 'select count(*) from receipt',
    broken: control(
      'unapplied receipts',
      `'2300'`,
      'select entity_id, currency, -sum(open_minor) as minor, -sum(entity_open_minor) as entity_minor from receipt group by 1, 2',
    ),
  },
  {
    name: 'every allocation has both sides',
    examined: `select count(*) from receivable_movement where kind in ('allocated', 'allocated-reversed')`,
    broken: `select 'allocation ' || coalesce(v.id, c.movement_id) from (select * from receivable_movement where kind in ('allocated', 'allocated-reversed')) v
      full join (select * from receipt_movement where kind in ('allocated', 'allocated-reversed')) c on c.movement_id = v.id
      where v.id is null or c.id is null or c.journal_id <> v.journal_id or c.receipt_id <> v.source_id`,
  },
  {
    name: 'every reversal is the opposite of what it reverses',
    examined: `select (select count(*) from receivable_movement where reverses_id is not null) + (select count(*) from receipt_movement where reverses_id is not null)`,
    broken: `select 'movement ' || r.id from receivable_movement r left join receivable_movement m on m.id = r.reverses_id
        where r.kind like '%-reversed' and (m.id is null or r.amount_minor <> -m.amount_minor or r.entity_minor <> -m.entity_minor or r.receivable_id <> m.receivable_id)
      union all select 'movement ' || r.id from receipt_movement r left join receipt_movement m on m.id = r.reverses_id
        where r.kind like '%-reversed' and (m.id is null or r.amount_minor <> -m.amount_minor or r.entity_minor <> -m.entity_minor or r.receipt_id <> m.receipt_id)`,
  },
  {
    name: 'refunds and write-offs are in the books as their states say',
    examined: 'select (select count(*) from refund) + (select count(*) from write_off)',
    broken: `select 'refund ' || f.number from refund f left join (select refund_id, sum(amount_minor) as paid, count(*) as n from receipt_movement group by 1) m on m.refund_id = f.id
        where (f.state = 'paid' and coalesce(m.paid, 0) <> -f.amount_minor) or (f.state = 'reversed' and (m.n is distinct from 2 or m.paid <> 0))
          or (f.state in ('requested', 'rejected') and m.n is not null)
      union all select 'write-off ' || w.number from write_off w left join (select source_id, sum(amount_minor) as off, count(*) as n from receivable_movement
          where kind in ('written-off', 'written-off-reversed') group by 1) m on m.source_id = w.id
        where (w.state = 'posted' and coalesce(m.off, 0) <> -w.amount_minor) or (w.state = 'reversed' and (m.n is distinct from 2 or m.off <> 0))
          or (w.state in ('requested', 'rejected') and m.n is not null)
      union all select 'movement ' || m.id from receipt_movement m where m.kind like 'refunded%' and not exists (select 1 from refund f where f.id = m.refund_id)
      union all select 'movement ' || m.id from receivable_movement m where m.kind like 'written-off%' and not exists (select 1 from write_off w where w.id = m.source_id)`,
  },
  {
    name: 'opening balances equal the control totals they came with',
    examined: 'select count(*) from opening_balance',
    broken: `select 'opening balance ' || o.file_name from opening_balance o cross join lateral jsonb_each_text(o.control) c(currency, minor)
      where o.state = 'taken' and c.minor::int8 <> case o.kind
        when 'wip' then (select coalesce(sum(e.wip_minor), 0) from card k join card_event e on e.card_id = k.id and e.kind in ('posted', 'revalued') and e.event_id = o.event_id
          where k.opening_id = o.id and k.currency = c.currency)
        when 'invoices' then (select coalesce(sum(amount_minor), 0) from receivable r where r.opening_id = o.id and r.currency = c.currency)
        else (select coalesce(sum(amount_minor), 0) from receipt r where r.opening_id = o.id and r.currency = c.currency) end`,
  },
];
