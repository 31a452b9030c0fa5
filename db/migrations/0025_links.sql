-- Why: a proforma can be answered from outside by a link that opens this one proforma only, ends by itself and can be
-- revoked, and approved from a message up to an amount set for the person. What the link ends with is signed by the
-- server's key and is kept nowhere, so nobody who reads the database or the outbox can use it. No money here, so none of
-- it is in the views of sealed rows.
alter table letter alter column person_id drop not null;
alter table letter add column address text;
alter table letter add constraint letter_receiver check ((person_id is null) <> (address is null));

alter table person_limit drop constraint person_limit_kind_check;
alter table person_limit add constraint person_limit_kind_check
  check (kind in ('approve-total', 'approve-reduction', 'approve-by-mail', 'purge', 'write-off', 'refund'));

create table review_link (
  id uuid primary key,
  kind text not null check (kind in ('review', 'approve')),
  proforma_id uuid not null references proforma,
  -- who approves; an ad-hoc reviewer has a name and an address instead
  person_id uuid references person,
  guest_name text not null default '',
  guest_email text not null default '',
  -- the content that was mailed: an approval is for nothing else
  content_hash bytea check (octet_length(content_hash) = 32),
  ends_on date not null,
  made_by uuid not null references person,
  revoked_at timestamptz,
  used_at timestamptz,
  letter_id uuid not null references letter,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((kind = 'approve') = (person_id is not null)),
  check ((kind = 'approve') = (content_hash is not null)),
  check ((kind = 'review') = (guest_email <> ''))
);
create index review_link_proforma on review_link (proforma_id);

create table review_link_use (
  id uuid primary key,
  link_id uuid not null references review_link,
  what text not null check (what in ('opened', 'noted', 'completed', 'returned', 'approved', 'refused')),
  note text not null default '',
  address text,
  recorded_at timestamptz not null default clock_timestamp()
);
create index review_link_use_of on review_link_use (link_id);
create trigger review_link_use_append_only before update or delete on review_link_use for each row execute function forbid_change();

grant select, insert on review_link, review_link_use to engross_app;
grant update (revoked_at, used_at) on review_link to engross_app;
