-- Why: credit notes and cancellations leave like invoices, and what can't leave or can't be made says so where people look.
alter table dispatch alter column invoice_id drop not null;
alter table dispatch add column correction_id uuid references correction;
-- the failed sending that this one tries again
alter table dispatch add column retry_of uuid unique references dispatch;
alter table dispatch add constraint dispatch_subject check (num_nonnulls(invoice_id, correction_id) = 1);
create index dispatch_correction on dispatch (correction_id) where correction_id is not null;
create index dispatch_failed on dispatch (id) where state = 'failed';

-- A document that could not be made, until it is tried again.
create table document_failure (
  subject_type text not null check (subject_type in ('invoice', 'correction')),
  subject_id uuid not null,
  kind text not null check (kind in ('pdf', 'ledes')),
  client_id uuid not null references client,
  reason text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (subject_id, kind)
);

create or replace view invoice_dispatch with (security_invoker) as
  select d.id, d.invoice_id, d.channel, d.recipients, d.state, d.recorded_at, d.settled_at, o.id as outbox_id, d.evidence ->> 'messageId' as message_id,
    coalesce(d.evidence ->> 'reason', '') as problem
  from dispatch d left join outbox_message o on o.message_id = d.evidence ->> 'messageId' where d.invoice_id is not null;

create view correction_dispatch with (security_invoker) as
  select d.id, d.correction_id, d.channel, d.recipients, d.state, d.recorded_at, d.settled_at, o.id as outbox_id,
    coalesce(d.evidence ->> 'reason', '') as problem
  from dispatch d left join outbox_message o on o.message_id = d.evidence ->> 'messageId' where d.correction_id is not null;

create view correction_head with (security_invoker) as
  select c.id, c.document_type, c.number, c.entity_id, c.client_id, c.payer_id, c.currency, c.document_date, c.total_minor, c.receivable_id,
    r.invoice_id, r.number as invoice_number, exists (select 1 from correction_reversal v where v.correction_id = c.id) as reversed
  from correction c join receivable r on r.id = c.receivable_id;

-- What failed for good and wasn't tried again; a message of something reversed meanwhile has nothing left to do.
create view failed_sending with (security_invoker) as
  select 'message' as what, d.id as dispatch_id, case when d.invoice_id is null then 'correction' else 'invoice' end as subject_type,
    coalesce(d.invoice_id, d.correction_id) as subject_id, d.client_id, coalesce(d.evidence ->> 'reason', '') as reason, d.settled_at as failed_at
  from dispatch d where d.state = 'failed'
    and not exists (select 1 from dispatch o where (o.invoice_id = d.invoice_id or o.correction_id = d.correction_id) and (o.recorded_at, o.id) > (d.recorded_at, d.id))
    and not exists (select 1 from invoice_reversal v where v.invoice_id = d.invoice_id)
    and not exists (select 1 from correction_reversal v where v.correction_id = d.correction_id)
  union all
  select f.kind, null, f.subject_type, f.subject_id, f.client_id, f.reason, f.recorded_at from document_failure f;

grant select, insert, delete on document_failure to engross_app;
grant select on correction_dispatch, correction_head, failed_sending to engross_app;
