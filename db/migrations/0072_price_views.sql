-- Why: why an amount is what it is goes over the rows of many modules; each publishes what is needed of its own.
create view engagement_record with (security_invoker) as select * from engagement;
create view clause_record with (security_invoker) as select * from engagement_clause;
create view card_rate_sentence with (security_invoker) as
  select k.id as card_id, x.explanation ->> 'sentence' as sentence from card k join rate_explanation x on x.hash = k.rate_explanation_hash;
create view proforma_line_place with (security_invoker) as
  select l.id, l.card_id, l.attached, l.proforma_id, p.number from proforma_line l join proforma p on p.id = l.proforma_id;
create view proforma_came_from with (security_invoker) as select proforma_id, from_id from proforma_origin;
-- What edits in effect made of each line.
create view proforma_line_edit with (security_invoker) as
  select e.proforma_id, c ->> 'lineId' as line_id, e.changes ->> 'sentence' as sentence, e.reason, e.actor_id, e.recorded_at, c as change
  from proforma_edit e cross join lateral jsonb_array_elements(e.changes -> 'lines') c where e.undone_at is null and not e.superseded;
create view invoice_line_priced with (security_invoker) as
  select l.invoice_id, l.line_no, l.card_id, l.proforma_line_id, l.share_ppm, l.bill_minor, l.wip_minor, i.number, i.currency, i.recorded_at,
    v.invoice_id is not null as reversed, x.code as tax_code, t.rate_ppm, r.tax_minor
  from invoice_line l join invoice i on i.id = l.invoice_id join invoice_tax t on t.invoice_id = i.id join tax_code x on x.id = t.tax_code_id
    left join invoice_reversal v on v.invoice_id = i.id left join receivable_line r on r.receivable_id = l.invoice_id and r.line_no = l.line_no;
create view invoice_line_step_record with (security_invoker) as select * from invoice_line_step;
grant select on engagement_record, clause_record, card_rate_sentence, proforma_line_place, proforma_came_from, proforma_line_edit, invoice_line_priced,
  invoice_line_step_record to engross_app;
