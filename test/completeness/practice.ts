import { chanceFrom } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import { addDays, type Day } from '../../src/kernel/day.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import type { TestFirm } from '../support/firm.ts';

/** What was planted: of which kind, on which matter. */
export interface Planted {
  readonly kind: string;
  readonly matterId: string;
  readonly mark: string;
}

const PRICES = [
  {
    event: 'Application filed',
    minor: '120000',
    says: [
      'Filing of the application, fixed fee',
      'Application filed',
      'Fixed fee: application, filed with the office',
    ],
  },
  {
    event: 'Response filed',
    minor: '95000',
    says: ['Fixed fee for the response filed', 'Response to the examiner, filed', 'Response filed'],
  },
  {
    event: 'Grant formalities',
    minor: '48000',
    says: ['Formalities on grant', 'Grant formalities, fixed fee', 'Attending to grant formalities'],
  },
] as const;

const OTHER = [
  'Courier to the client',
  'Certified copies',
  'Search for earlier marks',
  'Conference with foreign associate',
];

interface Practice {
  readonly engine: Engine;
  readonly firm: TestFirm;
  readonly actor: Actor;
  readonly today: Day;
}

/** Fees of an office of the test's own, which is always sure. */
async function officeFees({ engine, actor }: Practice): Promise<void> {
  await act(engine, actor, 'fees take', {
    source: {
      json: JSON.stringify({
        schedule: 'planted',
        office: 'XX',
        currency: 'EUR',
        label: 'Planted fees',
        from: '2024-01-01',
        authority: 'the test',
        items: [
          {
            key: 'xx-search',
            name: 'Search fee of XX',
            amounts: { any: '130.00' },
            confidence: 'official',
            sources: ['the test'],
          },
        ],
      }),
    },
  });
}

/** Rules are written after the events came: nothing follows by itself, as in a firm that has just moved in. */
async function rules({ engine, actor, firm }: Practice): Promise<void> {
  const currencies = new Map(firm.matters.map((m) => [m.client.number, m.currency]));
  const { rows } = await act<{ rows: { id: string; number: string }[] }>(engine, actor, 'clients list', {});
  for (const { id, number } of rows)
    for (const price of PRICES)
      await act(engine, actor, 'docket-rules set', {
        name: price.event,
        codes: [price.event],
        from: '2024-01-01',
        clientId: id,
        params: {
          action: 'fixed-fee',
          amount: { minor: price.minor, currency: currencies.get(number) },
          narrative: price.event,
        },
        clause: 'Price list',
      });
  await act(engine, actor, 'docket-rules set', {
    name: 'Search fee of XX',
    codes: ['Search requested'],
    from: '2024-01-01',
    params: { action: 'official-fee', items: ['xx-search'] },
    clause: 'Price list',
  });
}

/** A practice of some months: events with their fees as people record them, and gaps of every kind. */
export async function plant(practice: Practice, seed: number): Promise<Planted[]> {
  const chance = chanceFrom(seed);
  const planted: Planted[] = [];
  await officeFees(practice);
  const list: string[] = ['Id,Matter,Event,Date,Due,Completed'];
  const cards: { input: Record<string, unknown>; hold?: boolean }[] = [];
  const fees: { matterId: string; paidOn: Day; hold: boolean }[] = [];
  const add = (id: string, matter: string, name: string, on: Day, task: boolean): void => {
    list.push(task ? `${id},${matter},${name},,${addDays(on, 3)},${on}` : `${id},${matter},${name},${on},,`);
  };
  let serial = 0;
  for (const matter of practice.firm.matters) {
    const charge = (on: Day, minor: string, narrative: string): void => {
      cards.push({
        input: {
          kind: 'charge',
          matterId: matter.id,
          workDate: on,
          amount: { minor, currency: matter.currency },
          narrative,
        },
      });
    };
    const event = (name: string, on: Day, task = false): void => {
      serial += 1;
      add(`P${serial}`, matter.number, name, on, task);
    };
    let on = addDays(practice.today, -chance.between(150, 165));
    const quiet = chance.between(1, 6) === 1;
    if (quiet) {
      event('Assignment recorded', on, true);
      planted.push({ kind: 'no-work-recorded', matterId: matter.id, mark: 'Assignment recorded' });
      continue;
    }
    for (const price of PRICES) {
      on = addDays(on, chance.between(28, 40));
      const says = chance.pick(price.says);
      const what = chance.between(1, 10);
      if (what <= 2) {
        event(price.event, on);
        planted.push({ kind: 'fee-missing', matterId: matter.id, mark: price.event });
      } else if (what === 3) {
        event(price.event, on);
        charge(addDays(on, chance.between(0, 9)), price.minor, says);
        charge(addDays(on, chance.between(10, 20)), price.minor, price.event);
        planted.push({ kind: 'fee-twice', matterId: matter.id, mark: price.event });
      } else if (what === 4) {
        charge(on, price.minor, price.event);
        planted.push({ kind: 'fee-without-event', matterId: matter.id, mark: price.event });
      } else {
        event(price.event, on);
        // billed by hand, some days off, at times at another price or with a slip in the words
        const agreed = chance.between(1, 5) === 1 ? String(Number(price.minor) - 5000) : price.minor;
        charge(addDays(on, chance.between(-4, 14)), agreed, says);
      }
    }
    cards.push({
      input: {
        kind: 'disbursement',
        costKind: 'soft',
        matterId: matter.id,
        workDate: addDays(practice.today, -chance.between(20, 150)),
        amount: { minor: '3500', currency: matter.currency },
        narrative: chance.pick(OTHER),
        expenseCode: 'E107',
      },
    });
    charge(addDays(practice.today, -chance.between(20, 150)), '7700', chance.pick(OTHER));
    const search = chance.between(1, 8);
    const paidOn = addDays(practice.today, -chance.between(50, 90));
    if (search <= 2) {
      event('Search requested', paidOn);
      planted.push({ kind: 'official-fee-missing', matterId: matter.id, mark: 'Search requested' });
    } else if (search === 3) {
      event('Search requested', addDays(paidOn, -2));
      fees.push({ matterId: matter.id, paidOn, hold: false });
      planted.push({ kind: 'paid-not-billed', matterId: matter.id, mark: 'Search fee of XX' });
    } else if (search <= 6) {
      event('Search requested', addDays(paidOn, -2));
      fees.push({ matterId: matter.id, paidOn, hold: true });
    }
  }
  const { engine, actor } = practice;
  await act(engine, actor, 'docket import', {
    source: 'planted',
    fileName: 'planted.csv',
    file: { text: list.join('\n') },
  });
  for (const { input } of cards) await act(engine, actor, 'cards record', input);
  for (const { matterId, paidOn, hold } of fees) {
    const recorded = await act<{ cards: { id: string }[] }>(engine, actor, 'fees record', {
      matterId,
      paidOn,
      items: [{ item: 'xx-search' }],
    });
    if (hold)
      await act(engine, actor, 'cards hold', {
        cardIds: recorded.cards.map((card) => card.id),
        reason: 'Billed at the end',
        untilDay: null,
      });
  }
  await rules(practice);
  return planted;
}
