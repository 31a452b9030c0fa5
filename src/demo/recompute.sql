-- What a month comes to, from its rows alone: nothing here is shared with the program that made them.
with
  cards as (
    select k.*, case when k.kind = 'time' then round(k.billable_seconds * k.agreed_rate_e4 / (3600::numeric * 10000)) else k.work_minor end as value
    from card k where k.state <> 'taken-back'),
  lines as (
    select p.id as proforma, p.state, p.currency, l.id, k.kind,
      case when l.no_charge then 0 else l.bill_minor end as bill
    from proforma_line l join proforma p on p.id = l.proforma_id join card k on k.id = l.card_id
    where not l.excluded and (l.attached or l.billed)),
  adjusted as (
    select n.proforma, n.state, n.currency,
      n.net + coalesce((select sum(coalesce(a.amount_minor, sign(n.net * a.percent_ppm) * floor(abs(n.net * a.percent_ppm / 1000000.0) + 0.5)))
                        from proforma_adjustment a where a.proforma_id = n.proforma and a.active), 0) as net
    from (select proforma, state, currency, sum(bill)::numeric as net from lines group by 1, 2, 3) n),
  taxed as (
    select i.id, i.currency, sum(l.bill_minor) as net, floor(sum(l.bill_minor) * r.rate_ppm / 1000000.0 + 0.5) as tax
    from invoice i join invoice_line l on l.invoice_id = i.id
    join payer_tax t on t.payer_id = i.payer_id and t.entity_id = i.entity_id and t.valid @> i.invoice_date
    join tax_rate r on r.tax_code_id = t.tax_code_id and r.valid @> i.invoice_date
    group by i.id, i.currency, r.rate_ppm)
select 'import' as step, currency, sum(value)::int8::text as minor from cards group by currency
union all
select 'run', k.currency, sum(k.value)::int8::text from cards k
  where exists (select 1 from proforma_line l where l.card_id = k.id) group by k.currency
union all
select 'edits', currency, sum(net)::int8::text from adjusted group by currency
union all
select 'billing', currency, sum(net + tax)::int8::text from taxed group by currency
union all
select 'billed lines', currency, sum(net)::int8::text from taxed group by currency
union all
select 'approved lines', currency, sum(net)::int8::text from adjusted where state = 'billed' group by currency
union all
select 'receivables control', currency, sum(amount)::int8::text from journal_line where account in ('1100', '1190') group by currency
order by 1, 2;
