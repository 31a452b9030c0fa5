import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { currency, day, id, maybeWords, minor, money, nothing, page, words, yes } from '../../../platform/shapes.ts';

/** Money in: bank accounts and the deposits that receipts go in by. */

export const listBankAccounts = query({
  noun: 'bank-accounts',
  verb: 'list',
  permission: 'see work',
  summary: 'The bank accounts of each entity.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        entityId: id,
        entity: z.string(),
        name: z.string(),
        currency: z.string(),
        account: z.string(),
        reference: z.string(),
        active: z.boolean(),
      }),
    ),
  }),
});

export const saveBankAccount = command({
  noun: 'bank-accounts',
  verb: 'save',
  permission: 'set up firm',
  summary: 'Add a bank account of an entity, or change its name, reference or whether it is in use.',
  input: z.strictObject({
    id: id.optional(),
    entityId: id,
    name: words(100),
    currency,
    reference: maybeWords(60),
    active: z.boolean().default(true),
  }),
  output: z.object({ id, account: z.string() }),
});

export const openDeposit = command({
  noun: 'deposits',
  verb: 'open',
  permission: 'receive money',
  summary: 'Begin a deposit batch: receipts banked together, with the total on the slip to tie them to.',
  input: z.strictObject({
    bankAccountId: id,
    day,
    reference: maybeWords(100),
    control: minor.optional(),
  }),
  output: z.object({ id, number: z.string() }),
});

export const closeDeposit = command({
  noun: 'deposits',
  verb: 'close',
  permission: 'receive money',
  summary: 'Close a deposit batch; its receipts must sum to the total on the slip.',
  input: z.strictObject({ id }),
  output: z.object({ id, total: money }),
});

export const listDeposits = query({
  noun: 'deposits',
  verb: 'list',
  permission: 'see money',
  summary: 'Deposit batches, newest first, with what is in them and the total on the slip.',
  input: z.strictObject({ open: yes, ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        bankAccountId: id,
        bankAccount: z.string(),
        day,
        reference: z.string(),
        receipts: z.number(),
        amount: money,
        control: money.nullable(),
        closed: z.boolean(),
      }),
    ),
  }),
});
