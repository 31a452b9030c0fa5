import { z } from 'zod';
import { query } from '../../kernel/endpoint.ts';
import { day, id, inBuckets, knownAt, maybeWords, money, nothing, page, words } from '../../platform/shapes.ts';

export const SEVERITIES = ['block', 'fix', 'warn', 'info'] as const;

export const showToday = query({
  noun: 'today',
  verb: 'show',
  permission: 'see own',
  summary: 'What is due, stuck and waiting for whom; with `see money`, money at a glance.',
  input: nothing,
  // Amounts of the whole firm are left out, not nought, for who may not see money; one’s own tasks keep theirs.
  output: z.object({
    today: day,
    cutOff: z
      .object({
        day,
        daysLeft: z.number(),
        period: z.string(),
        notBilled: z.array(money).optional(),
        matters: z.number(),
      })
      .nullable(),
    /** in order of urgency; each leads to the place where it is mended */
    tasks: z.array(
      z.object({
        severity: z.enum(SEVERITIES),
        what: z.string(),
        why: z.string(),
        count: z.number(),
        value: z.array(money).optional(),
        href: z.string(),
        action: z.string(),
        waitingFor: z.string(),
      }),
    ),
    pipeline: z.array(z.object({ state: z.string(), count: z.number(), bill: z.array(money).optional() })),
    wip: z.array(money).optional(),
    receivable: z.array(money).optional(),
    billedThisMonth: z.array(money).optional(),
    ageing: z.array(z.object({ bucket: z.string(), currency: z.string(), minor: z.string() })).optional(),
  }),
});

export const AGE_BUCKETS = ['0-30', '31-60', '61-90', '91-120', '121-180', '181-365', '>365'] as const;

export const showInventory = query({
  noun: 'inventory',
  verb: 'show',
  permission: 'see money',
  summary: 'WIP ageing by billing timekeeper, as of any day: as-of day − work date.',
  input: z.strictObject({
    asOf: day.optional(),
    knownAt,
    billingTimekeeperId: id.optional(),
    clientId: id.optional(),
  }),
  output: z.object({
    asOf: day,
    rows: z.array(
      z.object({
        billingTimekeeper: z.string(),
        billingTimekeeperId: id,
        clientId: id,
        client: z.string(),
        matterId: id,
        matter: z.string(),
        matterName: z.string(),
        currency: z.string(),
        fees: money,
        hard: money,
        soft: money,
        charges: money,
        wip: money,
        buckets: inBuckets(AGE_BUCKETS, 'currency'),
        /** of today only, as is the proforma: of other days it isn't kept */
        held: money.nullable(),
        lastBill: day.nullable(),
        proformaId: id.nullable(),
        proformaState: z.string().nullable(),
        receivable: money,
        oldestDays: z.number(),
      }),
    ),
    totals: z.array(z.object({ currency: z.string(), wip: money, buckets: z.array(z.string()) })),
  }),
});

export const findAnything = query({
  noun: 'search',
  verb: 'find',
  permission: 'see work',
  summary:
    'Find anything from one box: numbers, names, references, application numbers, amounts, words of a narrative.',
  input: z.strictObject({ words: words(200), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: z.object({
    rows: z.array(z.object({ type: z.string(), id, title: z.string(), subtitle: z.string(), href: z.string() })),
  }),
});

export const listEvents = query({
  noun: 'audit',
  verb: 'list',
  permission: 'see audit',
  summary: 'The audit record, newest first.',
  input: z.strictObject({ subjectId: id.optional(), words: maybeWords(), ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        sequence: z.string().nullable(),
        recordedAt: z.string(),
        name: z.string(),
        who: z.string(),
        via: z.string(),
        command: z.string(),
        reason: z.string(),
        subject: z.string(),
        facts: z.string(),
      }),
    ),
  }),
});

export const proveBooks = query({
  noun: 'books',
  verb: 'verify',
  permission: 'see audit',
  summary: 'Recompute every invariant from the ground.',
  input: nothing,
  output: z.object({
    ok: z.boolean(),
    checks: z.array(
      z.object({ name: z.string(), ok: z.boolean(), examined: z.number(), broken: z.string().nullable() }),
    ),
    unsealed: z.number(),
  }),
});

export { listAdvancedCosts } from './contract/advanced.ts';
export {
  AGEING_BY,
  billingRegister,
  billingRegisterTaxes,
  DOCUMENT_KINDS,
  LADDER_BY,
  listAged,
  RECEIVABLE_BUCKETS,
  RECEIVABLE_STEPS,
  rollReceivables,
  rollWip,
  showAgeing,
  showLadder,
  showStatement,
  WIP_STEPS,
} from './contract/money.ts';
