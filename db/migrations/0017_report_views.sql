-- Why: reports read other modules through views alone: what is owed and its movements, what happened to cards, and the
-- documents issued. The indexes answer for a day in the past without reading every payment of the firm.
create view receivable_head with (security_invoker) as
  select id, invoice_id, opening_id, number, invoice_date, due_date, entity_id, client_id, payer_id, matter_id, billing_timekeeper_id, currency,
    amount_minor, open_minor, entity_open_minor
  from receivable;
create view receivable_step with (security_invoker) as
  select id, receivable_id, kind, amount_minor, entity_minor, counts_on, recorded_at, journal_id, source_id, reason, reverses_id from receivable_movement;
create view receivable_step_line with (security_invoker) as
  select l.receivable_id, l.line_no, l.net_minor, l.tax_minor, m.kind, m.counts_on
  from receivable_movement_line l join receivable_movement m on m.id = l.movement_id;
create view dispute_span with (security_invoker) as
  select receivable_id, amount_minor, opened_on, closed_on, recorded_at, reason from dispute;
create view receipt_step with (security_invoker) as
  select m.id, m.receipt_id, r.number, r.reference, r.entity_id, r.client_id, r.payer_id, r.currency, m.kind, m.amount_minor, m.entity_minor, m.counts_on,
    m.recorded_at
  from receipt_movement m join receipt r on r.id = m.receipt_id;
create view card_step with (security_invoker) as
  select e.id, e.card_id, e.kind, e.matter_id, k.entity_id, k.currency, e.seconds, e.wip_minor, e.wip_entity_minor, e.counts_on, e.recorded_at
  from card_event e join card k on k.id = e.card_id;

-- Every document that bears a number, with the tax as it says it; what takes off is below zero. What is reversed without
-- a document of its own stands here too, so that the register comes to what the books have.
create view issued_document with (security_invoker) as
  select i.id, 'invoice' as kind, i.number, i.id as invoice_id, i.entity_id, i.client_id, i.payer_id, p.matter_id, i.currency, i.invoice_date as document_date,
    i.fees_minor, i.disbursements_minor, i.charges_minor, i.tax_minor, i.total_minor, i.entity_total_minor, 1 as sign, i.snapshot
  from invoice i join proforma p on p.id = i.proforma_id
  union all select c.id, c.document_type, c.number, r.invoice_id, c.entity_id, c.client_id, c.payer_id, r.matter_id, c.currency, c.document_date,
    -c.fees_minor, -c.disbursements_minor, -c.charges_minor, -c.tax_minor, -c.total_minor, -c.entity_total_minor, -1, c.snapshot
  from correction c join receivable r on r.id = c.receivable_id
  union all select i.id, 'reversal', i.number, i.id, i.entity_id, i.client_id, i.payer_id, p.matter_id, i.currency, v.counts_on,
    -i.fees_minor, -i.disbursements_minor, -i.charges_minor, -i.tax_minor, -i.total_minor, -i.entity_total_minor, -1, i.snapshot
  from invoice_reversal v join invoice i on i.id = v.invoice_id join proforma p on p.id = i.proforma_id where v.cancellation_id is null
  union all select c.id, c.document_type || '-reversal', c.number, r.invoice_id, c.entity_id, c.client_id, c.payer_id, r.matter_id, c.currency, v.counts_on,
    c.fees_minor, c.disbursements_minor, c.charges_minor, c.tax_minor, c.total_minor, c.entity_total_minor, 1, c.snapshot
  from correction_reversal v join correction c on c.id = v.correction_id join receivable r on r.id = c.receivable_id;

-- What each card came to on the invoices that stand: the payer's share of its standard and work value, and what was billed.
create view billed_line with (security_invoker) as
  select l.invoice_id, l.line_no, l.kind, l.card_id, l.matter_id, l.timekeeper_id, i.number, i.entity_id, i.client_id, i.payer_id, i.currency, i.invoice_date,
    l.seconds, l.share_ppm, k.standard_minor, k.work_minor, l.bill_minor
  from invoice_line l join invoice i on i.id = l.invoice_id join card k on k.id = l.card_id
  where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id);

create index receivable_movement_day on receivable_movement (counts_on);
create index receivable_movement_recorded on receivable_movement (recorded_at);
create index card_event_day on card_event (counts_on);
create index invoice_day on invoice (entity_id, invoice_date);
create index journal_line_of_account on journal_line (account, entity_id, currency) include (journal_id, amount, entity_amount);

grant select on receivable_head, receivable_step, receivable_step_line, dispute_span, receipt_step, card_step, issued_document, billed_line to engross_app;
