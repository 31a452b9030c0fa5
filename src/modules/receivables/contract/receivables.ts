import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, minor, money, page, words, yes } from '../../../platform/shapes.ts';

/** What is owed, by invoice and line, and what is disputed of it. */

export const openDispute = command({
  noun: 'disputes',
  verb: 'open',
  permission: 'receive money',
  summary: 'Mark what a payer disputes of an invoice: it stays owed and stands apart in the ageing.',
  input: z.strictObject({ receivableId: id, amount: minor.optional(), reason: words(500) }),
  output: z.object({ id }),
});

export const closeDispute = command({
  noun: 'disputes',
  verb: 'close',
  permission: 'receive money',
  summary: 'Close a dispute with its outcome.',
  input: z.strictObject({ id, outcome: words(500) }),
  output: z.object({ id }),
});

export const listReceivables = query({
  noun: 'receivables',
  verb: 'list',
  permission: 'see money',
  summary: 'What is owed, oldest due first; the ageing tells another day.',
  input: z.strictObject({
    words: maybeWords(),
    entityId: id.optional(),
    clientId: id.optional(),
    payerId: id.optional(),
    all: yes,
    ...page,
  }),
  output: z.object({
    total: z.number(),
    open: z.array(money),
    rows: z.array(
      z.object({
        id,
        invoiceId: id.nullable(),
        number: z.string(),
        entityId: id,
        entity: z.string(),
        clientId: id,
        client: z.string(),
        payerId: id,
        payer: z.string(),
        invoiceDate: day,
        dueDate: day,
        amount: money,
        open: money,
        disputed: money,
        daysOverdue: z.number(),
      }),
    ),
  }),
});

export const showReceivable = query({
  noun: 'receivables',
  verb: 'show',
  permission: 'see money',
  summary: 'What is owed on one invoice and every movement that made it so, line by line.',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    invoiceId: id.nullable(),
    number: z.string(),
    entityId: id,
    payerId: id,
    clientId: id,
    client: z.string(),
    payer: z.string(),
    invoiceDate: day,
    dueDate: day,
    amount: money,
    open: money,
    entityOpen: money,
    lines: z.array(
      z.object({
        lineNo: z.number(),
        kind: z.string(),
        timekeeper: z.string(),
        cardId: id.nullable(),
        net: money,
        tax: money,
        openNet: money,
        openTax: money,
      }),
    ),
    movements: z.array(
      z.object({
        id,
        kind: z.string(),
        on: day,
        recordedAt: z.string(),
        amount: money,
        journalId: id,
        sourceId: id.nullable(),
        receipt: z.string(),
        reasonKind: z.string(),
        reason: z.string(),
        live: z.boolean(),
      }),
    ),
    dispute: z.object({ id, amount: money, reason: z.string(), openedOn: day }).nullable(),
    writeOffs: z.array(
      z.object({
        id,
        number: z.string(),
        amount: money,
        state: z.string(),
        reason: z.string(),
        requestedBy: z.string(),
      }),
    ),
  }),
});
