import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { currency, day, id, maybeWords, money, ppm, ratePerHour, words } from '../../platform/shapes.ts';

/** Changes of rates: proposed, approved by another, agreed by the client where they are the client's, put in force, taken back. */

export const CHANGE_STATES = ['proposed', 'approved', 'in-force', 'rejected', 'withdrawn', 'taken-back'] as const;

const change = z.object({
  id,
  title: z.string(),
  clientId: id.nullable(),
  client: z.string(),
  from: day,
  percentPpm: z.number(),
  reason: z.string(),
  state: z.enum(CHANGE_STATES),
  version: z.number(),
  rates: z.number(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  decidedBy: z.string(),
  note: z.string(),
  agreedOn: day.nullable(),
  agreedBy: z.string(),
  /** what it waits for, in words; empty when it waits for nothing */
  waitsFor: z.string(),
});

const line = z.object({
  rateId: id,
  scope: z.string(),
  whose: z.string(),
  currency,
  was: ratePerHour,
  ratePerHour,
});

/** Unbilled work of the days from which it counts. */
const effect = z.object({
  matterId: id,
  matter: z.string(),
  client: z.string(),
  cards: z.number(),
  was: money,
  now: money,
  /** on proformas: those keep their rates until they are re-rated there */
  onProformas: z.number(),
});

export const listChanges = query({
  noun: 'rate-changes',
  verb: 'list',
  permission: 'see work',
  summary: 'Changes of rates, the newest first.',
  input: z.strictObject({}),
  output: z.object({ rows: z.array(change) }),
});

export const showChange = query({
  noun: 'rate-changes',
  verb: 'show',
  permission: 'see work',
  summary: 'One change of rates, rate by rate, and what it makes of unbilled work.',
  input: z.strictObject({ id }),
  output: change.extend({ lines: z.array(line), effects: z.array(effect), mayDecide: z.boolean() }),
});

export const proposeChange = command({
  noun: 'rate-changes',
  verb: 'propose',
  permission: 'set up matters',
  summary: 'Propose to raise the rates that count on a day: the firm’s standard rates, or those agreed with a client.',
  input: z.strictObject({
    title: words(120),
    /** none: the standard rates */
    clientId: id.nullable().default(null),
    currency: currency.optional(),
    percentPpm: ppm.min(-500_000).max(1_000_000),
    /** each is rounded half up to whole steps of this, in the rate’s currency; 0: to the cent’s ten-thousandth */
    roundTo: ratePerHour.default('0'),
    from: day,
    reason: words(300),
  }),
  output: z.object({
    id,
    rates: z.number(),
    lines: z.array(line),
    /** rates that count on that day and stay as they are, and why */
    left: z.array(line.omit({ ratePerHour: true }).extend({ because: z.string() })),
  }),
});

export const correctChange = command({
  noun: 'rate-changes',
  verb: 'correct',
  permission: 'set up matters',
  summary: 'Set one rate of a proposed change otherwise.',
  input: z.strictObject({ id, version: z.number().int(), rateId: id, ratePerHour }),
  output: z.object({ id, version: z.number() }),
});

export const decideChange = command({
  noun: 'rate-changes',
  verb: 'decide',
  permission: 'approve rates',
  summary: 'Approve or reject a proposed change of rates; never one’s own.',
  input: z.strictObject({ id, version: z.number().int(), approve: z.boolean(), note: maybeWords(300) }),
  output: z.object({ id }),
});

export const agreeChange = command({
  noun: 'rate-changes',
  verb: 'agree',
  permission: 'set up matters',
  summary: 'Record that the client agreed: who, on which day, by which letter.',
  input: z.strictObject({ id, on: day, by: words(200) }),
  output: z.object({ id }),
});

export const putInForce = command({
  noun: 'rate-changes',
  verb: 'put-in-force',
  permission: 'set up matters',
  summary: 'Put an approved change in force from its day on; on demand with the unbilled work of those days re-rated.',
  input: z.strictObject({ id, reRate: z.boolean() }),
  output: z.object({
    id,
    rates: z.number(),
    cards: z.number(),
    /** by how much the re-rated work changed, currency by currency */
    change: z.array(money),
  }),
});

export const withdrawChange = command({
  noun: 'rate-changes',
  verb: 'withdraw',
  permission: 'set up matters',
  summary:
    'Withdraw a change that is not in force, or take back one that is: the rates before count on, and work it re-rated and that is free is re-rated back.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, state: z.enum(CHANGE_STATES), cards: z.number() }),
});
