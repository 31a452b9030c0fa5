import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, id, maybeWords, money, nothing, words, yes } from '../../platform/shapes.ts';

export const ANSWERS = ['bill', 'hold', 'purge'] as const;
const answer = z.enum(ANSWERS);
const decision = z.enum(['purged', 'refused', 'restored']);

export const setAgeingPolicy = command({
  noun: 'ageing-policies',
  verb: 'set',
  permission: 'set up firm',
  summary: 'From which age on work in progress is listed for its attorney, and on which day of the month by itself.',
  input: z.strictObject({
    from: day,
    olderThanDays: z.number().int().min(1).max(3650),
    dayOfMonth: z.number().int().min(1).max(28).nullable().default(null),
  }),
  output: z.object({ from: day }),
});

export const showAgeingPolicy = query({
  noun: 'ageing-policies',
  verb: 'show',
  permission: 'see work',
  summary: 'The policy of ageing lists that counts today.',
  input: nothing,
  output: z.object({
    policy: z.object({ from: day, olderThanDays: z.number(), dayOfMonth: z.number().nullable() }).nullable(),
  }),
});

export const sendAgeingLists = command({
  noun: 'ageing-lists',
  verb: 'send',
  permission: 'run proformas',
  summary: 'Send each billing timekeeper the matters whose work in progress is older than the policy, to be answered.',
  input: z.strictObject({ olderThanDays: z.number().int().min(1).max(3650).optional() }),
  output: z.object({
    lists: z.number(),
    matters: z.number(),
    /** billing timekeepers with old work who can’t be asked: nobody signs in as them */
    unreachable: z.array(z.string()),
  }),
});

const item = z.object({
  listId: id,
  matterId: id,
  matter: z.string(),
  clientId: id,
  client: z.string(),
  attorneyId: id,
  attorney: z.string(),
  asOf: day,
  wip: money,
  cards: z.number(),
  oldestDay: day,
  days: z.number(),
  answer: answer.nullable(),
  untilDay: day.nullable(),
  reason: z.string(),
  answeredBy: z.string(),
  answeredAt: z.string().nullable(),
  decision: decision.nullable(),
  decidedBy: z.string(),
  decisionNote: z.string(),
  /** you answer for somebody you stand in for */
  standIn: z.boolean(),
  mayAnswer: z.boolean(),
  mayDecide: z.boolean(),
});

export const listAgeing = query({
  noun: 'ageing-lists',
  verb: 'list',
  permission: 'see work',
  summary: 'The matters on current ageing lists with their answers: all, mine, those unanswered, or purges to decide.',
  input: z.strictObject({ mine: yes, unanswered: yes, toDecide: yes, attorneyId: id.optional() }),
  output: z.object({ rows: z.array(item) }),
});

export const listAttorneys = query({
  noun: 'ageing-lists',
  verb: 'attorneys',
  permission: 'see work',
  summary: 'Who was sent a list when, and how much of it is answered.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        listId: id,
        attorneyId: id,
        attorney: z.string(),
        asOf: day,
        olderThanDays: z.number(),
        matters: z.number(),
        answered: z.number(),
        days: z.number(),
        urgent: z.boolean(),
        wip: z.array(money),
      }),
    ),
  }),
});

export const answerAgeing = command({
  noun: 'ageing-lists',
  verb: 'answer',
  permission: 'edit proformas',
  summary: 'Answer for matters of an ageing list: bill in the next run, hold until a day, or ask for a purge.',
  input: z.strictObject({
    items: z
      .array(z.strictObject({ listId: id, matterId: id, seen: answer.nullable() }))
      .min(1)
      .max(200),
    answer,
    untilDay: day.nullable().default(null),
    reason: maybeWords(300),
  }),
  output: z.object({ answered: z.number() }),
});

export const decidePurge = command({
  noun: 'ageing-lists',
  verb: 'decide-purge',
  permission: 'purge work',
  summary: 'Decide on a purge that was asked for: do it, within one’s limit, or refuse it with a note.',
  input: z.strictObject({ listId: id, matterId: id, decision: z.enum(['purge', 'refuse']), note: words(300) }),
  output: z.object({ decision, cards: z.number(), wip: money }),
});

export const restorePurged = command({
  noun: 'ageing-lists',
  verb: 'restore',
  permission: 'purge work',
  summary: 'Take a decided purge back: its cards are work in progress again.',
  input: z.strictObject({ listId: id, matterId: id, reason: words(300) }),
  output: z.object({ cards: z.number() }),
});
