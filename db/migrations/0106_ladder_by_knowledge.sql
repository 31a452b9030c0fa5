-- Why: the realisation ladder of a past day has the invoices that stood then, also those reversed since, and only the money
-- that was recorded by the instant asked for.
create view billed_line_ever with (security_invoker) as
  select l.invoice_id, l.line_no, l.kind, l.card_id, l.matter_id, l.timekeeper_id, i.entity_id, i.currency, i.invoice_date, l.seconds, l.share_ppm,
    k.standard_minor, k.work_minor, l.bill_minor, i.recorded_at, v.counts_on as reversed_on, v.recorded_at as reversal_recorded_at
  from invoice_line l join invoice i on i.id = l.invoice_id join card k on k.id = l.card_id left join invoice_reversal v on v.invoice_id = i.id;
grant select on billed_line_ever to engross_app;
create or replace view receivable_step_line with (security_invoker) as
  select l.receivable_id, l.line_no, l.net_minor, l.tax_minor, m.kind, m.counts_on, m.recorded_at
  from receivable_movement_line l join receivable_movement m on m.id = l.movement_id;
