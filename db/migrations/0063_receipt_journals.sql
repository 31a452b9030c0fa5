-- Why: taking open balances back reverses the journal by which a receipt came in, so the steps of receipts name theirs.
create or replace view receipt_step with (security_invoker) as
  select m.id, m.receipt_id, r.number, r.reference, r.entity_id, r.client_id, r.payer_id, r.currency, m.kind, m.amount_minor, m.entity_minor, m.counts_on,
    m.recorded_at, m.journal_id
  from receipt_movement m join receipt r on r.id = m.receipt_id;
