import { addMonths, type Day, firstOfMonth } from '../kernel/day.ts';
import { unitOf } from '../kernel/currency.ts';
import type { Engine } from '../platform/command.ts';
import { SYSTEM } from '../platform/system.ts';
import type { Chance } from './chance.ts';
import { act } from './doing.ts';
import { setUpClient } from './set-up-clients.ts';
import { CLIENTS, type DemoClient, ENTITIES, EXCHANGE, PEOPLE, type Limits } from './firm-data.ts';

export interface DemoTimekeeper {
  readonly id: string;
  readonly number: string;
  readonly office: string;
  readonly title: string;
  readonly rate: number;
}

export interface DemoMatter {
  readonly id: string;
  readonly number: string;
  readonly client: DemoClient;
  readonly type: 'patent' | 'trademark' | 'design';
  readonly office: string;
  readonly currency: string;
}

export interface DemoFirm {
  readonly entities: ReadonlyMap<string, { id: string; officeId: string; taxes: ReadonlyMap<string, string> }>;
  readonly people: ReadonlyMap<string, string>;
  readonly timekeepers: readonly DemoTimekeeper[];
  readonly matters: readonly DemoMatter[];
}

const FROM_MONTHS = 14;

/** Sets the firm up through the same commands that its administrator would use. `since` is the first day its books know. */
export async function setUpFirm(engine: Engine, chance: Chance, today: Day): Promise<DemoFirm> {
  const since = firstOfMonth(addMonths(today, -FROM_MONTHS));
  const entities = await setUpEntities(engine, since, today);
  const { people, timekeepers } = await setUpPeople(engine, entities, since);
  const matters: DemoMatter[] = [];
  for (const client of CLIENTS)
    matters.push(
      ...(await setUpClient(engine, chance, client, {
        entities,
        timekeepers,
        since,
        today,
        first: matters.length,
      })),
    );
  return { entities, people, timekeepers, matters };
}

async function setUpEntities(
  engine: Engine,
  since: Day,
  today: Day,
): Promise<Map<string, { id: string; officeId: string; taxes: Map<string, string> }>> {
  const made = new Map<string, { id: string; officeId: string; taxes: Map<string, string> }>();
  for (const { offices, tax, ...entity } of ENTITIES) {
    const { id } = await act<{ id: string }>(engine, SYSTEM, 'entities save', {
      ...entity,
      basis: 'accrual',
      rounding: 'half-up',
      yearStartsMonth: 1,
      fourEyes: true,
    });
    await act(engine, SYSTEM, 'receivables set-tolerance', { entityId: id, upTo: '500', reason: 'Firm policy' });
    let officeId = '';
    for (const office of offices)
      ({ id: officeId } = await act<{ id: string }>(engine, SYSTEM, 'offices save', {
        entityId: id,
        ...office,
      }));
    const taxes = new Map<string, string>();
    for (const { ratePpm, ...code } of tax) {
      taxes.set(
        code.code,
        (
          await act<{ id: string }>(engine, SYSTEM, 'tax-codes save', {
            entityId: id,
            ...code,
            rate: { ratePpm, from: since },
          })
        ).id,
      );
    }
    await closeOldPeriods(engine, id, today);
    for (const currency of ['GBP', 'USD', 'EUR']) {
      await act(engine, SYSTEM, 'bank-accounts save', {
        entityId: id,
        name: `${entity.code} ${currency} office account`,
        currency,
      });
    }
    made.set(entity.code, { id, officeId, taxes });
  }
  for (const rate of EXCHANGE)
    await act(engine, SYSTEM, 'exchange-rates add', { ...rate, day: since, source: 'firm’s monthly rate' });
  return made;
}

/** All months but the last three are closed. */
async function closeOldPeriods(engine: Engine, entityId: string, today: Day): Promise<void> {
  const openFrom = firstOfMonth(addMonths(today, -3));
  const { rows } = await act<{ rows: { id: string; entityId: string; from: Day }[] }>(
    engine,
    SYSTEM,
    'periods list',
    {},
  );
  for (const period of rows.filter((row) => row.entityId === entityId && row.from < openFrom)) {
    await act(engine, SYSTEM, 'periods set-state', {
      id: period.id,
      state: 'closed',
      reason: 'Books of the month are done',
    });
  }
}

async function setUpPeople(
  engine: Engine,
  entities: DemoFirm['entities'],
  since: Day,
): Promise<{ people: Map<string, string>; timekeepers: DemoTimekeeper[] }> {
  const people = new Map<string, string>();
  const timekeepers: DemoTimekeeper[] = [];
  const officeOf = new Map(
    ENTITIES.flatMap((e) => e.offices.map((o) => [o.code, entities.get(e.code)?.officeId ?? ''] as const)),
  );
  for (const person of PEOPLE) {
    const { id } = await act<{ id: string }>(engine, SYSTEM, 'people save', {
      name: person.name,
      email: person.email,
      roles: person.roles,
      limits: limitsOf(person.limits ?? {}),
    });
    people.set(person.email.split('@')[0] ?? '', id);
    if (!person.timekeeper) continue;
    const { rate, office, ...timekeeper } = person.timekeeper;
    const made = await act<{ id: string }>(engine, SYSTEM, 'timekeepers save', {
      ...timekeeper,
      name: person.name,
      officeId: officeOf.get(office),
      personId: id,
    });
    timekeepers.push({ id: made.id, number: timekeeper.number, office, title: timekeeper.title, rate });
    // Each has a standard rate in every currency the firm keeps matters in; the dollar and euro ones are set, not converted.
    for (const [currency, more] of [
      ['GBP', 0],
      ['USD', 90],
      ['EUR', 60],
    ] as const) {
      const base = office === 'BOS' && currency === 'USD' ? rate : rate + more;
      await act(engine, SYSTEM, 'rates set', {
        level: 'standard',
        timekeeperId: made.id,
        currency,
        ratePerHour: String(BigInt(base) * unitOf(currency)),
        from: since,
        source: 'Standard rates',
      });
    }
  }
  return { people, timekeepers };
}

function limitsOf(limits: Limits) {
  const kinds = [
    ['approve-total', limits.total],
    ['approve-reduction', limits.reduction],
    ['purge', limits.purge],
    ['write-off', limits.writeOff],
    ['refund', limits.refund],
  ] as const;
  return kinds.flatMap(([kind, major]) =>
    major === undefined
      ? []
      : ENTITIES.map((e) => ({
          kind,
          amount: { minor: String(BigInt(major) * unitOf(e.currency)), currency: e.currency },
        })),
  );
}
