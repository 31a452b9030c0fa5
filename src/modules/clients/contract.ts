import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { country, day, id, maybeWords, money, nothing, page, ppm, words } from '../../platform/shapes.ts';
import { PAYER_KINDS } from '../firm/contract/tax-rules.ts';

/** How an e-billed client wants its file. */
export const ebillingProfile = z.strictObject({
  format: z.enum(['LEDES1998B']),
  clientId: words(20),
  descriptionMax: z.number().int().min(40).max(15_000).default(15_000),
  codesRequired: z.boolean().default(true),
});

/** Whose matters go on one proforma; a run may say otherwise. */
export const TOGETHER = ['matter', 'family', 'client', 'group', 'payer'] as const;

const payerShape = z.object({
  id,
  clientId: id,
  name: z.string(),
  address: z.array(z.string()),
  country,
  taxId: z.string(),
  private: z.boolean(),
  email: z.string(),
  reference: z.string(),
  termsDays: z.number(),
  taxes: z.array(
    z.object({
      entityId: id,
      entity: z.string(),
      taxCodeId: id,
      taxCode: z.string(),
      from: day,
      to: day.nullable(),
    }),
  ),
  version: z.number(),
});

export const listClients = query({
  noun: 'clients',
  verb: 'list',
  permission: 'see work',
  summary: 'Clients with what is unbilled and what is owed.',
  input: z.strictObject({ words: maybeWords(), ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        name: z.string(),
        country: z.string(),
        group: z.string(),
        ebilled: z.boolean(),
        matters: z.number(),
        wip: z.array(money),
        receivable: z.array(money),
      }),
    ),
  }),
});

export const listClientGroups = query({
  noun: 'client-groups',
  verb: 'list',
  permission: 'see work',
  summary: 'The groups that clients are in.',
  input: nothing,
  output: z.object({ rows: z.array(z.object({ name: z.string(), clients: z.number() })) }),
});

export const showClient = query({
  noun: 'clients',
  verb: 'show',
  permission: 'see work',
  summary: 'One client: payers, contacts, matters, invoices, balances.',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    number: z.string(),
    name: z.string(),
    group: z.string(),
    address: z.array(z.string()),
    country: z.string(),
    language: z.string(),
    reference: z.string(),
    ebilling: ebillingProfile.nullable(),
    billTogether: z.enum(TOGETHER),
    version: z.number(),
    payers: z.array(payerShape),
    contacts: z.array(z.object({ id, name: z.string(), email: z.string(), role: z.string() })),
    families: z.array(z.object({ id, reference: z.string(), title: z.string(), matters: z.number() })),
    wip: z.array(money),
    receivable: z.array(money),
  }),
});

export const saveClient = command({
  noun: 'clients',
  verb: 'save',
  permission: 'set up matters',
  summary: 'Add a client, or change one (give its id and the version you saw).',
  input: z.strictObject({
    id: id.optional(),
    version: z.number().int().optional(),
    number: words(20),
    name: words(),
    group: maybeWords(100),
    address: z.array(words(100)).min(1).max(6),
    country,
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .default('en'),
    reference: maybeWords(100),
    ebilling: ebillingProfile.nullable().default(null),
    /** whose matters go on one proforma; left out: as it is, for a new client each alone */
    billTogether: z.enum(TOGETHER).optional(),
  }),
  output: z.object({ id }),
});

export const listPayers = query({
  noun: 'payers',
  verb: 'list',
  permission: 'see work',
  summary: 'Payers by name, client or number of an open invoice, with what each owes.',
  input: z.strictObject({ words: maybeWords(), id: id.optional(), ...page }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        name: z.string(),
        clientId: id,
        clientNumber: z.string(),
        client: z.string(),
        owed: z.array(money),
      }),
    ),
  }),
});

export const savePayer = command({
  noun: 'payers',
  verb: 'save',
  permission: 'set up matters',
  summary:
    'Add a payer or change one; tax codes given are valid from their day, and from a day on it has none of its own where the rules are to decide.',
  input: z.strictObject({
    id: id.optional(),
    version: z.number().int().optional(),
    clientId: id,
    name: words(),
    address: z.array(words(100)).min(1).max(6),
    country,
    taxId: maybeWords(40),
    /** known to be no business, whatever number it has; left out: as it is */
    private: z.boolean().optional(),
    email: z.union([z.email(), z.literal('')]).default(''),
    reference: maybeWords(100),
    termsDays: z.number().int().min(0).max(365).default(30),
    taxes: z.array(z.strictObject({ taxCodeId: id, from: day })).default([]),
    /** from the day on the entity's tax rules decide: the payer's own code ends the day before */
    byRules: z.array(z.strictObject({ entityId: id, from: day })).default([]),
  }),
  output: z.object({ id }),
});

export const saveContact = command({
  noun: 'contacts',
  verb: 'save',
  permission: 'set up matters',
  summary: 'Add a contact of a client or change one.',
  input: z.strictObject({
    id: id.optional(),
    clientId: id,
    name: words(),
    email: z.email(),
    role: words(40).default('billing'),
  }),
  output: z.object({ id }),
});

export const tryTaxRules = query({
  noun: 'tax-rules',
  verb: 'try',
  permission: 'see work',
  summary: 'Which tax code a line of a payer gets on a day, why, and which rules do not count for it.',
  input: z.strictObject({
    entityId: id,
    /** one that is there, or the country and kind of one that might be */
    payerId: id.optional(),
    country: country.optional(),
    payerKind: z.enum(PAYER_KINDS).optional(),
    line: z.enum(['fees', 'charges', 'disbursement', 'soft cost']),
    expenseCode: maybeWords(20),
    on: day,
  }),
  output: z.object({
    payer: z.string(),
    tax: z
      .object({
        code: z.string(),
        name: z.string(),
        kind: z.string(),
        ratePpm: ppm,
        asAgent: z.boolean(),
        withholdingPpm: ppm,
        sentence: z.string(),
      })
      .nullable(),
    lost: z.array(z.object({ name: z.string(), said: z.string(), because: z.string() })),
  }),
});
