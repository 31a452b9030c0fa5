import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { PERMISSIONS, type Permission, ROLES } from '../../kernel/permission.ts';
import { country, currency, day, id, maybeWords, money, nothing, ppm, words } from '../../platform/shapes.ts';

const role = z.enum(ROLES);
const permission = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

const bankLine = z.strictObject({ label: words(40), value: words(80) });

export const entityShape = z.strictObject({
  id,
  code: words(20),
  name: words(),
  country,
  currency,
  address: z.array(words(100)).min(1).max(6),
  taxId: maybeWords(40),
  phone: maybeWords(40),
  email: maybeWords(100),
  website: maybeWords(100),
  basis: z.enum(['accrual', 'modified-cash']),
  rounding: z.enum(['half-up', 'half-even']),
  paper: z.enum(['a4', 'us-letter']),
  /** the month its financial years begin with, 1 to 12 */
  yearStartsMonth: z.number().int().min(1).max(12),
  bank: z.array(bankLine).max(8),
  invoiceFooter: maybeWords(300),
  fourEyes: z.boolean(),
});

export const officeShape = z.strictObject({ id, entityId: id, code: words(20), name: words(), country });

export const showMe = query({
  noun: 'me',
  verb: 'show',
  permission: 'see own',
  summary: 'Who is signed in, what they may do, and the firm they work in.',
  input: nothing,
  output: z.object({
    person: z.object({
      id,
      name: z.string(),
      email: z.string(),
      roles: z.array(role),
      permissions: z.array(permission),
    }),
    timekeeperId: id.nullable(),
    today: day,
    firm: z.object({
      name: z.string(),
      demo: z.boolean(),
      entities: z.array(entityShape),
      offices: z.array(officeShape),
    }),
    people: z.array(z.object({ id, name: z.string(), email: z.string(), roles: z.array(role) })),
  }),
});

export const saveEntity = command({
  noun: 'entities',
  verb: 'save',
  permission: 'set up firm',
  summary: 'Add a legal entity, or change one (give its id).',
  input: entityShape.partial({ id: true }),
  output: z.object({ id }),
});

export const saveOffice = command({
  noun: 'offices',
  verb: 'save',
  permission: 'set up firm',
  summary: 'Add an office, or change its name and country (give its id); its code and entity stay.',
  input: officeShape.partial({ id: true }),
  output: z.object({ id }),
});

const taxKind = z.enum(['standard', 'reduced', 'zero', 'exempt', 'reverse-charge', 'out-of-scope']);
export const taxCodeShape = z.object({
  id,
  entityId: id,
  code: z.string(),
  name: z.string(),
  kind: taxKind,
  note: z.string(),
  rates: z.array(z.object({ ratePpm: ppm, from: day, to: day.nullable() })),
});

export const listTaxCodes = query({
  noun: 'tax-codes',
  verb: 'list',
  permission: 'see work',
  summary: 'Tax codes of each entity with their dated rates.',
  input: nothing,
  output: z.object({ rows: z.array(taxCodeShape) }),
});

export const saveTaxCode = command({
  noun: 'tax-codes',
  verb: 'save',
  permission: 'set up firm',
  summary:
    'Add a tax code, or change its name and note; its code and kind stay. A rate given counts from its day on and ends the one before.',
  input: z.strictObject({
    id: id.optional(),
    entityId: id,
    code: words(10),
    name: words(),
    kind: taxKind,
    note: maybeWords(300),
    rate: z.strictObject({ ratePpm: ppm.min(0).max(1_000_000), from: day }).optional(),
  }),
  output: z.object({ id }),
});

const documentType = z.enum(['invoice', 'credit-note', 'cancellation']);

export const listSeries = query({
  noun: 'number-series',
  verb: 'list',
  permission: 'see work',
  summary: 'Number series of each entity: their prefix and the next number.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        entityId: id,
        entity: z.string(),
        documentType,
        year: z.number(),
        prefix: z.string(),
        next: z.string(),
        given: z.number(),
      }),
    ),
  }),
});

export const saveSeries = command({
  noun: 'number-series',
  verb: 'save',
  permission: 'set up firm',
  summary: 'Give a year’s series its prefix, before its first number; without one it begins as CODE-YEAR-.',
  input: z.strictObject({
    entityId: id,
    documentType,
    year: z.number().int().min(2000).max(2200),
    prefix: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9/_.-]{1,20}$/, { error: 'write letters, digits, - / . or _, at most 20, such as LON-2027-' }),
  }),
  output: z.object({ first: z.string() }),
});

export const listExchangeRates = query({
  noun: 'exchange-rates',
  verb: 'list',
  permission: 'see work',
  summary: 'Exchange rates by day, with source.',
  input: nothing,
  output: z.object({
    rows: z.array(z.object({ from: currency, to: currency, day, rate: z.string(), source: z.string() })),
  }),
});

export const addExchangeRate = command({
  noun: 'exchange-rates',
  verb: 'add',
  permission: 'set up firm',
  summary: 'Record the rate of a day: units of `to` for one unit of `from`.',
  input: z.strictObject({
    from: currency,
    to: currency,
    day,
    rate: z.string().regex(/^\d{1,9}(\.\d{1,10})?$/, { error: 'write a rate such as 1.0825' }),
    source: words(100),
  }),
  output: z.object({ from: currency, to: currency, day }),
});

export const listPeople = query({
  noun: 'people',
  verb: 'list',
  permission: 'administer',
  summary: 'People, their roles and limits.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        name: z.string(),
        email: z.string(),
        active: z.boolean(),
        roles: z.array(role),
        limits: z.array(z.object({ kind: z.string(), amount: money })),
        sessions: z.number(),
      }),
    ),
  }),
});

export const savePerson = command({
  noun: 'people',
  verb: 'save',
  permission: 'administer',
  summary: 'Add a person or change name, roles, limits; an inactive person is signed out at once.',
  input: z.strictObject({
    id: id.optional(),
    name: words(),
    email: z.email(),
    active: z.boolean().default(true),
    roles: z.array(role).min(1),
    limits: z
      .array(
        z.strictObject({
          kind: z.enum(['approve-total', 'approve-reduction', 'approve-by-mail', 'purge', 'write-off', 'refund']),
          amount: money,
        }),
      )
      .default([]),
  }),
  output: z.object({ id }),
});

export const endSessions = command({
  noun: 'people',
  verb: 'end-sessions',
  permission: 'administer',
  summary: 'Sign a person out everywhere.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ ended: z.number() }),
});

export const timekeeperShape = z.object({
  id,
  number: z.string(),
  name: z.string(),
  initials: z.string(),
  title: z.string(),
  classification: z.string(),
  officeId: id,
  office: z.string(),
  personId: id.nullable(),
  active: z.boolean(),
});

export const listTimekeepers = query({
  noun: 'timekeepers',
  verb: 'list',
  permission: 'see work',
  summary: 'Timekeepers with title, office and LEDES classification.',
  input: nothing,
  output: z.object({ rows: z.array(timekeeperShape) }),
});

export const saveTimekeeper = command({
  noun: 'timekeepers',
  verb: 'save',
  permission: 'set up firm',
  summary: 'Add a timekeeper or change one.',
  input: z.strictObject({
    id: id.optional(),
    number: words(20),
    name: words(),
    initials: words(6),
    title: words(60),
    classification: words(10),
    officeId: id,
    personId: id.nullable().default(null),
    active: z.boolean().default(true),
  }),
  output: z.object({ id }),
});

export const listCodes = query({
  noun: 'codes',
  verb: 'list',
  permission: 'see work',
  summary: 'Task, activity and expense codes with their set and source.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        set: z.string(),
        kind: z.enum(['task', 'activity', 'expense']),
        code: z.string(),
        title: z.string(),
        selectable: z.boolean(),
        source: z.string(),
      }),
    ),
  }),
});

export const saveSetting = command({
  noun: 'me',
  verb: 'keep-setting',
  permission: 'see own',
  summary: 'Keep a personal setting: column layout, saved view, theme.',
  input: z.strictObject({ key: words(100), value: z.json() }),
  output: nothing,
});

export const listSettings = query({
  noun: 'me',
  verb: 'settings',
  permission: 'see own',
  summary: 'The personal settings kept.',
  input: nothing,
  output: z.object({ rows: z.array(z.object({ key: z.string(), value: z.json() })) }),
});
