-- Why: what a module lets others join: read views under the reader's own rights (walls will hide rows here too).
create view matter_brief with (security_invoker) as
  select m.id, m.number, m.name, m.title, m.client_id, c.number as client_number, c.name as client_name, m.family_id, m.entity_id, m.currency,
    m.application_number, m.jurisdiction, m.client_reference, m.billing_timekeeper_id, m.closed_to_billing
  from matter m join client c on c.id = m.client_id;

create view matter_place with (security_invoker) as select id, entity_id, office_id, client_id from matter;

create view client_brief with (security_invoker) as select id, number, name, country, client_group, language, ebilling from client;

create view timekeeper_brief with (security_invoker) as select id, number, name, initials, title, classification, office_id, active from timekeeper;

create view card_brief with (security_invoker) as
  select k.id, k.number, k.kind, k.cost_kind, k.entity_id, k.client_id, k.matter_id, k.timekeeper_id, k.work_date, k.narrative, k.task_code,
    k.activity_code, k.expense_code, k.currency, k.worked_seconds, k.billable_seconds, k.agreed_rate_e4, k.standard_minor, k.work_minor, k.open_seconds,
    k.wip_minor, k.wip_entity_minor, k.state, k.recorded_at, h.reason as hold_reason, h.until_day as hold_until
  from card k left join card_hold h on h.card_id = k.id and h.released_at is null;

create view person_brief with (security_invoker) as select id, name, active from person;

create view proforma_invoice with (security_invoker) as select proforma_id, id as invoice_id, number from invoice;

create view payer_brief with (security_invoker) as select id, client_id, name, email, country, terms_days from payer;

create view proforma_head with (security_invoker) as
  select id, number, state, state_since, entity_id, client_id, matter_id, currency, through_day, billing_timekeeper_id, deferred_until, version from proforma;

create view invoice_head with (security_invoker) as
  select id, number, entity_id, client_id, payer_id, proforma_id, currency, invoice_date, due_date, fees_minor, total_minor, tax_minor from invoice;

create view invoice_dispatch with (security_invoker) as
  select d.id, d.invoice_id, d.channel, d.recipients, d.state, d.recorded_at, d.settled_at, o.id as outbox_id, d.evidence ->> 'messageId' as message_id
  from dispatch d left join outbox_message o on o.message_id = d.evidence ->> 'messageId';

create view open_wip with (security_invoker) as
  select k.id as card_id, k.entity_id, k.client_id, k.matter_id, k.timekeeper_id, k.kind, k.cost_kind, k.work_date, k.currency, k.wip_minor,
    k.wip_entity_minor, k.open_seconds
  from card k where k.state = 'open';

create view open_receivable with (security_invoker) as
  select r.invoice_id, r.entity_id, r.client_id, r.payer_id, r.currency, r.due_date, r.open_minor from receivable r where r.open_minor <> 0;

-- Where a card is, published by proformas and invoices.
create view card_on_proforma with (security_invoker) as
  select l.card_id, l.id as proforma_line_id, l.proforma_id, p.number::text as number, p.state, l.excluded
  from proforma_line l join proforma p on p.id = l.proforma_id where l.attached;

create view card_on_invoice with (security_invoker) as
  select l.card_id, l.invoice_id, i.number from invoice_line l join invoice i on i.id = l.invoice_id;

grant select on payer_brief, proforma_head, invoice_head, invoice_dispatch, person_brief, proforma_invoice, client_brief, timekeeper_brief, card_brief, matter_brief, matter_place, open_wip, open_receivable, card_on_proforma, card_on_invoice to engross_app;

-- Holds whose day has come: released in one statement, by whoever starts the run.
create function release_due_holds(today date, by_person uuid) returns integer language sql as $$
  with due as (update card_hold set released_at = clock_timestamp(), released_by = by_person
    where released_at is null and until_day <= today returning 1)
  select count(*)::int from due
$$;

-- What billing does to a proforma's own rows, offered by proformas to invoices.
create function close_billed_proforma(which uuid, billed_lines uuid[]) returns void language sql as $$
  update proforma_line set attached = false, billed = (id = any (billed_lines)) where proforma_id = which;
  update proforma set state = 'billed', state_since = clock_timestamp(), state_note = '', version = version + 1 where id = which;
$$;

-- What a proforma's counted lines bill before adjustments; for overviews only: the desk computes the exact figures.
create view proforma_value with (security_invoker) as
  select l.proforma_id, case when l.no_charge then 0 else l.bill_minor end as bill_minor
  from proforma_line l where l.attached and not l.excluded and not exists (select 1 from card_hold h where h.card_id = l.card_id and h.released_at is null);
grant select on proforma_value to engross_app;

-- Lines whose card is excluded and leaves WIP otherwise, offered by proformas to cards.
create function detach_excluded_lines(cards uuid[]) returns void language sql as $$
  update proforma_line set attached = false, version = version + 1 where card_id = any (cards) and attached and excluded;
$$;
