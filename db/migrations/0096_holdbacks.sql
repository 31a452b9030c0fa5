-- Why: a clause may hold a part of each bill back, to be billed when what it waits for has come. What is held back counts
-- where clauses count, with the bill that held it; the charge that releases it counts no second time.
alter table engagement_clause drop constraint engagement_clause_kind_check, add constraint engagement_clause_kind_check
  check (kind in ('blended', 'fixed', 'subscription', 'discount', 'volume', 'minimum', 'collar', 'cap', 'holdback', 'success', 'retainer', 'other'));
alter table clause_charge drop constraint clause_charge_kind_check, add constraint clause_charge_kind_check
  check (kind in ('subscription', 'success', 'holdback'));
create unique index clause_charge_card on clause_charge (card_id);

-- Cards that nobody recorded, with the kind of clause that charged them.
create view charged_by_clause with (security_invoker) as
  select card_id, kind, line_id, matter_id from clause_charge where taken_back_at is null;

drop view billed_on_matter;
-- What is billed by matter, kind and task code, invoice by invoice: without what was reversed, less what was credited, before
-- tax, and without what releases a holdback.
create view billed_on_matter with (security_invoker) as
  select i.id as invoice_id, i.proforma_id, l.matter_id, m.client_id, l.kind, p.task_code, i.currency, i.invoice_date,
    sum(l.bill_minor - coalesce(x.net, 0))::int8 as net_minor
  from invoice i join invoice_line l on l.invoice_id = i.id join matter m on m.id = l.matter_id
    join proforma_line p on p.id = l.proforma_line_id
    left join lateral (select sum(c.net_minor) as net from correction_line c where c.receivable_id = l.invoice_id and c.line_no = l.line_no
      and not exists (select 1 from correction_reversal v where v.correction_id = c.correction_id)) x on true
  where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id)
    and not exists (select 1 from clause_charge b where b.card_id = l.card_id and b.kind = 'holdback')
  group by i.id, l.matter_id, m.client_id, l.kind, p.task_code;

-- What clauses held back of each line that is billed, to all its payers together. A credit takes its part of it along, rounded
-- half up: who credits half of a line gives up half of what was held back of it.
create view held_back with (security_invoker) as
  select line_id, clause_id, proforma_id, proforma_line_id, client_id, matter_id, kind, task_code, currency, invoice_date,
    (held - case when billed = 0 then 0 else round(held::numeric * credited / billed) end)::int8 as held_minor
  from (
    select c.line_id, c.id as clause_id, i.proforma_id, l.proforma_line_id, m.client_id, l.matter_id, l.kind, p.task_code, i.currency, i.invoice_date,
      -- each payer's line tells the step of the whole
      max(s.before_minor - s.after_minor) as held, sum(l.bill_minor) as billed, sum(coalesce(x.net, 0)) as credited
    from invoice_line_step s join engagement_clause c on c.id = s.clause_id and c.kind = 'holdback'
      join invoice_line l on l.invoice_id = s.invoice_id and l.line_no = s.line_no join invoice i on i.id = l.invoice_id
      join matter m on m.id = l.matter_id join proforma_line p on p.id = l.proforma_line_id
      left join lateral (select sum(k.net_minor) as net from correction_line k where k.receivable_id = l.invoice_id and k.line_no = l.line_no
        and not exists (select 1 from correction_reversal v where v.correction_id = k.correction_id)) x on true
    where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id)
    group by c.line_id, c.id, i.proforma_id, l.proforma_line_id, m.client_id, l.matter_id, l.kind, p.task_code, i.currency, i.invoice_date) h;
grant select on billed_on_matter, held_back, charged_by_clause to engross_app;
