import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, money, nothing, yes } from '../../../platform/shapes.ts';
import { state } from './states.ts';

export const REVIEWER_KINDS = ['owner', 'co-owner', 'collaborator'] as const;
export const REVIEW_MODES = ['sequential', 'parallel'] as const;
export const WAITS = ['with-reviewer', 'completed', 'approval-pending', 'approved', 'ageing-list'] as const;

const mode = z.enum(REVIEW_MODES);
const kind = z.enum(REVIEWER_KINDS);
const shownReviewer = z.object({
  personId: id,
  name: z.string(),
  kind,
  askedAt: z.string().nullable(),
  answer: z.enum(['completed', 'returned', 'rejected', 'recalled']).nullable(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string(),
  note: z.string(),
});

export const showReview = query({
  noun: 'reviews',
  verb: 'show',
  permission: 'see work',
  summary: 'Who reviews a proforma, who is asked now and since when, and what they answered.',
  input: z.strictObject({ id }),
  output: z.object({
    mode,
    chosen: z.boolean(),
    round: z.number(),
    reviewers: z.array(shownReviewer),
    /** what you may answer, and for whom */
    mine: z.object({ personId: id, name: z.string(), onBehalf: z.boolean() }).nullable(),
    mayChange: z.boolean(),
    /** scans of drafts that were marked up by pen */
    markUps: z.array(z.object({ id, fileName: z.string(), picture: z.boolean(), recordedAt: z.string() })),
    version: z.number(),
  }),
});

export const listReviews = query({
  noun: 'reviews',
  verb: 'list',
  permission: 'see work',
  summary: 'Proformas that wait for a reviewer: all of them, or those that wait for you or whom you stand in for.',
  input: z.strictObject({ mine: yes, overdue: yes, personId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        version: z.number(),
        state,
        clientId: id,
        client: z.string(),
        matter: z.string(),
        reviewerId: id,
        reviewer: z.string(),
        kind,
        /** you would answer for them */
        standIn: z.boolean(),
        askedAt: z.string(),
        days: z.number(),
        urgent: z.boolean(),
        hours: z.string(),
        bill: money,
        reduction: money,
      }),
    ),
  }),
});

export const setReviewers = command({
  noun: 'reviews',
  verb: 'set-reviewers',
  permission: 'edit proformas',
  summary: 'Name the reviewers of one proforma, in order. Those who answered in this round stay.',
  input: z.strictObject({
    id,
    version: z.number().int(),
    mode,
    reviewers: z
      .array(z.strictObject({ personId: id, kind }))
      .min(1)
      .max(20),
  }),
  output: z.object({ id, version: z.number() }),
});

const policyReviewer = z
  .strictObject({ kind, personId: id.nullable().default(null) })
  .refine((r) => (r.kind === 'owner') === (r.personId === null), {
    error: 'the owner is the billing timekeeper and is not named; the others are',
  });

export const setReviewPolicy = command({
  noun: 'review-policies',
  verb: 'set',
  permission: 'set up matters',
  summary: 'Say who reviews the proformas of a client, or of one matter, from a day on.',
  input: z.strictObject({
    clientId: id,
    matterId: id.nullable().default(null),
    from: day,
    mode,
    reviewers: z.array(policyReviewer).min(1).max(20),
  }),
  output: z.object({ id }),
});

export const listReviewPolicies = query({
  noun: 'review-policies',
  verb: 'list',
  permission: 'see work',
  summary: 'Who reviews the proformas of a client and its matters, from when to when.',
  input: z.strictObject({ clientId: id, matterId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        matterId: id.nullable(),
        from: day,
        to: day.nullable(),
        mode,
        reviewers: z.array(z.object({ kind, personId: id.nullable(), name: z.string() })),
      }),
    ),
  }),
});

export const setDelegation = command({
  noun: 'delegations',
  verb: 'set',
  permission: 'edit proformas',
  summary: 'Let somebody stand in for a reviewer from a day to a day, for all clients or one.',
  input: z.strictObject({
    principalId: id,
    delegateId: id,
    clientId: id.nullable().default(null),
    from: day,
    to: day,
  }),
  output: z.object({ id }),
});

export const endDelegation = command({
  noun: 'delegations',
  verb: 'end',
  permission: 'edit proformas',
  summary: 'End a delegation before its day.',
  input: z.strictObject({ id }),
  output: z.object({ id }),
});

export const listDelegations = query({
  noun: 'delegations',
  verb: 'list',
  permission: 'see work',
  summary: 'Who stands in for whom now or later, and until when.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        principalId: id,
        principal: z.string(),
        delegateId: id,
        delegate: z.string(),
        client: z.string(),
        from: day,
        to: day,
        now: z.boolean(),
        mayEnd: z.boolean(),
      }),
    ),
  }),
});

export const setWaitingPolicy = command({
  noun: 'waiting-policies',
  verb: 'set',
  permission: 'set up firm',
  summary: 'Say after how many days in a state somebody is reminded, and when whom else is told.',
  input: z
    .strictObject({
      what: z.enum(WAITS),
      from: day,
      remindDays: z.number().int().min(1).max(365),
      escalateDays: z.number().int().min(1).max(365).nullable().default(null),
      escalateTo: id.nullable().default(null),
    })
    .refine((p) => (p.escalateDays === null) === (p.escalateTo === null), {
      error: 'give both the days and the person, or neither',
      path: ['escalateTo'],
    })
    .refine((p) => p.escalateDays === null || p.escalateDays > p.remindDays, {
      error: 'is later than the reminder',
      path: ['escalateDays'],
    }),
  output: z.object({ what: z.enum(WAITS) }),
});

export const listWaitingPolicies = query({
  noun: 'waiting-policies',
  verb: 'list',
  permission: 'see work',
  summary: 'After how many days who is reminded and who is told, per state.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        what: z.enum(WAITS),
        from: day,
        remindDays: z.number(),
        escalateDays: z.number().nullable(),
        escalateToId: id.nullable(),
        escalateTo: z.string(),
        counts: z.boolean(),
      }),
    ),
  }),
});
