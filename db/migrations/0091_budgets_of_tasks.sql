-- Why: a budget may be of a phase or a task only: then work and bills with its task codes count against it, and nothing else.
alter table budget add column task_codes text[] not null default '{}';

create or replace view open_wip with (security_invoker) as
  select k.id as card_id, k.entity_id, k.client_id, k.matter_id, k.timekeeper_id, k.kind, k.cost_kind, k.work_date, k.currency, k.wip_minor,
    k.wip_entity_minor, k.open_seconds, k.task_code
  from card k where k.state = 'open';
create or replace view billed_line with (security_invoker) as
  select l.invoice_id, l.line_no, l.kind, l.card_id, l.matter_id, l.timekeeper_id, i.number, i.entity_id, i.client_id, i.payer_id, i.currency, i.invoice_date,
    l.seconds, l.share_ppm, k.standard_minor, k.work_minor, l.bill_minor, p.task_code
  from invoice_line l join invoice i on i.id = l.invoice_id join card k on k.id = l.card_id join proforma_line p on p.id = l.proforma_line_id
  where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id);
create or replace view credited_line with (security_invoker) as
  select r.invoice_id, coalesce(l.matter_id, r.matter_id) as matter_id, l.kind, r.currency, m.counts_on, x.net_minor, p.task_code
  from receivable_movement_line x join receivable_movement m on m.id = x.movement_id join receivable r on r.id = m.receivable_id
    join receivable_line l on l.receivable_id = x.receivable_id and l.line_no = x.line_no
    left join invoice_line i on i.invoice_id = r.invoice_id and i.line_no = x.line_no
    left join proforma_line p on p.id = i.proforma_line_id
  where m.kind in ('credited', 'credited-reversed') and r.invoice_id is not null;
