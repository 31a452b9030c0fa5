-- Why: the seal covers not only what an event says but the rows it wrote, so that a row altered, deleted or slipped in
-- by whoever owns the database is found and named. Columns that may change by later events are left out here; what they
-- must be follows from sums. A later migration that adds a column leaves this view as it is and adds another kind.
create index card_event_event on card_event (event_id);
create index invoice_event on invoice (event_id);
create index correction_event on correction (event_id);
alter table document_link add column event_id uuid references event deferrable initially deferred;
create index document_link_event on document_link (event_id);
alter table event add column digest bytea check (octet_length(digest) = 32);
alter table event_seal add column rows jsonb;

-- How far the chain has come; a seal cut off at the end is missed here.
create table event_seal_head (
  single boolean primary key default true check (single),
  sequence bigint not null,
  hash bytea not null
);
insert into event_seal_head (sequence, hash) select sequence, hash from event_seal order by sequence desc limit 1;

create view event_row with (security_invoker) as
  select event_id, 'journal' as kind, id::text as key, md5((id, kind, entity_id, period_id, counts_on, reverses_id, memo, extract(epoch from recorded_at))::text) as digest
    from journal
  union all select j.event_id, 'journal_line', l.journal_id || '/' || l.line_no, md5((l.journal_id, l.line_no, l.entity_id, l.account, l.currency, l.amount,
      l.entity_amount, l.office_id, l.client_id, l.matter_id, l.payer_id, l.timekeeper_id, l.card_id, l.invoice_id)::text)
    from journal_line l join journal j on j.id = l.journal_id
  union all select event_id, 'card_event', id::text, md5((id, card_id, kind, matter_id, seconds, wip_minor, wip_entity_minor, counts_on, journal_id, reason,
      extract(epoch from recorded_at))::text)
    from card_event
  union all select e.event_id, 'card', k.id::text, md5((k.id, k.number, k.kind, k.cost_kind, k.entity_id, k.timekeeper_id, k.post_date, k.currency, k.worked_seconds,
      k.standard_rate_e4, k.standard_minor, k.work_minor, k.import_id, k.import_row)::text)
    from card_event e join card k on k.id = e.card_id where e.kind = 'posted'
  union all select event_id, 'invoice', id::text, md5((id, entity_id, series_year, series_number, number, proforma_id, client_id, payer_id, currency, invoice_date,
      due_date, fees_minor, disbursements_minor, charges_minor, tax_minor, total_minor, entity_currency, entity_rate, entity_rate_source, entity_total_minor,
      snapshot_hash, journal_id)::text)
    from invoice
  union all select i.event_id, 'invoice_line', l.invoice_id || '/' || l.line_no, md5((l.invoice_id, l.line_no, l.card_id, l.proforma_line_id, l.kind, l.matter_id,
      l.timekeeper_id, l.share_ppm, l.seconds, l.rate_e4, l.printed, l.wip_minor, l.wip_entity_minor, l.bill_minor, l.tax_code_id, l.narrative)::text)
    from invoice i join invoice_line l on l.invoice_id = i.id
  union all select i.event_id, 'invoice_tax', t.invoice_id || '/' || t.tax_code_id || '/' || t.rate_ppm, md5((t.invoice_id, t.tax_code_id, t.rate_ppm, t.base_minor,
      t.tax_minor, t.entity_base_minor, t.entity_tax_minor)::text)
    from invoice i join invoice_tax t on t.invoice_id = i.id
  union all select event_id, 'invoice_reversal', invoice_id::text, md5((invoice_id, cancellation_id, counts_on, reason, journal_id)::text) from invoice_reversal
  union all select event_id, 'correction', id::text, md5((id, document_type, entity_id, series_year, series_number, number, receivable_id, client_id, payer_id,
      currency, document_date, fees_minor, disbursements_minor, charges_minor, tax_minor, total_minor, entity_total_minor, restores_wip, reason, snapshot_hash,
      journal_id)::text)
    from correction
  union all select c.event_id, 'correction_line', l.correction_id || '/' || l.line_no, md5((l.correction_id, l.receivable_id, l.line_no, l.card_id, l.net_minor,
      l.tax_minor, l.seconds, l.wip_minor, l.wip_entity_minor)::text)
    from correction c join correction_line l on l.correction_id = c.id
  union all select event_id, 'correction_reversal', correction_id::text, md5((correction_id, counts_on, reason, journal_id)::text) from correction_reversal
  union all select event_id, 'receivable_movement', id::text, md5((id, receivable_id, kind, amount_minor, entity_minor, counts_on, journal_id, source_id, reason_kind,
      reason, reverses_id, extract(epoch from recorded_at))::text)
    from receivable_movement
  union all select m.event_id, 'receivable_movement_line', l.movement_id || '/' || l.line_no, md5((l.movement_id, l.receivable_id, l.line_no, l.net_minor, l.tax_minor)::text)
    from receivable_movement m join receivable_movement_line l on l.movement_id = m.id
  union all select m.event_id, 'receivable', r.id::text, md5((r.id, r.invoice_id, r.opening_id, r.number, r.invoice_date, r.entity_id, r.client_id, r.payer_id, r.matter_id,
      r.office_id, r.billing_timekeeper_id, r.originating_timekeeper_id, r.currency, r.due_date, r.amount_minor, r.entity_amount_minor)::text)
    from receivable_movement m join receivable r on r.id = m.receivable_id where m.kind in ('issued', 'opening')
  union all select m.event_id, 'receivable_line', l.receivable_id || '/' || l.line_no, md5((l.receivable_id, l.line_no, l.kind, l.matter_id, l.timekeeper_id, l.card_id,
      l.net_minor, l.tax_minor)::text)
    from receivable_movement m join receivable_line l on l.receivable_id = m.receivable_id where m.kind in ('issued', 'opening')
  union all select event_id, 'receipt', id::text, md5((id, number, entity_id, bank_account_id, deposit_id, opening_id, method, reference, received_on, currency,
      amount_minor, entity_minor, entity_rate_source)::text)
    from receipt
  union all select event_id, 'receipt_movement', id::text, md5((id, receipt_id, kind, amount_minor, entity_minor, counts_on, journal_id, movement_id, refund_id, reason,
      reverses_id, extract(epoch from recorded_at))::text)
    from receipt_movement
  union all select event_id, 'reapplication', id::text, md5((id, receipt_id, proforma_id, payer_id, currency, amount_minor, cash_minor)::text) from reapplication
  union all select event_id, 'refund', id::text, md5((id, number, receipt_id, bank_account_id, amount_minor, reason, requested_by)::text) from refund
  union all select event_id, 'write_off', id::text, md5((id, number, receivable_id, amount_minor, reason_kind, reason, requested_by)::text) from write_off
  union all select event_id, 'dispute', id::text, md5((id, receivable_id, amount_minor, reason, opened_on, opened_by)::text) from dispute
  union all select event_id, 'deposit', id::text, md5((id, number, bank_account_id, day, reference, control_minor)::text) from deposit
  union all select event_id, 'opening_balance', id::text, md5((id, entity_id, kind, cutover_day, file_name, file_hash, rows, control)::text) from opening_balance
  union all select event_id, 'document_link', id::text, md5((id, document_hash, subject_type, subject_id, client_id, matter_id, kind, file_name, renderer)::text)
    from document_link where event_id is not null;
grant select on event_row to engross_app;
grant select, insert, update on event_seal_head to engross_app;
