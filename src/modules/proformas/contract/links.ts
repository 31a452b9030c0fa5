import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, money, words } from '../../../platform/shapes.ts';

export const inviteReviewer = command({
  noun: 'review-links',
  verb: 'invite',
  permission: 'edit proformas',
  summary: 'Let somebody from outside see one proforma by a link: to note, return or mark complete, until a day.',
  input: z.strictObject({ id, name: words(100), email: z.email(), endsOn: day, message: maybeWords(1000) }),
  output: z.object({ linkId: id }),
});

export const mailApproval = command({
  noun: 'review-links',
  verb: 'mail-approval',
  permission: 'edit proformas',
  summary:
    'Mail somebody a link that approves this proforma as it is now, once, up to what they may approve from a message.',
  input: z.strictObject({ id, personId: id }),
  output: z.object({ linkId: id, endsOn: day }),
});

export const revokeLink = command({
  noun: 'review-links',
  verb: 'revoke',
  permission: 'edit proformas',
  summary: 'Withdraw a link at once.',
  input: z.strictObject({ linkId: id }),
  output: z.object({ linkId: id }),
});

export const listLinks = query({
  noun: 'review-links',
  verb: 'list',
  permission: 'see work',
  summary: 'The links of a proforma and every use of them.',
  input: z.strictObject({ id }),
  output: z.object({
    rows: z.array(
      z.object({
        linkId: id,
        kind: z.enum(['review', 'approve']),
        who: z.string(),
        email: z.string(),
        madeBy: z.string(),
        endsOn: day,
        standing: z.enum(['live', 'used', 'revoked', 'ended']),
        /** you may see its address */
        yours: z.boolean(),
        uses: z.array(z.object({ what: z.string(), note: z.string(), recordedAt: z.string() })),
      }),
    ),
    approvers: z.array(z.object({ personId: id, name: z.string() })),
  }),
});

/** What a link's own page takes and shows. It has no session: the token is all there is. */
export const linkToken = z.strictObject({ token: z.string().max(120) });
export const linkAnswer = z.strictObject({
  token: z.string().max(120),
  answer: z.enum(['noted', 'completed', 'returned']),
  note: maybeWords(2000),
});

export const linkView = z.object({
  kind: z.enum(['review', 'approve']),
  who: z.string(),
  firm: z.string(),
  endsOn: day,
  number: z.string(),
  client: z.string(),
  matter: z.string(),
  throughDay: day,
  lines: z.array(
    z.object({
      id,
      workDate: day,
      timekeeper: z.string(),
      /** which of several matters; else empty */
      matter: z.string(),
      narrative: z.string(),
      hours: z.string(),
      bill: money,
    }),
  ),
  net: money,
  reduction: money,
  tax: money,
  total: money,
  answers: z.array(z.object({ what: z.string(), note: z.string(), recordedAt: z.string() })),
  /** why it can't be approved from here, where that is known already */
  obstacle: z.string().nullable(),
});
