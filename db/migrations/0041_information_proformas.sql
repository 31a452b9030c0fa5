-- Why: what stands to be billed can be shown to a client or a partner without proposing it: a copy that is never billed, on
-- which a card may stand any number of times. It changes no card and carries no money of the books; what it says is frozen.
create table information_proforma (
  id uuid primary key,
  number bigint not null unique check (number > 0),
  -- copied from, as it stood then; null: made of the work itself
  proforma_id uuid references proforma,
  entity_id uuid not null references legal_entity,
  client_id uuid not null references client,
  currency text not null,
  through_day date not null,
  for_whom text not null,
  net_minor bigint not null,
  snapshot text not null,
  snapshot_hash bytea not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index information_proforma_client on information_proforma (client_id, recorded_at desc);
create table information_line (
  information_id uuid not null references information_proforma,
  card_id uuid not null references card,
  matter_id uuid not null references matter,
  bill_minor bigint not null,
  primary key (information_id, card_id)
);
create index information_line_card on information_line (card_id);
create index information_line_matter on information_line (matter_id);
create trigger information_proforma_append_only before update or delete on information_proforma for each row execute function forbid_change();
create trigger information_line_append_only before update or delete on information_line for each row execute function forbid_change();
create view card_for_information with (security_invoker) as
  select l.card_id, i.id as information_id, 'I-' || i.number as number, i.recorded_at
  from information_line l join information_proforma i on i.id = l.information_id;
grant select, insert on information_proforma, information_line to engross_app;
grant select on card_for_information to engross_app;
