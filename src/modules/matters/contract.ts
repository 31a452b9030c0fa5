import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { country, currency, day, id, maybeWords, money, page, ppm, words, yes } from '../../platform/shapes.ts';

export const CASE_TYPES = [
  'patent',
  'utility-model',
  'design',
  'trademark',
  'domain',
  'copyright',
  'contentious',
  'other',
] as const;

const count = z.number().int().min(0).nullable().default(null);

/** The case facts and billing attributes of a matter, as entered. */
export const matterFields = z.strictObject({
  number: words(30),
  clientId: id,
  entityId: id,
  officeId: id,
  familyId: id.nullable().default(null),
  name: words(300),
  currency,
  caseType: z.enum(CASE_TYPES),
  jurisdiction: country.nullable().default(null),
  caseKind: maybeWords(60),
  title: maybeWords(500),
  applicationNumber: maybeWords(60),
  applicationDate: day.nullable().default(null),
  publicationNumber: maybeWords(60),
  publicationDate: day.nullable().default(null),
  registrationNumber: maybeWords(60),
  registrationDate: day.nullable().default(null),
  priority: maybeWords(200),
  entityStatus: z.enum(['large', 'small', 'micro']).nullable().default(null),
  claims: count,
  independentClaims: count,
  classes: maybeWords(200),
  inventors: maybeWords(500),
  applicants: maybeWords(500),
  caseStatus: words(60).default('pending'),
  clientReference: maybeWords(100),
  clientMatterId: maybeWords(20),
  agentReference: maybeWords(100),
  dueEvent: maybeWords(200),
  annuityYear: count,
  billingTimekeeperId: id,
  responsibleTimekeeperId: id,
  originatingTimekeeperId: id.nullable().default(null),
  codeSet: z.string().nullable().default(null),
  openedOn: day,
  closedOn: day.nullable().default(null),
  closedToTime: z.boolean().default(false),
  closedToCosts: z.boolean().default(false),
  closedToBilling: z.boolean().default(false),
});

export const listMatters = query({
  noun: 'matters',
  verb: 'list',
  permission: 'see work',
  summary: 'Matters with case facts and what is unbilled.',
  input: z.strictObject({
    words: maybeWords(),
    clientId: id.optional(),
    familyId: id.optional(),
    open: yes,
    ...page,
  }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        name: z.string(),
        clientId: id,
        client: z.string(),
        family: z.string(),
        caseType: z.string(),
        jurisdiction: z.string(),
        applicationNumber: z.string(),
        clientReference: z.string(),
        caseStatus: z.string(),
        billingTimekeeper: z.string(),
        wip: money,
        openCards: z.number(),
        closedToBilling: z.boolean(),
        missing: z.array(z.string()),
      }),
    ),
  }),
});

export const showMatter = query({
  noun: 'matters',
  verb: 'show',
  permission: 'see work',
  summary: 'One matter: case facts, payers, balances, and what is missing for billing.',
  input: z.strictObject({ id }),
  output: z.object({
    ...matterFields.shape,
    id,
    version: z.number(),
    client: z.object({ id, number: z.string(), name: z.string() }),
    family: z.object({ id, reference: z.string(), title: z.string() }).nullable(),
    entity: z.string(),
    office: z.string(),
    billingTimekeeper: z.string(),
    responsibleTimekeeper: z.string(),
    payers: z.array(z.object({ payerId: id, name: z.string(), sharePpm: ppm, from: day, to: day.nullable() })),
    wip: money,
    receivable: z.array(money),
    proforma: z.object({ id, number: z.string(), state: z.string() }).nullable(),
    missing: z.array(z.object({ what: z.string(), mend: z.string() })),
  }),
});

export const saveMatter = command({
  noun: 'matters',
  verb: 'save',
  permission: 'set up matters',
  summary: 'Open a matter, or change one (give its id and the version you saw).',
  input: matterFields.extend({ id: id.optional(), version: z.number().int().optional() }),
  output: z.object({ id }),
});

export const setPayers = command({
  noun: 'matters',
  verb: 'set-payers',
  permission: 'set up matters',
  summary: 'Say who pays which share from a day on; the shares sum to 1000000 millionths.',
  input: z.strictObject({
    matterId: id,
    from: day,
    payers: z
      .array(z.strictObject({ payerId: id, sharePpm: ppm.min(1).max(1_000_000) }))
      .min(1)
      .max(20),
  }),
  output: z.object({ matterId: id }),
});

export const saveFamily = command({
  noun: 'families',
  verb: 'save',
  permission: 'set up matters',
  summary: 'Add a family of cases, or change its reference and title (give its id).',
  input: z.strictObject({ id: id.optional(), clientId: id, reference: words(60), title: words(300) }),
  output: z.object({ id }),
});
