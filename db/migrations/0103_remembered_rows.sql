-- Why: a row that later events may change can't be digested once, with the event that made it. So each change of such a row
-- is remembered with its digest, in the same transaction, by the database itself; what is remembered belongs to the first
-- event of its transaction and is sealed with it. A row of money, cards, proformas, rates or terms that is altered, deleted
-- or slipped in by whoever owns the database is thereby found, also where no sum depends on it.
--
-- A later migration that adds a column to such a table covers it again: select cover_rows('table'); select rebuild_row_now();
create table covered_relation (
  relation text primary key,
  key_said text not null,
  row_said text not null
);
create table row_change (
  id bigint generated always as identity primary key,
  relation text not null,
  key text not null,
  digest uuid, -- null: deleted
  transaction_id xid8 not null default pg_current_xact_id()
);
create index row_change_transaction on row_change (transaction_id);
create trigger row_change_append_only before update or delete on row_change for each row execute function forbid_change();

-- Remembers from now on each change of the rows of a table in all its columns, and the rows that are there. A row's key is
-- its primary key, or what is given.
create function cover_rows(covered regclass, key_given text default null) returns void language plpgsql as $cover$
declare
  named text := covered::text;
  key_said text;
  row_said text;
begin
  select coalesce(key_given, string_agg(format('r.%I::text', a.attname), ' || ''/'' || ' order by k.at)) into strict key_said
    from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, at) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = covered and i.indisprimary;
  -- Instants and bytes in a form that no setting of a connection changes.
  select format('md5(row(%s)::text)::uuid', string_agg(case format_type(a.atttypid, null) when 'timestamp with time zone' then format('extract(epoch from r.%I)', a.attname)
      when 'bytea' then format('md5(r.%I)', a.attname) else format('r.%I', a.attname) end, ', ' order by a.attnum)) into strict row_said
    from pg_attribute a where a.attrelid = covered and a.attnum > 0 and not a.attisdropped;
  insert into covered_relation values (named, key_said, row_said)
    on conflict (relation) do update set key_said = excluded.key_said, row_said = excluded.row_said;
  execute format($f$create or replace function %1$I() returns trigger language plpgsql as $body$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select %2$L, %3$s, null from gone r;
  else
    insert into row_change (relation, key, digest) select %2$L, %3$s, %4$s from fresh r;
  end if;
  return null;
end $body$$f$, 'remember_' || named, named, key_said, row_said);
  execute format('create or replace trigger remember_inserted after insert on %s referencing new table as fresh for each statement execute function %I()', named, 'remember_' || named);
  execute format('create or replace trigger remember_updated after update on %s referencing new table as fresh for each statement execute function %I()', named, 'remember_' || named);
  execute format('create or replace trigger remember_deleted after delete on %s referencing old table as gone for each statement execute function %I()', named, 'remember_' || named);
  execute format('insert into row_change (relation, key, digest) select %L, %s, %s from %s r', named, key_said, row_said, named);
end $cover$;

-- Every covered row as it is now, with its digest.
create function rebuild_row_now() returns void language plpgsql as $$
begin
  execute (select 'create or replace view row_now with (security_invoker) as '
      || string_agg(format('select %L as relation, %s as key, %s as digest from %s r', relation, key_said, row_said, relation), ' union all ' order by relation)
    from covered_relation);
end $$;

select cover_rows(relation::regclass) from unnest(array['card', 'card_hold', 'card_fee', 'rate_explanation', 'clause_charge', 'proforma', 'proforma_line',
  'proforma_matter', 'proforma_adjustment', 'proforma_edit', 'proforma_step', 'proforma_origin', 'proforma_proposal', 'information_proforma', 'information_line',
  'rate', 'rate_change', 'rate_change_line', 'exchange_rate', 'tax_code', 'tax_rule', 'matter_payer_set', 'matter_payer', 'legal_entity',
  'period', 'bank_account', 'person_limit', 'engagement', 'engagement_clause', 'engagement_matter', 'budget', 'estimate', 'own_fee', 'receivable', 'receipt',
  'refund', 'write_off', 'dispute', 'deposit', 'opening_balance', 'on_account', 'on_account_choice', 'invoice_audit', 'dispatch', 'outbox_message',
  'run_outcome', 'ageing_item', 'docket_outcome', 'fee_amount']) as relation;
select cover_rows('tax_rate', 'r.tax_code_id::text || ''/'' || lower(r.valid)::text');
select cover_rows('payer_tax', 'r.payer_id::text || ''/'' || r.entity_id::text || ''/'' || lower(r.valid)::text');
select rebuild_row_now();

create or replace view event_row with (security_invoker) as
 SELECT journal.event_id,
    'journal'::text AS kind,
    (journal.id)::text AS key,
    md5((ROW(journal.id, journal.kind, journal.entity_id, journal.period_id, journal.counts_on, journal.reverses_id, journal.memo, EXTRACT(epoch FROM journal.recorded_at)))::text) AS digest
   FROM journal
UNION ALL
 SELECT j.event_id,
    'journal_line'::text AS kind,
    ((l.journal_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.journal_id, l.line_no, l.entity_id, l.account, l.currency, l.amount, l.entity_amount, l.office_id, l.client_id, l.matter_id, l.payer_id, l.timekeeper_id, l.card_id, l.invoice_id))::text) AS digest
   FROM (journal_line l
     JOIN journal j ON ((j.id = l.journal_id)))
UNION ALL
 SELECT card_event.event_id,
    'card_event'::text AS kind,
    (card_event.id)::text AS key,
    md5((ROW(card_event.id, card_event.card_id, card_event.kind, card_event.matter_id, card_event.seconds, card_event.wip_minor, card_event.wip_entity_minor, card_event.counts_on, card_event.journal_id, card_event.reason, EXTRACT(epoch FROM card_event.recorded_at)))::text) AS digest
   FROM card_event
UNION ALL
 SELECT e.event_id,
    'card'::text AS kind,
    (k.id)::text AS key,
    md5((ROW(k.id, k.number, k.kind, k.cost_kind, k.entity_id, k.timekeeper_id, k.post_date, k.currency, k.worked_seconds, k.standard_rate_e4, k.standard_minor, k.work_minor, k.import_id, k.import_row))::text) AS digest
   FROM (card_event e
     JOIN card k ON ((k.id = e.card_id)))
  WHERE (e.kind = 'posted'::text)
UNION ALL
 SELECT invoice.event_id,
    'invoice'::text AS kind,
    (invoice.id)::text AS key,
    md5((ROW(invoice.id, invoice.entity_id, invoice.series_year, invoice.series_number, invoice.number, invoice.proforma_id, invoice.client_id, invoice.payer_id, invoice.currency, invoice.invoice_date, invoice.due_date, invoice.fees_minor, invoice.disbursements_minor, invoice.charges_minor, invoice.tax_minor, invoice.total_minor, invoice.entity_currency, invoice.entity_rate, invoice.entity_rate_source, invoice.entity_total_minor, invoice.snapshot_hash, invoice.journal_id))::text) AS digest
   FROM invoice
UNION ALL
 SELECT i.event_id,
    'invoice_line'::text AS kind,
    ((l.invoice_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.invoice_id, l.line_no, l.card_id, l.proforma_line_id, l.kind, l.matter_id, l.timekeeper_id, l.share_ppm, l.seconds, l.rate_e4, l.printed, l.wip_minor, l.wip_entity_minor, l.bill_minor, l.tax_code_id, l.narrative))::text) AS digest
   FROM (invoice i
     JOIN invoice_line l ON ((l.invoice_id = i.id)))
UNION ALL
 SELECT i.event_id,
    'invoice_tax'::text AS kind,
    ((((t.invoice_id || '/'::text) || t.tax_code_id) || '/'::text) || t.rate_ppm) AS key,
    md5((ROW(t.invoice_id, t.tax_code_id, t.rate_ppm, t.base_minor, t.tax_minor, t.entity_base_minor, t.entity_tax_minor))::text) AS digest
   FROM (invoice i
     JOIN invoice_tax t ON ((t.invoice_id = i.id)))
UNION ALL
 SELECT invoice_reversal.event_id,
    'invoice_reversal'::text AS kind,
    (invoice_reversal.invoice_id)::text AS key,
    md5((ROW(invoice_reversal.invoice_id, invoice_reversal.cancellation_id, invoice_reversal.counts_on, invoice_reversal.reason, invoice_reversal.journal_id))::text) AS digest
   FROM invoice_reversal
UNION ALL
 SELECT correction.event_id,
    'correction'::text AS kind,
    (correction.id)::text AS key,
    md5((ROW(correction.id, correction.document_type, correction.entity_id, correction.series_year, correction.series_number, correction.number, correction.receivable_id, correction.client_id, correction.payer_id, correction.currency, correction.document_date, correction.fees_minor, correction.disbursements_minor, correction.charges_minor, correction.tax_minor, correction.total_minor, correction.entity_total_minor, correction.restores_wip, correction.reason, correction.snapshot_hash, correction.journal_id))::text) AS digest
   FROM correction
UNION ALL
 SELECT c.event_id,
    'correction_line'::text AS kind,
    ((l.correction_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.correction_id, l.receivable_id, l.line_no, l.card_id, l.net_minor, l.tax_minor, l.seconds, l.wip_minor, l.wip_entity_minor))::text) AS digest
   FROM (correction c
     JOIN correction_line l ON ((l.correction_id = c.id)))
UNION ALL
 SELECT correction_reversal.event_id,
    'correction_reversal'::text AS kind,
    (correction_reversal.correction_id)::text AS key,
    md5((ROW(correction_reversal.correction_id, correction_reversal.counts_on, correction_reversal.reason, correction_reversal.journal_id))::text) AS digest
   FROM correction_reversal
UNION ALL
 SELECT receivable_movement.event_id,
    'receivable_movement'::text AS kind,
    (receivable_movement.id)::text AS key,
    md5((ROW(receivable_movement.id, receivable_movement.receivable_id, receivable_movement.kind, receivable_movement.amount_minor, receivable_movement.entity_minor, receivable_movement.counts_on, receivable_movement.journal_id, receivable_movement.source_id, receivable_movement.reason_kind, receivable_movement.reason, receivable_movement.reverses_id, EXTRACT(epoch FROM receivable_movement.recorded_at)))::text) AS digest
   FROM receivable_movement
UNION ALL
 SELECT m.event_id,
    'receivable_movement_line'::text AS kind,
    ((l.movement_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.movement_id, l.receivable_id, l.line_no, l.net_minor, l.tax_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN receivable_movement_line l ON ((l.movement_id = m.id)))
UNION ALL
 SELECT m.event_id,
    'receivable'::text AS kind,
    (r.id)::text AS key,
    md5((ROW(r.id, r.invoice_id, r.opening_id, r.number, r.invoice_date, r.entity_id, r.client_id, r.payer_id, r.matter_id, r.office_id, r.billing_timekeeper_id, r.originating_timekeeper_id, r.currency, r.due_date, r.amount_minor, r.entity_amount_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN receivable r ON ((r.id = m.receivable_id)))
  WHERE (m.kind = ANY (ARRAY['issued'::text, 'opening'::text]))
UNION ALL
 SELECT m.event_id,
    'receivable_line'::text AS kind,
    ((l.receivable_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.receivable_id, l.line_no, l.kind, l.matter_id, l.timekeeper_id, l.card_id, l.net_minor, l.tax_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN receivable_line l ON ((l.receivable_id = m.receivable_id)))
  WHERE (m.kind = ANY (ARRAY['issued'::text, 'opening'::text]))
UNION ALL
 SELECT receipt.event_id,
    'receipt'::text AS kind,
    (receipt.id)::text AS key,
    md5((ROW(receipt.id, receipt.number, receipt.entity_id, receipt.bank_account_id, receipt.deposit_id, receipt.opening_id, receipt.method, receipt.reference, receipt.received_on, receipt.currency, receipt.amount_minor, receipt.entity_minor, receipt.entity_rate_source))::text) AS digest
   FROM receipt
UNION ALL
 SELECT receipt_movement.event_id,
    'receipt_movement'::text AS kind,
    (receipt_movement.id)::text AS key,
    md5((ROW(receipt_movement.id, receipt_movement.receipt_id, receipt_movement.kind, receipt_movement.amount_minor, receipt_movement.entity_minor, receipt_movement.counts_on, receipt_movement.journal_id, receipt_movement.movement_id, receipt_movement.refund_id, receipt_movement.reason, receipt_movement.reverses_id, EXTRACT(epoch FROM receipt_movement.recorded_at)))::text) AS digest
   FROM receipt_movement
UNION ALL
 SELECT reapplication.event_id,
    'reapplication'::text AS kind,
    (reapplication.id)::text AS key,
    md5((ROW(reapplication.id, reapplication.receipt_id, reapplication.proforma_id, reapplication.payer_id, reapplication.currency, reapplication.amount_minor, reapplication.cash_minor))::text) AS digest
   FROM reapplication
UNION ALL
 SELECT refund.event_id,
    'refund'::text AS kind,
    (refund.id)::text AS key,
    md5((ROW(refund.id, refund.number, refund.receipt_id, refund.bank_account_id, refund.amount_minor, refund.reason, refund.requested_by))::text) AS digest
   FROM refund
UNION ALL
 SELECT write_off.event_id,
    'write_off'::text AS kind,
    (write_off.id)::text AS key,
    md5((ROW(write_off.id, write_off.number, write_off.receivable_id, write_off.amount_minor, write_off.reason_kind, write_off.reason, write_off.requested_by))::text) AS digest
   FROM write_off
UNION ALL
 SELECT dispute.event_id,
    'dispute'::text AS kind,
    (dispute.id)::text AS key,
    md5((ROW(dispute.id, dispute.receivable_id, dispute.amount_minor, dispute.reason, dispute.opened_on, dispute.opened_by))::text) AS digest
   FROM dispute
UNION ALL
 SELECT deposit.event_id,
    'deposit'::text AS kind,
    (deposit.id)::text AS key,
    md5((ROW(deposit.id, deposit.number, deposit.bank_account_id, deposit.day, deposit.reference, deposit.control_minor))::text) AS digest
   FROM deposit
UNION ALL
 SELECT opening_balance.event_id,
    'opening_balance'::text AS kind,
    (opening_balance.id)::text AS key,
    md5((ROW(opening_balance.id, opening_balance.entity_id, opening_balance.kind, opening_balance.cutover_day, opening_balance.file_name, opening_balance.file_hash, opening_balance.rows, opening_balance.control))::text) AS digest
   FROM opening_balance
UNION ALL
 SELECT document_link.event_id,
    'document_link'::text AS kind,
    (document_link.id)::text AS key,
    md5((ROW(document_link.id, document_link.document_hash, document_link.subject_type, document_link.subject_id, document_link.client_id, document_link.matter_id, document_link.kind, document_link.file_name, document_link.renderer))::text) AS digest
   FROM document_link
  WHERE (document_link.event_id IS NOT NULL)
UNION ALL
 SELECT m.event_id,
    'advanced_cost'::text AS kind,
    ((a.receivable_id || '/'::text) || a.line_no) AS key,
    md5((ROW(a.receivable_id, a.line_no, a.minor, a.entity_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN advanced_cost a ON ((a.receivable_id = m.receivable_id)))
  WHERE (m.kind = ANY (ARRAY['issued'::text, 'opening'::text]))
UNION ALL
 SELECT m.event_id,
    'advanced_cost_movement'::text AS kind,
    ((a.movement_id || '/'::text) || a.line_no) AS key,
    md5((ROW(a.movement_id, a.receivable_id, a.line_no, a.minor, a.entity_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN advanced_cost_movement a ON ((a.movement_id = m.id)))
UNION ALL
 SELECT i.event_id,
    'invoice_line_step'::text AS kind,
    ((((s.invoice_id || '/'::text) || s.line_no) || '/'::text) || s."position") AS key,
    md5((ROW(s.invoice_id, s.line_no, s."position", s.kind, s.label, s.reason, s.clause_id, s.before_minor, s.after_minor))::text) AS digest
   FROM (invoice i
     JOIN invoice_line_step s ON ((s.invoice_id = i.id)))
UNION ALL
 SELECT i.event_id,
    'on_account_invoice'::text AS kind,
    (o.invoice_id)::text AS key,
    md5((ROW(o.invoice_id, o.matter_id, o.whole_client, o.share_ppm, o.words, o.clause_id, i.on_account_minor))::text) AS digest
   FROM (invoice i
     JOIN on_account_invoice o ON ((o.invoice_id = i.id)))
UNION ALL
 SELECT m.event_id,
    'on_account_movement'::text AS kind,
    (x.movement_id)::text AS key,
    md5((ROW(x.movement_id, x.on_account_id, x.net_minor, x.tax_minor, x.entity_net_minor, x.entity_tax_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN on_account_movement x ON ((x.movement_id = m.id)))
UNION ALL
 SELECT i.event_id,
    'invoice_line_tax'::text AS kind,
    ((t.invoice_id || '/'::text) || t.line_no) AS key,
    md5((ROW(t.invoice_id, t.line_no, t.tax_rule_id, t.sentence, t.as_agent, t.withholding_ppm))::text) AS digest
   FROM (invoice i
     JOIN invoice_line_tax t ON ((t.invoice_id = i.id)))
  union all select e.event_id, 'row_change', c.id::text, md5((c.id, c.relation, c.key, c.digest)::text)
    from (select id as event_id, transaction_id from event e where not exists (select 1 from event o where o.transaction_id = e.transaction_id and o.id < e.id)) e
    join row_change c on c.transaction_id = e.transaction_id;

-- Rows that were there before are sealed with an event of this day. Its digest is over its canonical JSON, as of every event.
insert into event (id, name, subject_type, actor_id, via, command, facts, counts_on, digest)
  select id, 'rows remembered', 'books', actor, 'system', 'migration', jsonb_build_object('rows', rows), current_date,
    sha256(convert_to(format('{"actor_id":"%s","address":null,"client_id":null,"command":"migration","counts_on":"%s","detail_digest":null,"entity_id":null,'
      || '"facts":"{\"rows\":%s}","id":"%s","matter_id":null,"name":"rows remembered","on_behalf_of":null,"reason":null,"subject_id":null,'
      || '"subject_type":"books","via":"system"}', actor, to_char(current_date, 'YYYY-MM-DD'), rows, id), 'UTF8'))
  from (select gen_random_uuid() as id, '00000000-0000-7000-8000-000000000001'::uuid as actor, count(*) as rows from row_change having count(*) > 0) told;

grant select, insert on row_change to engross_app;
grant select on row_now, covered_relation to engross_app;
