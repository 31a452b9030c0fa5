import { addDays } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { bankAccount } from '../support/money.ts';
import type { TestFirm } from '../support/firm.ts';
import { docketPlants } from './docket-plants.ts';
import { termsPlants } from './terms-plants.ts';
import type { Card, Month } from './month.ts';
import * as words from './words.ts';

type Matter = TestFirm['matters'][number];

export interface Place {
  readonly month: Month;
  readonly matter: Matter;
  readonly nth: number;
  /** as the database's owner: what an earlier version or another program left behind */
  asOwner(sql: string, values: readonly unknown[]): Promise<void>;
}

/** A kind of defect: planted as recorded work, or on the proforma once it is there. Gives the cards it is about. */
export interface Plant {
  readonly code: string;
  /** rules that are off as delivered, switched on with what a client would agree */
  readonly rule?: { readonly params: Record<string, unknown>; readonly forMatter?: true };
  /** every client of the firm gets e-bills with codes */
  readonly ebilled?: true;
  work?(at: Place): Promise<readonly string[]>;
  edit?(at: Place, proformaId: string, cards: readonly string[]): Promise<void>;
}

const one =
  (card: (at: Place) => Card) =>
  async (at: Place): Promise<readonly string[]> => [await at.month.record(at.matter, card(at))];
const from =
  (list: readonly string[]) =>
  (at: Place): string =>
    `${list[at.nth % list.length]}`;

/** Days of their own for what needs a day: no clean work lies there. */
const ownDay = (at: Place, back: number) => at.month.weekdayBack(back + (at.nth % 3));
const amounts = (minor: string) => ['GBP', 'EUR', 'USD', 'CHF', 'JPY'].map((currency) => ({ currency, minor }));

const narratives: readonly Plant[] = [
  { code: 'vague-narrative', work: one((at) => ({ narrative: from(words.VAGUE)(at) })) },
  { code: 'block-billing', work: one((at) => ({ narrative: from(words.BLOCKS)(at), hours: '3.00' })) },
  { code: 'clerical-work', work: one((at) => ({ narrative: from(words.CLERICAL)(at) })) },
  { code: 'unpayable-task', work: one((at) => ({ narrative: from(words.UNPAID)(at) })) },
  { code: 'paralegal-work', rule: { params: {} }, work: one((at) => ({ narrative: from(words.PARALEGAL)(at) })) },
  { code: 'privileged-words', work: one((at) => ({ narrative: from(words.PRIVILEGED)(at) })) },
  { code: 'narrative-too-long', work: one((at) => ({ narrative: `${at.month.words()} `.repeat(90) })) },
  {
    code: 'unprintable-characters',
    work: one((at) => ({ narrative: `${at.month.words()} for the mark ${from(words.NO_FONT)(at)}` })),
  },
  {
    code: 'identical-narratives',
    work: async (at) => {
      const narrative = at.month.words();
      const ids: string[] = [];
      for (const back of [33, 34, 35])
        ids.push(
          await at.month.record(at.matter, {
            narrative,
            workDate: at.month.weekdayBack(back),
            timekeeper: 1,
            hours: '0.40',
          }),
        );
      return ids;
    },
  },
  {
    code: 'another-clients-name',
    work: one((at) => {
      const others = at.month.firm.matters.filter((m) => m.client.number !== at.matter.client.number);
      const other = others[at.nth % others.length];
      return { narrative: `${at.month.words()} for ${at.nth % 2 === 0 ? other?.client.name : other?.number}` };
    }),
  },
  {
    code: 'another-case',
    work: one((at) => {
      // The last matter of a client is of its third family, the first of its first.
      const own = at.month.firm.matters.filter((m) => m.client.number === at.matter.client.number);
      const other = at.matter.id === own.at(-1)?.id ? own[0] : own.at(-1);
      return { narrative: `${at.month.words()}, as in ${other?.number}` };
    }),
  },
  { code: 'spelling', work: one((at) => ({ narrative: `${at.month.words()} with ${from(words.TYPOS)(at)} noted` })) },
];

const days: readonly Plant[] = [
  {
    code: 'impossible-day',
    work: async (at) => {
      const ids: string[] = [];
      for (const hours of ['9.00', '9.00', '8.00'])
        ids.push(
          await at.month.record(at.matter, {
            hours,
            workDate: addDays(at.month.weekdayBack(60), -at.nth),
            timekeeper: 0,
          }),
        );
      return ids;
    },
  },
  {
    code: 'long-day',
    work: async (at) => [
      await at.month.record(at.matter, {
        hours: '6.00',
        workDate: addDays(at.month.weekdayBack(61), -at.nth),
        timekeeper: 1,
      }),
      await at.month.record(at.matter, {
        hours: '5.00',
        workDate: addDays(at.month.weekdayBack(61), -at.nth),
        timekeeper: 1,
      }),
    ],
  },
  {
    code: 'weekend-or-holiday',
    work: one((at) => {
      let on = addDays(at.month.today, -7);
      while (new Date(`${on}T00:00:00Z`).getUTCDay() !== 6) on = addDays(on, -1);
      return { workDate: on };
    }),
  },
  {
    code: 'many-attendees',
    work: async (at) => {
      const ids: string[] = [];
      for (const timekeeper of [0, 1, 2])
        ids.push(await at.month.record(at.matter, { timekeeper, narrative: words.MEETING, workDate: ownDay(at, 40) }));
      return ids;
    },
  },
  {
    code: 'staffing',
    rule: { params: { max: 3 } },
    work: async (at) => {
      const ids: string[] = [];
      for (const timekeeper of [0, 1, 2, 3])
        ids.push(await at.month.record(at.matter, { timekeeper, workDate: ownDay(at, 45) }));
      return ids;
    },
  },
  {
    code: 'month-hours',
    rule: { params: { max: '40.00', maxSupport: '30.00' } },
    work: async (at) => {
      const ids: string[] = [];
      for (const nth of [0, 1, 2, 3, 4, 5])
        ids.push(
          await at.month.record(at.matter, {
            hours: '7.00',
            workDate: addDays(at.month.today, -95 - nth),
            timekeeper: at.nth % 3,
          }),
        );
      return ids;
    },
  },
  {
    code: 'minimum-increment',
    rule: { params: { unit: '0.10' } },
    work: one((at) => ({ hours: `0.${31 + (at.nth % 8)}` })),
  },
  { code: 'late-entry', work: one((at) => ({ workDate: ownDay(at, 42) })) },
  { code: 'stale-work', rule: { params: { days: 120 } }, work: one((at) => ({ workDate: ownDay(at, 130) })) },
  { code: 'old-work', work: one((at) => ({ workDate: ownDay(at, 200) })) },
  {
    code: 'travel-mixed',
    rule: { params: {} },
    work: one(() => ({ narrative: words.TRAVEL, activityCode: 'A104', taskCode: 'PA110' })),
  },
  {
    code: 'travel-rate',
    rule: { params: { percent: 50 } },
    work: one(() => ({ narrative: 'Journey to the oral hearing in Munich', activityCode: 'A109', taskCode: 'B195' })),
  },
];

const codes: readonly Plant[] = [
  {
    code: 'code-missing',
    ebilled: true,
    work: one(() => ({ taskCode: null, activityCode: null })),
  },
  {
    code: 'expense-code-missing',
    ebilled: true,
    work: one(() => ({
      kind: 'disbursement',
      expenseCode: null,
      narrative: 'Courier to the office with the original deed',
    })),
  },
  { code: 'activity-without-task', work: one(() => ({ activityCode: 'A104', taskCode: null })) },
  {
    code: 'mixed-code-sets',
    work: async (at) => [
      await at.month.record(at.matter, { taskCode: 'PA110', activityCode: 'A103', workDate: at.month.weekdayBack(36) }),
      await at.month.record(at.matter, { taskCode: 'PA110', activityCode: 'A103', workDate: at.month.weekdayBack(37) }),
      await at.month.record(at.matter, { taskCode: 'L110', activityCode: 'A103', workDate: at.month.weekdayBack(38) }),
    ],
  },
  {
    code: 'code-invalid',
    work: one(() => ({})),
    edit: async (at, proformaId, cards) =>
      at.asOwner(`update proforma_line set task_code = 'XX999' where proforma_id = $1 and card_id = $2`, [
        proformaId,
        cards[0],
      ]),
  },
];

const cost = (more: Card) =>
  one((at) => ({ kind: 'disbursement', narrative: `Fee of the expert for the report (item ${at.nth})`, ...more }));

const costs: readonly Plant[] = [
  { code: 'receipt-missing', rule: { params: { over: amounts('5000') } }, work: cost({ amount: '15000' }) },
  { code: 'approval-missing', rule: { params: { over: amounts('50000') } }, work: cost({ amount: '90000' }) },
  {
    code: 'cost-twice',
    work: async (at) => {
      const twice = {
        kind: 'disbursement',
        narrative: `Drawings by the agency, bill ${7_310 + at.nth}`,
        amount: '23000',
      } as const;
      return [
        await at.month.record(at.matter, { ...twice, workDate: at.month.weekdayBack(12) }),
        await at.month.record(at.matter, { ...twice, workDate: at.month.weekdayBack(8) }),
      ];
    },
  },
  { code: 'overhead-expense', rule: { params: { codes: ['E103'] } }, work: cost({ expenseCode: 'E103' }) },
  { code: 'expense-needs-approval', rule: { params: {} }, work: cost({ expenseCode: 'E119' }) },
  {
    code: 'travel-over-cap',
    rule: { params: { over: amounts('30000') } },
    work: cost({ expenseCode: 'E110', amount: '45000' }),
  },
  {
    code: 'anticipated-old',
    work: one((at) => ({
      kind: 'disbursement',
      costKind: 'anticipated',
      workDate: ownDay(at, 75),
      narrative: 'Associate abroad, estimate for the filing',
    })),
  },
  {
    code: 'cost-marked-up',
    work: cost({}),
    edit: (at, proformaId, cards) =>
      at.month.edit(proformaId, cards[0] ?? '', {
        do: 'set-amount',
        amount: { minor: '5200', currency: at.matter.currency },
        reason: 'handling',
      }),
  },
];

const money: readonly Plant[] = [
  {
    code: 'rate-above-agreed',
    work: one(() => ({})),
    edit: (at, proformaId, cards) =>
      at.month.edit(proformaId, cards[0] ?? '', { do: 'set-rate', ratePerHour: '99900', reason: 'urgent' }),
  },
  {
    code: 'duplicate-cards',
    work: async (at) => {
      const card = { narrative: at.month.words(), workDate: at.month.weekdayBack(30), hours: '0.60' };
      return [await at.month.record(at.matter, card), await at.month.record(at.matter, card)];
    },
  },
  {
    code: 'outside-period',
    work: one(() => ({})),
    edit: (at, proformaId, cards) =>
      at.asOwner(
        `update proforma_line set work_date = (select through_day + 1 from proforma where id = $1) where proforma_id = $1 and card_id = $2`,
        [proformaId, cards[0]],
      ),
  },
  {
    code: 'future-work',
    work: one(() => ({})),
    edit: (at, proformaId, cards) =>
      at.asOwner(`update proforma_line set work_date = $3::date + 9 where proforma_id = $1 and card_id = $2`, [
        proformaId,
        cards[0],
        at.month.today,
      ]),
  },
  {
    code: 'timekeeper-not-approved',
    rule: { params: { approved: ['none of them'] }, forMatter: true },
    work: one(() => ({})),
  },
  {
    code: 'class-not-paid',
    rule: { params: { classes: ['ASSOC'] }, forMatter: true },
    work: one(() => ({ timekeeper: 0 })),
  },
  { code: 'discount-missing', rule: { params: { percent: 5 }, forMatter: true } },
  { code: 'below-minimum', rule: { params: { least: amounts('99999999') }, forMatter: true } },
  {
    code: 'premium',
    rule: { params: {} },
    edit: async (at, proformaId) => {
      await act(at.month.engine, at.month.maya, 'proformas edit', {
        id: proformaId,
        operation: {
          do: 'adjust',
          label: 'Urgency',
          amount: { minor: '5000', currency: at.matter.currency },
          reason: 'urgent',
        },
      });
    },
  },
  {
    code: 'new-work',
    edit: async (at) => void (await at.month.record(at.matter, { workDate: at.month.weekdayBack(2) })),
  },
  {
    code: 'reviewer-not-owner',
    edit: async (at, proformaId) => {
      const { engine, maya, ruth } = at.month;
      const { version } = await act<{ version: number }>(engine, maya, 'proformas show', { id: proformaId });
      const reviewers = [{ personId: ruth.personId, kind: 'owner' }];
      await act(engine, maya, 'reviews set-reviewers', { id: proformaId, version, mode: 'sequential', reviewers });
    },
  },
  {
    code: 'edited-since-preview',
    edit: async (at, proformaId) => {
      const { engine, maya } = at.month;
      const { lines } = await act<{ lines: { cardId: string }[] }>(engine, maya, 'proformas show', { id: proformaId });
      await at.asOwner(
        `insert into proforma_preview (proforma_id, person_id, seen_at) values ($1, $2, clock_timestamp()) on conflict do nothing`,
        [proformaId, maya.personId],
      );
      const reworded = { do: 'set-words', narrative: at.month.words(), reason: '' };
      await at.month.edit(proformaId, lines[0]?.cardId ?? '', reworded);
    },
  },
  {
    code: 'reference-missing',
    edit: (at) =>
      at.asOwner(`update matter set client_reference = '', version = version + 1 where id = $1`, [at.matter.id]),
  },
  {
    code: 'work-after-close',
    work: one(() => ({})),
    edit: (at) =>
      at.asOwner(`update matter set closed_on = $2::date - 300, version = version + 1 where id = $1`, [
        at.matter.id,
        at.month.today,
      ]),
  },
  {
    code: 'cannot-be-billed',
    edit: (at) =>
      at.asOwner(`update matter set closed_to_billing = true, version = version + 1 where id = $1`, [at.matter.id]),
  },
  {
    code: 'rate-outdated',
    work: one(() => ({ timekeeper: 0 })),
    edit: async (at) => {
      await act(at.month.engine, at.month.ruth, 'rates set', {
        level: 'matter',
        matterId: at.matter.id,
        clientId: null,
        title: 'Associate',
        currency: at.matter.currency,
        ratePerHour: '31100',
        from: addDays(at.month.today, -300),
        source: 'amended schedule',
      });
    },
  },
  {
    code: 'funds-unused',
    edit: async (at, proformaId) => {
      const { engine, maya } = at.month;
      const sheet = await act<{ payers: { payerId: string }[] }>(engine, maya, 'proformas show', { id: proformaId });
      await act(engine, maya, 'receipts record', {
        bankAccountId: await bankAccount(engine, maya, at.matter.client.entity, at.matter.currency),
        payerId: sheet.payers[0]?.payerId,
        method: 'wire',
        receivedOn: at.month.today,
        amount: '12300',
      });
    },
  },
];

export const PLANTS: readonly Plant[] = [
  ...narratives,
  ...days,
  ...codes,
  ...costs,
  ...money,
  ...docketPlants,
  ...termsPlants,
];
