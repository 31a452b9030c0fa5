-- Why: a document that went by post, by hand or through a payer's portal was sent too, on a day, with its own proof; a mark
-- set by mistake is taken back. Unbilling asks whether the payer has the document, however it came.
alter table dispatch add column sent_on date;
alter table dispatch drop constraint dispatch_channel_check;
alter table dispatch add constraint dispatch_channel_check check (channel in ('e-mail', 'post', 'by hand', 'e-billing'));
alter table dispatch drop constraint dispatch_state_check;
alter table dispatch add constraint dispatch_state_check check (state in ('queued', 'sent', 'failed', 'taken-back'));
alter table dispatch add constraint dispatch_otherwise check ((sent_on is not null) = (channel <> 'e-mail') and (state <> 'taken-back' or channel <> 'e-mail'));

create or replace view invoice_dispatch with (security_invoker) as
  select d.id, d.invoice_id, d.channel, d.recipients, d.state, d.recorded_at, d.settled_at, o.id as outbox_id, d.evidence ->> 'messageId' as message_id,
    coalesce(d.evidence ->> 'reason', '') as problem, d.sent_on, coalesce(d.evidence ->> 'note', '') as note, d.state in ('queued', 'sent') as stands
  from dispatch d left join outbox_message o on o.message_id = d.evidence ->> 'messageId' where d.invoice_id is not null;

create or replace view correction_dispatch with (security_invoker) as
  select d.id, d.correction_id, d.channel, d.recipients, d.state, d.recorded_at, d.settled_at, o.id as outbox_id,
    coalesce(d.evidence ->> 'reason', '') as problem, d.sent_on, coalesce(d.evidence ->> 'note', '') as note, d.state in ('queued', 'sent') as stands
  from dispatch d left join outbox_message o on o.message_id = d.evidence ->> 'messageId' where d.correction_id is not null;

create or replace view failed_sending with (security_invoker) as
  select 'message' as what, d.id as dispatch_id, case when d.invoice_id is null then 'correction' else 'invoice' end as subject_type,
    coalesce(d.invoice_id, d.correction_id) as subject_id, d.client_id, coalesce(d.evidence ->> 'reason', '') as reason, d.settled_at as failed_at
  from dispatch d where d.state = 'failed'
    and not exists (select 1 from dispatch o where (o.invoice_id = d.invoice_id or o.correction_id = d.correction_id)
      and (o.recorded_at, o.id) > (d.recorded_at, d.id) and o.state <> 'taken-back')
    and not exists (select 1 from invoice_reversal v where v.invoice_id = d.invoice_id)
    and not exists (select 1 from correction_reversal v where v.correction_id = d.correction_id)
  union all
  select f.kind, null, f.subject_type, f.subject_id, f.client_id, f.reason, f.recorded_at from document_failure f;
