import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id, maybeWords, money } from '../../../platform/shapes.ts';
import { operation } from '../contract.ts';

/** One field of a line: what it said when the edit was proposed, says now, and would say. */
const fieldProposed = z.object({ field: z.string(), seen: z.string(), now: z.string(), proposed: z.string() });

export const listProposals = query({
  noun: 'proposals',
  verb: 'list',
  permission: 'see work',
  summary: 'Edits proposed on a proforma, the open ones first; a stale one shows what it saw and what is there now.',
  input: z.strictObject({ proformaId: id }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        state: z.enum(['open', 'accepted', 'rejected', 'withdrawn']),
        sentence: z.string(),
        reason: z.string(),
        who: z.string(),
        mine: z.boolean(),
        recordedAt: z.string(),
        /** on the net to be billed, as reckoned when it was proposed */
        effect: money.nullable(),
        stale: z.boolean(),
        decidedBy: z.string(),
        note: z.string(),
        lines: z.array(z.object({ id, cardNumber: z.string(), gone: z.boolean(), fields: z.array(fieldProposed) })),
      }),
    ),
  }),
});

export const makeProposal = command({
  noun: 'proposals',
  verb: 'make',
  permission: 'propose edits',
  summary: 'Propose an edit; whoever edits the proforma accepts or rejects it.',
  input: z.strictObject({ proformaId: id, operation }),
  output: z.object({
    id,
    sentence: z.string(),
    changed: z.number(),
    before: money.nullable(),
    after: money.nullable(),
  }),
});

const chosen = { proformaId: id, ids: z.array(id).min(1).max(500) };

export const acceptProposals = command({
  noun: 'proposals',
  verb: 'accept',
  permission: 'edit proformas',
  summary:
    'Accept proposals: each becomes an edit that names its proposer. A stale one is refused unless it is meant anyway.',
  input: z.strictObject({ ...chosen, anyway: z.boolean().default(false) }),
  output: z.object({
    accepted: z.array(id),
    refused: z.array(z.object({ id, code: z.string(), sentence: z.string() })),
    sentence: z.string(),
  }),
});

export const rejectProposals = command({
  noun: 'proposals',
  verb: 'reject',
  permission: 'edit proformas',
  summary: 'Reject proposals; the lines stay as they are.',
  input: z.strictObject({ ...chosen, note: maybeWords(500) }),
  output: z.object({ rejected: z.array(id), sentence: z.string() }),
});

export const withdrawProposals = command({
  noun: 'proposals',
  verb: 'withdraw',
  permission: 'propose edits',
  summary: 'Withdraw proposals of one’s own that are still open.',
  input: z.strictObject(chosen),
  output: z.object({ withdrawn: z.array(id), sentence: z.string() }),
});
