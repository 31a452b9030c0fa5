-- Why: what everything else stands on. Two roles (the owner migrates, engross_app runs), the record of
-- events with its seal, answers to commands, frozen documents, search, settings.
-- The role engross_app is made by the migration runner, because making it may need another right than ours.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: correct it by a linked reversal', tg_table_name using errcode = 'EN001';
end $$;

-- What happened. One row per change; the audit record itself.
create table event (
  id uuid primary key,
  name text not null,
  subject_type text not null,
  subject_id uuid,
  entity_id uuid,
  client_id uuid,
  matter_id uuid,
  actor_id uuid not null,
  on_behalf_of uuid,
  via text not null check (via in ('web', 'api', 'cli', 'job', 'system')),
  address text,
  command text,
  reason text,
  facts jsonb not null default '{}',
  detail_digest bytea,
  counts_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id()
);
create index event_subject on event (subject_type, subject_id);
create index event_recorded on event (recorded_at);
create index event_unsealed on event (transaction_id, id);
create trigger event_append_only before update or delete on event for each row execute function forbid_change();

-- Personal payloads live apart, so that they can be erased while the chain of digests stays whole.
create table event_detail (
  event_id uuid primary key references event,
  salt bytea not null,
  detail jsonb not null
);

-- Gapless sequence and hash chain, given after commit in commit order by the sealer.
create table event_seal (
  sequence bigint primary key check (sequence > 0),
  event_id uuid not null unique references event,
  hash bytea not null check (octet_length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp()
);
create trigger event_seal_append_only before update or delete on event_seal for each row execute function forbid_change();

-- The answer a command gave to an idempotency key; keys are never forgotten.
create table command_answer (
  principal_id uuid not null,
  command text not null,
  key text not null check (length(key) between 1 and 200),
  input_hash bytea not null,
  answer text, -- as it was given, to the letter
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (principal_id, command, key)
);

-- Content-addressed bytes, and links from any subject to them.
create table document (
  hash bytea primary key check (octet_length(hash) = 32),
  media_type text not null,
  size bigint not null check (size >= 0),
  bytes bytea not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create trigger document_append_only before update or delete on document for each row execute function forbid_change();

create table document_link (
  id uuid primary key,
  document_hash bytea not null references document,
  subject_type text not null,
  subject_id uuid not null,
  client_id uuid,
  matter_id uuid,
  kind text not null,
  file_name text not null,
  renderer text,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (subject_type, subject_id, kind)
);
create trigger document_link_append_only before update or delete on document_link for each row execute function forbid_change();

-- Find anything from one box: one row of searchable text per object.
create table search_entry (
  subject_type text not null,
  subject_id uuid not null,
  client_id uuid,
  matter_id uuid,
  title text not null,
  subtitle text not null default '',
  words text not null,
  href text not null,
  primary key (subject_type, subject_id)
);
create index search_entry_words on search_entry using gin (words gin_trgm_ops);

-- Settings of the firm, and of persons (column layouts, saved views).
create table setting (
  owner_id uuid not null,
  key text not null,
  value jsonb not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (owner_id, key)
);
