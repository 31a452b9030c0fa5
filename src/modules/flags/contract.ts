import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, id, maybeWords, money, nothing, page, words, yes } from '../../platform/shapes.ts';

const severity = z.enum(['block', 'fix', 'warn', 'info']);
const scope = z.enum(['delivered', 'firm', 'client', 'matter']);
const params = z.record(z.string(), z.unknown());

const suggestion = z.object({
  kind: z.enum(['operation', 'gather', 'go']),
  says: z.string(),
  href: z.string().nullable(),
});

/** One flag: what was found, why, what shows it, and what one click does. */
export const flagShape = z.object({
  fingerprint: z.string(),
  code: z.string(),
  title: z.string(),
  subject: z.string(),
  severity,
  sentence: z.string(),
  /** the clause or policy behind it */
  citation: z.string(),
  source: z.string(),
  evidence: z.array(z.object({ name: z.string(), value: z.string() })),
  lineIds: z.array(id),
  atStake: money,
  fix: suggestion.nullable(),
  waiver: z.object({ id, reason: z.string(), who: z.string(), recordedAt: z.string() }).nullable(),
  /** whether the person who asks may waive it, and why not */
  mayWaive: z.boolean(),
  waiveNote: z.string(),
});

export const listFlags = query({
  noun: 'flags',
  verb: 'list',
  permission: 'see work',
  summary: 'The flags of a proforma as it is now, and the rules that could not run.',
  input: z.strictObject({ proformaId: id }),
  output: z.object({
    proformaId: id,
    version: z.number(),
    flags: z.array(flagShape),
    couldNot: z.array(z.object({ code: z.string(), title: z.string(), why: z.string() })),
    ran: z.number(),
  }),
});

export const waiveFlag = command({
  noun: 'flags',
  verb: 'waive',
  permission: 'edit proformas',
  summary: 'Let a flag stand, with a reason. Blocks and fixes need the right to waive; arithmetic can’t be waived.',
  input: z.strictObject({ proformaId: id, fingerprint: words(4000), reason: words(300) }),
  output: z.object({ id, sentence: z.string() }),
});

export const withdrawWaiver = command({
  noun: 'flags',
  verb: 'withdraw-waiver',
  permission: 'edit proformas',
  summary: 'Take a waiver back; the flag is raised again.',
  input: z.strictObject({ id, reason: maybeWords(300) }),
  output: z.object({ sentence: z.string() }),
});

export const applyFixes = command({
  noun: 'flags',
  verb: 'apply',
  permission: 'edit proformas',
  summary:
    'Apply the suggestions of flags, on one proforma or many. Each is an edit that can be undone. Rehearse with dryRun.',
  input: z.strictObject({
    flags: z
      .array(z.strictObject({ proformaId: id, fingerprint: words(4000) }))
      .min(1)
      .max(500),
  }),
  output: z.object({
    applied: z.array(z.object({ proformaId: id, fingerprint: z.string(), sentence: z.string() })),
    refused: z.array(z.object({ proformaId: id, fingerprint: z.string(), sentence: z.string() })),
    /** change of the bills, per currency */
    effect: z.array(money),
    sentence: z.string(),
  }),
});

export const queueRow = z.object({
  proformaId: id,
  number: z.string(),
  state: z.string(),
  client: z.string(),
  matter: z.string(),
  matterName: z.string(),
  billingTimekeeper: z.string(),
  block: z.number(),
  fix: z.number(),
  warn: z.number(),
  info: z.number(),
  waived: z.number(),
  atStake: money,
  lookedAt: z.string().nullable(),
  /** it changed since the rules last looked */
  behind: z.boolean(),
  flags: z.array(
    z.object({
      fingerprint: z.string(),
      code: z.string(),
      title: z.string(),
      severity,
      sentence: z.string(),
      atStake: money,
      fixable: z.string().nullable(),
      waived: z.boolean(),
    }),
  ),
});

export const showQueue = query({
  noun: 'flags',
  verb: 'queue',
  permission: 'see work',
  summary: 'The pre-review queue: open proformas with flags, by severity and by the money in question.',
  input: z.strictObject({
    severity: severity.optional(),
    code: z.string().optional(),
    clientId: id.optional(),
    words: maybeWords(),
    waived: yes,
    /** only what waits to be submitted to its reviewer */
    unsubmitted: yes,
    ...page,
  }),
  output: z.object({
    total: z.number(),
    counts: z.object({ block: z.number(), fix: z.number(), warn: z.number(), info: z.number() }),
    codes: z.array(z.object({ code: z.string(), title: z.string(), severity, count: z.number() })),
    rows: z.array(queueRow),
  }),
});

export const lookAtProformas = command({
  noun: 'flags',
  verb: 'look',
  permission: 'edit proformas',
  summary: 'Run the rules over open proformas and keep what they found. Without ids: over all that are open.',
  input: z.strictObject({ proformaIds: z.array(id).max(20_000).optional() }),
  output: z.object({ looked: z.number(), raised: z.number(), gone: z.number(), open: z.number() }),
});

const ruleShape = z.object({
  id: id.nullable(),
  scope,
  clientId: id.nullable(),
  client: z.string().nullable(),
  matterId: id.nullable(),
  matter: z.string().nullable(),
  version: z.number(),
  severity: z.enum(['block', 'fix', 'warn', 'info', 'off']),
  params,
  citation: z.string(),
  from: day.nullable(),
  to: day.nullable(),
  inForce: z.boolean(),
  reason: z.string(),
  who: z.string(),
  clauseId: id.nullable(),
});

export const listRules = query({
  noun: 'flags',
  verb: 'rules',
  permission: 'see work',
  summary: 'The catalogue: what each check looks at, its parameters, and every rule that was set for it.',
  input: z.strictObject({ clientId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        subject: z.string(),
        looks: z.string(),
        source: z.string(),
        /** as delivered */
        severity,
        on: z.boolean(),
        waivable: z.boolean(),
        waitsFor: z.string().nullable(),
        params: z.array(
          z.object({ name: z.string(), kind: z.string(), says: z.string(), delivered: z.unknown().nullable() }),
        ),
        rules: z.array(ruleShape),
        /** over the last twelve months */
        statistics: z.object({
          raised: z.number(),
          mended: z.number(),
          waived: z.number(),
          escaped: z.number(),
          open: z.number(),
        }),
      }),
    ),
  }),
});

export const setRule = command({
  noun: 'flags',
  verb: 'set-rule',
  permission: 'set flag rules',
  summary:
    'Set a check for the firm, a client or a matter from a day on: severity (or off) and parameters. A new version; the old one stays.',
  input: z.strictObject({
    code: words(60),
    scope: z.enum(['firm', 'client', 'matter']),
    clientId: id.nullable().default(null),
    matterId: id.nullable().default(null),
    severity: z.enum(['block', 'fix', 'warn', 'info', 'off']),
    params: params.default({}),
    from: day,
    citation: maybeWords(500),
    reason: words(300),
  }),
  output: z.object({ id, version: z.number(), sentence: z.string() }),
});

export const testRule = query({
  noun: 'flags',
  verb: 'test',
  permission: 'see work',
  summary:
    'Run one rule (a check’s code, or the id of a set rule) over all open proformas: what it raises. Nothing is kept.',
  input: z.strictObject({ rule: words(60) }),
  output: z.object({
    rule: z.string(),
    title: z.string(),
    proformas: z.number(),
    flagged: z.number(),
    flags: z.number(),
    atStake: z.array(money),
    couldNot: z.array(z.string()),
    examples: z.array(z.object({ proforma: z.string(), proformaId: id, sentence: z.string(), atStake: money })),
  }),
});

export const backTestResult = z.object({
  invoices: z.number(),
  flaggedInvoices: z.number(),
  flags: z.number(),
  atStake: z.array(money),
  /** of the flagged lines: what the client later got credited or had written off */
  reducedFlags: z.number(),
  reduced: z.array(money),
  /** reductions on lines that no rule of these flagged */
  missedReductions: z.number(),
  missed: z.array(money),
  couldNot: z.array(z.string()),
  rules: z.array(
    z.object({ code: z.string(), title: z.string(), flags: z.number(), invoices: z.number(), reduced: z.number() }),
  ),
  examples: z.array(z.object({ invoice: z.string(), invoiceId: id, sentence: z.string(), reduced: money.nullable() })),
});

export const backTest = command({
  noun: 'flags',
  verb: 'backtest',
  permission: 'edit proformas',
  summary:
    'What a rule or a version of a guideline would have raised on past invoices, the money, and what clients later reduced.',
  input: z.strictObject({
    /** a check’s code or the id of a set rule */
    rule: words(60).optional(),
    /** the id of a guideline (its newest version) or of a version */
    guideline: id.optional(),
    params: params.optional(),
    from: day.optional(),
    to: day.optional(),
  }),
  output: z.object({ id, what: z.string(), from: day, to: day, sentence: z.string(), result: backTestResult }),
});

export const listBackTests = query({
  noun: 'flags',
  verb: 'backtests',
  permission: 'see work',
  summary: 'Back-tests that were run.',
  input: z.strictObject(page),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        what: z.string(),
        from: day,
        to: day,
        who: z.string(),
        recordedAt: z.string(),
        result: backTestResult,
      }),
    ),
  }),
});

export const listWords = query({
  noun: 'dictionary',
  verb: 'list',
  permission: 'see work',
  summary: 'The firm’s own words, which the spelling check knows.',
  input: nothing,
  output: z.object({ rows: z.array(z.object({ word: z.string() })) }),
});

export const addWord = command({
  noun: 'dictionary',
  verb: 'add',
  permission: 'edit proformas',
  summary: 'Add a word to the firm’s dictionary.',
  input: z.strictObject({ word: words(60) }),
  output: z.object({ word: z.string() }),
});

export const removeWord = command({
  noun: 'dictionary',
  verb: 'remove',
  permission: 'edit proformas',
  summary: 'Take a word out of the firm’s dictionary.',
  input: z.strictObject({ word: words(60) }),
  output: z.object({ word: z.string() }),
});

export const spellWords = query({
  noun: 'dictionary',
  verb: 'check',
  permission: 'see work',
  summary: 'Words of a narrative that no dictionary knows, with what may be meant.',
  input: z.strictObject({ narrative: z.string().max(15_000), language: z.string().default('en') }),
  output: z.object({ words: z.array(z.object({ word: z.string(), suggestions: z.array(z.string()) })) }),
});

export {
  acknowledgeGuideline,
  addGuideline,
  addGuidelineVersion,
  adoptGuideline,
  guidelineTemplates,
  listGuidelines,
  showGuideline,
} from './contract/guidelines.ts';
export {
  checkSample,
  listAudits,
  listSamples,
  readInvoice,
  setDigest,
  setSamplePolicy,
  showDigest,
} from './contract/quality.ts';
