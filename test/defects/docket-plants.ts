import { addDays, type Day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import type { Place, Plant } from './plants.ts';

const EVENTS_BACK = 20;

/** An event of the planted matter's docket, by hand. */
async function happened(at: Place, name: string, on: Day): Promise<void> {
  await act(at.month.engine, at.month.maya, 'docket save', {
    matterId: at.matter.id,
    name,
    state: 'completed',
    completedDay: on,
  });
}

/** A billing rule for the planted matter alone; set after the event, so that nothing follows from it by itself. */
async function rule(at: Place, name: string, params: Record<string, unknown>): Promise<void> {
  const { engine, maya } = at.month;
  const { clientId } = await act<{ clientId: string }>(engine, maya, 'matters show', { id: at.matter.id });
  await act(engine, maya, 'docket-rules set', {
    name,
    codes: [name],
    clientId,
    matterId: at.matter.id,
    from: addDays(at.month.today, -300),
    params,
    clause: 'Price list',
  });
}

async function charge(at: Place, narrative: string, minor: string, workDate: Day): Promise<string> {
  const { id } = await act<{ id: string }>(at.month.engine, at.month.maya, 'cards record', {
    kind: 'charge',
    matterId: at.matter.id,
    workDate,
    amount: { minor, currency: at.matter.currency },
    narrative,
  });
  return id;
}

const fixedFee = (at: Place, minor: string, narrative: string, taskCode = '') => ({
  action: 'fixed-fee',
  amount: { minor, currency: at.matter.currency },
  narrative,
  taskCode,
});

/** Fees of an office of the tests' own, recorded for a small applicant. */
async function officialFee(at: Place, item: string): Promise<readonly string[]> {
  const { engine, maya } = at.month;
  const fee = (key: string, name: string, amounts: Record<string, string>) => ({
    key,
    name,
    amounts,
    confidence: 'official',
    sources: ['the test'],
  });
  await act(engine, maya, 'fees take', {
    source: {
      json: JSON.stringify({
        schedule: 'planted',
        office: 'XX',
        currency: 'EUR',
        label: 'Planted fees',
        from: '2024-01-01',
        authority: 'the test',
        items: [
          fee('xx-request', 'Request fee of XX', { large: '240.00', small: '120.00' }),
          fee('xx-renewal-3', 'Renewal fee of XX', { any: '310.00' }),
        ],
      }),
    },
  });
  const { cards } = await act<{ cards: { id: string }[] }>(engine, maya, 'fees record', {
    matterId: at.matter.id,
    paidOn: at.month.weekdayBack(4),
    entity: 'small',
    items: [{ item }],
  });
  return cards.map((card) => card.id);
}

export const docketPlants: readonly Plant[] = [
  {
    code: 'budget-used',
    edit: async (at) => {
      const { engine, maya } = at.month;
      const { clientId } = await act<{ clientId: string }>(engine, maya, 'matters show', { id: at.matter.id });
      await act(engine, maya, 'budgets set', {
        clientId,
        matterId: at.matter.id,
        name: 'Agreed estimate',
        amount: { minor: String(900 + at.nth), currency: at.matter.currency },
        since: addDays(at.month.today, -30),
        source: 'the test',
      });
    },
  },
  {
    code: 'event-without-fee',
    work: async (at) => {
      await happened(at, 'Opposition filed', at.month.weekdayBack(EVENTS_BACK));
      await rule(at, 'Opposition filed', fixedFee(at, '310000', 'Filing of the opposition'));
      return [];
    },
  },
  {
    code: 'fee-twice',
    work: async (at) => {
      await happened(at, 'Appeal lodged', at.month.weekdayBack(EVENTS_BACK));
      await rule(at, 'Appeal lodged', fixedFee(at, '270000', 'Lodging of the appeal'));
      return [
        await charge(at, 'Lodging of the appeal', '270000', at.month.weekdayBack(19)),
        await charge(at, 'Appeal lodged', '270000', at.month.weekdayBack(8 + (at.nth % 5))),
      ];
    },
  },
  {
    code: 'fee-without-event',
    work: async (at) => {
      await happened(at, 'Letter received', at.month.weekdayBack(EVENTS_BACK));
      await rule(at, 'Observations filed', fixedFee(at, '145000', 'Filing of observations'));
      return [await charge(at, 'Filing of observations', '145000', at.month.weekdayBack(6 + (at.nth % 9)))];
    },
  },
  {
    code: 'hourly-on-fixed',
    work: async (at) => {
      await happened(at, 'Translation filed', at.month.weekdayBack(2));
      await rule(at, 'Translation filed', fixedFee(at, '88000', 'Translation filed', 'PA120'));
      const workDate = at.month.weekdayBack(27 + (at.nth % 20));
      return [await at.month.record(at.matter, { taskCode: 'PA120', activityCode: 'A103', workDate })];
    },
  },
  {
    code: 'code-against-docket',
    work: async (at) => {
      await happened(at, 'Search report received', at.month.weekdayBack(26));
      await rule(at, 'Search report received', { action: 'task-code', taskCode: 'PA120', days: 30 });
      const workDate = at.month.weekdayBack(28 + (at.nth % 20));
      return [await at.month.record(at.matter, { taskCode: 'PA110', activityCode: 'A103', workDate })];
    },
  },
  {
    code: 'official-fee-differs',
    work: (at) => officialFee(at, 'xx-renewal-3'),
    edit: async (at, proformaId, cards) => {
      const amount = { minor: String(40_100 + at.nth), currency: at.matter.currency };
      await at.month.edit(proformaId, cards[0] ?? '', { do: 'set-amount', amount, reason: 'a slip' });
    },
  },
  {
    code: 'entity-mismatch',
    work: (at) => officialFee(at, 'xx-request'),
    edit: (at) =>
      at.asOwner(`update matter set entity_status = 'large', version = version + 1 where id = $1`, [at.matter.id]),
  },
  {
    code: 'annuity-mismatch',
    work: (at) => officialFee(at, 'xx-renewal-3'),
    edit: (at) => at.asOwner(`update matter set annuity_year = 5, version = version + 1 where id = $1`, [at.matter.id]),
  },
];
