import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { country, day, id, maybeWords, money, page, words, yes } from '../../../platform/shapes.ts';
import { CASE_TYPES } from '../../matters/contract.ts';
import { ACTIONS } from '../rule.ts';

export { ACTIONS };

/** Billing rules on events of the docket, and what they made or propose. */

const params = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('fixed-fee'),
    amount: money,
    /** may name {event}, {day}, {application}, {title}, {reference} */
    narrative: words(300),
    taskCode: maybeWords(20),
  }),
  z.strictObject({ action: z.literal('official-fee'), items: z.array(words(60)).min(1).max(10) }),
  z.strictObject({ action: z.literal('hold'), reason: words(200) }),
  z.strictObject({
    action: z.literal('task-code'),
    taskCode: words(20),
    days: z.number().int().min(0).max(366).default(60),
  }),
  z.strictObject({ action: z.literal('remind'), words: words(500) }),
]);

const ruleFields = {
  name: words(120),
  codes: z.array(words(100)).min(1).max(50),
  happens: z.enum(['opened', 'completed']).default('completed'),
  clientId: id.nullable().default(null),
  matterId: id.nullable().default(null),
  caseType: z.enum(CASE_TYPES).nullable().default(null),
  jurisdiction: country.nullable().default(null),
  params,
  approval: z.boolean().default(true),
  clause: words(300),
};

export const setDocketRule = command({
  noun: 'docket-rules',
  verb: 'set',
  permission: 'keep docket',
  summary:
    'Set a billing rule on events from a day on, or change one (give its line). Rehearse it to see what it would have made of past events.',
  input: z.strictObject({
    lineId: id.optional(),
    from: day,
    /** also propose it for events since this day; null: only for what comes from now on */
    proposeSince: day.nullable().default(null),
    ...ruleFields,
  }),
  output: z.object({
    lineId: id,
    ruleId: id,
    /** what it would have made of the events of the last twelve months */
    past: z.object({
      events: z.number(),
      matters: z.number(),
      amounts: z.array(money),
      problems: z.number(),
      examples: z.array(
        z.object({ matter: z.string(), event: z.string(), day, sentence: z.string(), problem: z.string() }),
      ),
    }),
    proposed: z.number(),
  }),
});

export const endDocketRule = command({
  noun: 'docket-rules',
  verb: 'end',
  permission: 'keep docket',
  summary: 'End a billing rule from a day on; what it made or proposed stays.',
  input: z.strictObject({ lineId: id, on: day, reason: words(300) }),
  output: z.object({ lineId: id }),
});

export const listDocketRules = query({
  noun: 'docket-rules',
  verb: 'list',
  permission: 'see work',
  summary: 'Billing rules on events: what sets them off, for which cases, what they do, and how often they did.',
  input: z.strictObject({ clientId: id.optional(), ended: yes }),
  output: z.object({
    rows: z.array(
      z.object({
        lineId: id,
        ...ruleFields,
        client: z.string(),
        matter: z.string(),
        from: day,
        to: day.nullable(),
        what: z.string(),
        proposed: z.number(),
        done: z.number(),
        dismissed: z.number(),
      }),
    ),
  }),
});

const outcomeRow = z.object({
  id,
  state: z.enum(['proposed', 'done', 'dismissed']),
  matterId: id,
  matter: z.string(),
  clientId: id,
  client: z.string(),
  eventId: id,
  event: z.string(),
  /** null where its event was cancelled and says none any more */
  day: day.nullable(),
  rule: z.string(),
  clause: z.string(),
  action: z.enum(ACTIONS),
  sentence: z.string(),
  problem: z.string(),
  amount: money.nullable(),
  reason: z.string(),
  cards: z.array(z.object({ id, number: z.string() })),
});

export const listOutcomes = query({
  noun: 'docket-outcomes',
  verb: 'list',
  permission: 'see work',
  summary: 'What billing rules propose, have made, or was dismissed; newest event first.',
  input: z.strictObject({
    state: z.enum(['proposed', 'done', 'dismissed']).default('proposed'),
    matterId: id.optional(),
    clientId: id.optional(),
    ...page,
  }),
  output: z.object({ total: z.number(), amounts: z.array(money), rows: z.array(outcomeRow) }),
});

export const decideOutcomes = command({
  noun: 'docket-outcomes',
  verb: 'decide',
  permission: 'keep docket',
  summary:
    'Do what billing rules propose, or dismiss it with a reason. What can’t be done is told with its mend and stays proposed.',
  input: z.strictObject({
    ids: z.array(id).min(1).max(500),
    answer: z.enum(['do', 'dismiss']),
    reason: maybeWords(300),
  }),
  output: z.object({
    done: z.number(),
    dismissed: z.number(),
    amounts: z.array(money),
    problems: z.array(z.object({ id, sentence: z.string() })),
  }),
});

export const undoOutcomes = command({
  noun: 'docket-outcomes',
  verb: 'undo',
  permission: 'keep docket',
  summary: 'Take back what a billing rule made, while its cards are unbilled, or a dismissal: it is proposed again.',
  input: z.strictObject({ ids: z.array(id).min(1).max(500), reason: words(300) }),
  output: z.object({ undone: z.number() }),
});

export const outcomeOfCard = query({
  noun: 'docket-outcomes',
  verb: 'why',
  permission: 'see work',
  summary: 'From which event and by which rule a card was made; null where it wasn’t.',
  input: z.strictObject({ cardId: id }),
  output: z.object({
    made: z
      .object({ eventId: id, event: z.string(), day, rule: z.string(), clause: z.string(), matterId: id })
      .nullable(),
  }),
});
