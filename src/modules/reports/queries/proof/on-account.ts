import { control, type SqlCheck } from './control.ts';

/** 2400 is what is billed on account, or on the modified-cash basis paid on account, and not taken up yet. */
export const ON_ACCOUNT: readonly SqlCheck[] = [
  {
    name: 'each amount on account is the sum of its movements and not below zero',
    examined: 'select count(*) from on_account',
    broken: `select 'on account of ' || coalesce(r.number, a.receivable_id::text, m.on_account_id::text) from on_account a full join
        (select on_account_id, sum(net_minor) as net, sum(tax_minor) as tax, sum(entity_net_minor) as entity_net, sum(entity_tax_minor) as entity_tax
         from on_account_movement group by 1) m on m.on_account_id = a.receivable_id left join receivable r on r.id = a.receivable_id
      where a.receivable_id is null or a.net_minor <> coalesce(m.net, 0) or a.tax_minor <> coalesce(m.tax, 0) or a.entity_net_minor <> coalesce(m.entity_net, 0)
        or a.entity_tax_minor <> coalesce(m.entity_tax, 0) or a.net_minor < 0 or a.tax_minor < 0 or (a.net_minor = 0 and a.entity_net_minor <> 0)
        or (a.tax_minor = 0 and a.entity_tax_minor <> 0)`,
  },
  {
    name: 'amounts on account equal their account',
    examined: 'select count(*) from on_account',
    broken: control(
      'billed on account',
      `'2400'`,
      `select r.entity_id, r.currency, -sum(a.net_minor) as minor, -sum(a.entity_net_minor) as entity_minor from on_account a
        join receivable r on r.id = a.receivable_id group by 1, 2`,
    ),
  },
  {
    name: 'each movement on account is in its journal, and each journal of the account has its movement',
    examined: `select (select count(*) from on_account_movement) + (select count(distinct journal_id) from journal_line where account = '2400')`,
    broken: `select 'journal ' || coalesce(j.journal_id, m.journal_id) from
        (select journal_id, invoice_id, -sum(amount) as net, -sum(entity_amount) as entity from journal_line where account = '2400' group by 1, 2) j
      full join (select m.journal_id, x.on_account_id, sum(x.net_minor) as net, sum(x.entity_net_minor) as entity from on_account_movement x
          join receivable_movement m on m.id = x.movement_id group by 1, 2) m on m.journal_id = j.journal_id and m.on_account_id = j.invoice_id
      where coalesce(j.net, 0) <> coalesce(m.net, 0) or coalesce(j.entity, 0) <> coalesce(m.entity, 0)`,
  },
  {
    name: 'an invoice on account has one line, which is what it billed, and its balance',
    examined: 'select count(*) from on_account_invoice',
    broken: `select 'invoice ' || coalesce(i.number, o.invoice_id::text, a.receivable_id::text) from on_account_invoice o
        full join (select * from invoice where proforma_id is null) i on i.id = o.invoice_id full join on_account a on a.receivable_id = coalesce(i.id, o.invoice_id)
        left join (select receivable_id, count(*) as n, sum(net_minor) as net, sum(tax_minor) as tax, bool_and(kind = 'on-account') as alone
          from receivable_line group by 1) l on l.receivable_id = i.id
      where i.id is null or o.invoice_id is null or a.receivable_id is null or l.n is distinct from 1 or not l.alone or l.net <> i.on_account_minor
        or l.tax <> i.tax_minor
      union all select 'line ' || l.line_no || ' of receivable ' || l.receivable_id from receivable_line l
        where l.kind = 'on-account' and not exists (select 1 from on_account_invoice o where o.invoice_id = l.receivable_id)`,
  },
  {
    name: 'no more is taken up or credited than was billed on account',
    examined: 'select count(*) from on_account_invoice',
    broken: `select 'invoice ' || i.number from on_account_invoice o join invoice i on i.id = o.invoice_id
      left join (select on_account_id, -sum(x.net_minor) as net, -sum(x.tax_minor) as tax from on_account_movement x join receivable_movement m on m.id = x.movement_id
        where m.kind in ('applied', 'applied-reversed') group by 1) u on u.on_account_id = i.id
      left join (select x.receivable_id, -sum(x.net_minor) as net, -sum(x.tax_minor) as tax from receivable_movement_line x join receivable_movement m on m.id = x.movement_id
        where m.kind in ('credited', 'credited-reversed', 'unbilled') group by 1) w on w.receivable_id = i.id
      where coalesce(u.net, 0) + coalesce(w.net, 0) not between 0 and i.on_account_minor or coalesce(u.tax, 0) + coalesce(w.tax, 0) not between 0 and i.tax_minor
        or coalesce(u.net, 0) < 0`,
  },
  {
    name: 'what an invoice took up has both sides, is of its payer and was on account by then',
    examined: `select count(*) from receivable_movement where kind in ('applied', 'applied-reversed')`,
    broken: `select 'movement ' || coalesce(m.id, x.movement_id) from (select * from receivable_movement where kind in ('applied', 'applied-reversed')) m
        left join on_account_movement x on x.movement_id = m.id left join receivable r on r.id = m.receivable_id left join receivable a on a.id = x.on_account_id
      where x.movement_id is null or m.amount_minor <> x.net_minor + x.tax_minor or m.source_id is distinct from x.on_account_id or a.payer_id <> r.payer_id
        or a.currency <> r.currency or a.entity_id <> r.entity_id or a.invoice_date > m.counts_on or (m.kind = 'applied') <> (m.amount_minor < 0)`,
  },
  {
    name: 'each invoice says what it took up when it was billed',
    examined: `select count(*) from invoice where snapshot like '%"lessOnAccount"%'`,
    broken: `select 'invoice ' || i.number from invoice i left join lateral (
        select sum((l ->> 'net')::int8) as net, sum((l ->> 'tax')::int8) as tax from jsonb_array_elements(i.snapshot::jsonb -> 'lessOnAccount') l) s on true
      left join (select m.receivable_id, m.event_id, -sum(x.net_minor) as net, -sum(x.tax_minor) as tax from receivable_movement m
        join on_account_movement x on x.movement_id = m.id where m.kind = 'applied' group by 1, 2) m on m.receivable_id = i.id and m.event_id = i.event_id
      where (s.net is not null or m.net is not null) and (s.net is distinct from m.net or s.tax is distinct from m.tax)`,
  },
];
