-- Why: issued documents. The number is taken in the billing transaction; the snapshot is frozen with its hash;
-- an invoice doesn't know whether it is paid: receivables do.
create table invoice (
  id uuid primary key,
  entity_id uuid not null references legal_entity,
  series_year integer not null,
  series_number bigint not null,
  number text not null unique,
  proforma_id uuid not null references proforma,
  client_id uuid not null references client,
  payer_id uuid not null references payer,
  currency text not null,
  invoice_date date not null,
  due_date date not null,
  fees_minor bigint not null,
  disbursements_minor bigint not null,
  charges_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  entity_currency text not null,
  entity_rate numeric(20, 10) not null,
  entity_rate_source text not null,
  entity_total_minor bigint not null,
  snapshot text not null,
  snapshot_hash bytea not null check (octet_length(snapshot_hash) = 32),
  journal_id uuid not null references journal,
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (entity_id, series_year, series_number),
  check (total_minor = fees_minor + disbursements_minor + charges_minor + tax_minor)
);
create index invoice_client on invoice (client_id);
create index invoice_proforma on invoice (proforma_id);
create trigger invoice_append_only before update or delete on invoice for each row execute function forbid_change();

create table invoice_line (
  invoice_id uuid not null references invoice,
  line_no integer not null,
  card_id uuid not null references card,
  proforma_line_id uuid not null references proforma_line,
  kind text not null,
  matter_id uuid not null references matter,
  timekeeper_id uuid references timekeeper,
  share_ppm integer not null check (share_ppm between 1 and 1000000),
  seconds bigint not null,
  rate_e4 bigint,
  printed boolean not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null,
  bill_minor bigint not null,
  tax_code_id uuid not null references tax_code,
  narrative text not null,
  primary key (invoice_id, line_no)
);
create index invoice_line_card on invoice_line (card_id);
create trigger invoice_line_append_only before update or delete on invoice_line for each row execute function forbid_change();

create table invoice_tax (
  invoice_id uuid not null references invoice,
  tax_code_id uuid not null references tax_code,
  rate_ppm integer not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  entity_base_minor bigint not null,
  entity_tax_minor bigint not null,
  primary key (invoice_id, tax_code_id, rate_ppm)
);
create trigger invoice_tax_append_only before update or delete on invoice_tax for each row execute function forbid_change();

-- What a payer owes on an invoice; money in comes later and lowers what is open.
create table receivable (
  invoice_id uuid primary key references invoice,
  entity_id uuid not null references legal_entity,
  client_id uuid not null references client,
  payer_id uuid not null references payer,
  currency text not null,
  due_date date not null,
  amount_minor bigint not null,
  open_minor bigint not null,
  entity_open_minor bigint not null
);
create index receivable_client on receivable (client_id);

-- Sending, and its proof.
create table dispatch (
  id uuid primary key,
  invoice_id uuid not null references invoice,
  client_id uuid not null references client,
  channel text not null check (channel in ('e-mail', 'post', 'e-billing')),
  recipients text[] not null,
  subject text not null,
  message text not null,
  state text not null check (state in ('queued', 'sent', 'failed')),
  evidence jsonb,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz
);
create index dispatch_invoice on dispatch (invoice_id);

-- Mail that stays on this machine until an SMTP server is set: every message as it would have left.
create table outbox_message (
  id uuid primary key,
  subject_type text not null,
  subject_id uuid not null,
  client_id uuid,
  message_id text not null unique,
  sender text not null,
  recipients text[] not null,
  subject text not null,
  body text not null,
  source bytea not null,
  recorded_at timestamptz not null default clock_timestamp()
);
