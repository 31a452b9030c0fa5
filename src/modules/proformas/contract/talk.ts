import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id, nothing, words } from '../../../platform/shapes.ts';

export const listComments = query({
  noun: 'comments',
  verb: 'list',
  permission: 'see work',
  summary: 'Comments and internal notes on a proforma and its lines, oldest first.',
  input: z.strictObject({ proformaId: id }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        lineId: id.nullable(),
        cardNumber: z.string(),
        kind: z.enum(['comment', 'note']),
        words: z.string(),
        who: z.string(),
        recordedAt: z.string(),
        mentions: z.array(z.string()),
        /** one is mentioned in it and has not read it */
        unread: z.boolean(),
      }),
    ),
  }),
});

export const listMentionable = query({
  noun: 'comments',
  verb: 'people',
  permission: 'propose edits',
  summary: 'Who can be mentioned in a comment.',
  input: nothing,
  output: z.object({ rows: z.array(z.object({ id, name: z.string() })) }),
});

export const addComment = command({
  noun: 'comments',
  verb: 'add',
  permission: 'propose edits',
  summary: 'Comment on a proforma or a line, or note something for those who work on it; who is mentioned is told.',
  input: z.strictObject({
    proformaId: id,
    lineId: id.nullable().default(null),
    kind: z.enum(['comment', 'note']).default('comment'),
    words: words(5000),
    mentions: z.array(id).max(20).default([]),
  }),
  output: z.object({ id }),
});

export const readComments = command({
  noun: 'comments',
  verb: 'read',
  permission: 'propose edits',
  summary: 'Say that one read the comments on a proforma that mention one.',
  input: z.strictObject({ proformaId: id }),
  output: z.object({ read: z.number() }),
});
