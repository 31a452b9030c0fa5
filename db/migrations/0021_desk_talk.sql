-- Why: people work on a proforma together: they propose edits, see what changed since they last looked, comment, attach,
-- and see who is editing. Nothing here carries money: an accepted proposal is an edit like any other, so nothing is sealed by rows.
alter table proforma_edit add column proposed_by uuid;

-- An edit that somebody proposes: the operation with the lines as they were seen. It becomes an edit when it is accepted.
create table proforma_proposal (
  id uuid primary key,
  proforma_id uuid not null references proforma,
  operation jsonb not null,
  seen jsonb not null,
  sentence text not null,
  effect_minor bigint,
  proposer_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz,
  note text not null default '',
  edit_sequence integer,
  check ((state = 'open') = (decided_by is null))
);
create index proforma_proposal_of on proforma_proposal (proforma_id, state);

-- Which edits were in effect when somebody looked, now and the time before.
create table proforma_look (
  proforma_id uuid not null references proforma,
  person_id uuid not null,
  seen_at timestamptz not null,
  seen integer[] not null,
  before_at timestamptz,
  before integer[],
  primary key (proforma_id, person_id)
);

create table proforma_comment (
  id uuid primary key,
  proforma_id uuid not null references proforma,
  line_id uuid references proforma_line,
  -- a note is internal: it is for those who work on the proforma, never for whoever reviews it by a link
  kind text not null check (kind in ('comment', 'note')),
  words text not null check (words <> ''),
  author_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index proforma_comment_of on proforma_comment (proforma_id);
create trigger proforma_comment_append_only before update or delete on proforma_comment for each row execute function forbid_change();

create table comment_mention (
  comment_id uuid not null references proforma_comment,
  person_id uuid not null references person,
  read_at timestamptz,
  primary key (comment_id, person_id)
);
create index comment_mention_unread on comment_mention (person_id) where read_at is null;

create view mention_unread with (security_invoker) as
  select m.person_id, m.comment_id, c.proforma_id, p.number::text as number, c.words, c.author_id, c.recorded_at
  from comment_mention m join proforma_comment c on c.id = m.comment_id join proforma p on p.id = c.proforma_id where m.read_at is null;
create view mention_letter with (security_invoker) as
  select m.comment_id, m.person_id, e.email, e.name, c.proforma_id, p.number::text as number, p.client_id, c.words, a.name as author
  from comment_mention m join proforma_comment c on c.id = m.comment_id join proforma p on p.id = c.proforma_id
  join person e on e.id = m.person_id and e.active left join person a on a.id = c.author_id;

-- Who is editing; it ends by itself when it is not renewed.
create table proforma_lease (
  proforma_id uuid primary key references proforma,
  person_id uuid not null,
  taken_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  -- who had it before it was taken over, to be told
  taken_from uuid
);

-- Attachments: several documents of a kind on one subject; what is taken away stays on record.
alter table document_link drop constraint document_link_subject_type_subject_id_kind_key;
create unique index document_link_one_of_kind on document_link (subject_type, subject_id, kind) where kind not in ('attachment', 'receipt');
create index document_link_attached on document_link (subject_type, subject_id) where kind in ('attachment', 'receipt');
create table attachment_removed (
  link_id uuid primary key references document_link,
  removed_by uuid not null,
  reason text not null default '',
  recorded_at timestamptz not null default clock_timestamp()
);
create trigger attachment_removed_append_only before update or delete on attachment_removed for each row execute function forbid_change();
-- What is attached to a card or proforma and was not taken away: "is a receipt there?"
create view attached_document with (security_invoker) as
  select l.id, l.subject_type, l.subject_id, l.kind, l.file_name, l.document_hash, l.client_id, l.matter_id, l.event_id, l.recorded_at
  from document_link l where l.kind in ('attachment', 'receipt') and not exists (select 1 from attachment_removed r where r.link_id = l.id);

grant select, insert on proforma_proposal, proforma_look, proforma_comment, comment_mention, proforma_lease, attachment_removed to engross_app;
grant update (state, decided_by, decided_at, note, edit_sequence) on proforma_proposal to engross_app;
grant update on proforma_look, proforma_lease to engross_app;
grant delete on proforma_lease to engross_app;
grant update (read_at) on comment_mention to engross_app;
grant select on mention_unread, mention_letter, attached_document to engross_app;
