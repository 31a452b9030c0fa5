import { sql } from 'kysely';
import { handleQuery, type Query } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as a from '../contract/attachments.ts';
import * as c from '../contract/talk.ts';

const comments = handleQuery(c.listComments, async ({ db, actor }, { proformaId }) => {
  const { rows } = await sql<{
    id: string;
    line_id: string | null;
    number: string | null;
    kind: 'comment' | 'note';
    words: string;
    who: string | null;
    recorded_at: Date;
    mentions: string[];
    unread: boolean;
  }>`select c.id, c.line_id, k.number::text as number, c.kind, c.words, p.name as who, c.recorded_at,
      coalesce((select array_agg(e.name order by e.name) from comment_mention m join person_brief e on e.id = m.person_id where m.comment_id = c.id), '{}') as mentions,
      exists (select 1 from comment_mention m where m.comment_id = c.id and m.person_id = ${actor.personId}::uuid and m.read_at is null) as unread
    from proforma_comment c left join person_brief p on p.id = c.author_id left join proforma_line l on l.id = c.line_id
      left join card_brief k on k.id = l.card_id
    -- what was said of a line goes where the line goes
    where c.proforma_id = ${proformaId}::uuid or l.proforma_id = ${proformaId}::uuid order by c.recorded_at limit 2000`.execute(
    db,
  );
  return {
    rows: rows.map((r) => ({
      id: r.id,
      lineId: r.line_id,
      cardNumber: r.number ?? '',
      kind: r.kind,
      words: r.words,
      who: r.who ?? '',
      recordedAt: instant(r.recorded_at),
      mentions: r.mentions,
      unread: r.unread,
    })),
  };
});

const people = handleQuery(c.listMentionable, async ({ db }) => {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from person_brief where active order by name limit 2000`.execute(db);
  return { rows };
});

const attachments = handleQuery(a.listAttachments, async ({ db }, { proformaId }) => {
  const { rows } = await sql<{
    id: string;
    kind: 'attachment' | 'receipt';
    file_name: string;
    media_type: string;
    size: bigint;
    line_id: string | null;
    number: string | null;
    recorded_at: Date;
  }>`select d.id, d.kind, d.file_name, o.media_type, o.size, l.id as line_id, k.number::text as number, d.recorded_at
    from attached_document d join document o on o.hash = d.document_hash
      left join proforma_line l on d.subject_type = 'card' and l.card_id = d.subject_id and l.proforma_id = ${proformaId}::uuid and (l.attached or l.billed)
      left join card_brief k on k.id = l.card_id
    where (d.subject_type = 'proforma' and d.subject_id = ${proformaId}::uuid) or l.id is not null
    order by k.number nulls first, d.recorded_at limit 2000`.execute(db);
  return {
    rows: rows.map((r) => ({
      id: r.id,
      kind: r.kind,
      fileName: r.file_name,
      mediaType: r.media_type,
      bytes: Number(r.size),
      lineId: r.line_id,
      cardNumber: r.number ?? '',
      recordedAt: instant(r.recorded_at),
    })),
  };
});

export const talkQueries: readonly Query[] = [comments, people, attachments];
