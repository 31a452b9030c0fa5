import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth } from '../kernel/day.ts';
import { unitOf } from '../kernel/currency.ts';
import type { Engine } from '../platform/command.ts';
import { newId } from '../platform/new-id.ts';
import { SYSTEM } from '../platform/system.ts';
import { FAMILIES, OFFICES } from './cases-data.ts';
import type { Chance } from './chance.ts';
import { act } from './doing.ts';
import { CLIENTS, type DemoClient, ENTITIES, EXCHANGE, PEOPLE } from './firm-data.ts';

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
      fourEyes: true,
    });
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
    await openPeriods(engine, id, since, today);
    made.set(entity.code, { id, officeId, taxes });
  }
  for (const rate of EXCHANGE)
    await act(engine, SYSTEM, 'exchange-rates add', { ...rate, day: since, source: 'firm’s monthly rate' });
  return made;
}

/** A year of periods and two months ahead; all but the last three are closed. */
async function openPeriods(engine: Engine, entityId: string, since: Day, today: Day): Promise<void> {
  const closedBefore = firstOfMonth(addMonths(today, -3));
  await engine.store.transaction({ actorId: SYSTEM.personId }, async ({ db }) => {
    for (let first = since; first <= addMonths(today, 2); first = addMonths(first, 1)) {
      await db
        .insertInto('period')
        .values({
          id: newId(),
          entity_id: entityId,
          name: first.slice(0, 7),
          days: `[${first},${addDays(lastOfMonth(first), 1)})`,
          state: first < closedBefore ? 'closed' : 'open',
        })
        .execute();
    }
  });
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

function limitsOf(limits: { total?: number; reduction?: number; purge?: number }) {
  const kinds = [
    ['approve-total', limits.total],
    ['approve-reduction', limits.reduction],
    ['purge', limits.purge],
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

interface Around {
  readonly entities: DemoFirm['entities'];
  readonly timekeepers: readonly DemoTimekeeper[];
  readonly since: Day;
  readonly today: Day;
  readonly first: number;
}

async function setUpClient(engine: Engine, chance: Chance, client: DemoClient, around: Around): Promise<DemoMatter[]> {
  const entity = around.entities.get(client.entity);
  if (!entity) throw new Error(`Invariant broken: no entity ${client.entity}`);
  const ebilling = client.ebilled
    ? { format: 'LEDES1998B', clientId: client.number, descriptionMax: 1000, codesRequired: true }
    : null;
  const { id: clientId } = await act<{ id: string }>(engine, SYSTEM, 'clients save', {
    number: client.number,
    name: client.name,
    address: client.address,
    country: client.country,
    reference: `${client.name.split(' ')[0]} legal`,
    ebilling,
  });
  const domain = `${client.name.split(' ')[0]?.toLowerCase()}.example`;
  await act(engine, SYSTEM, 'contacts save', {
    clientId,
    name: 'Accounts payable',
    email: `invoices@${domain}`,
    role: 'billing',
  });
  if (client.agreed) {
    await act(engine, SYSTEM, 'rates set', {
      level: 'client',
      clientId,
      title: client.agreed.title,
      currency: client.currency,
      ratePerHour: String(BigInt(client.agreed.rate) * unitOf(client.currency)),
      from: around.since,
      source: `Engagement letter of ${client.name}, schedule A`,
    });
  }
  const taxCode = client.entity === 'US' ? 'NT' : client.country === 'GB' ? 'S20' : 'OOS';
  const payers: { payerId: string; sharePpm: number }[] = [];
  for (const payer of client.payers ?? [{ name: client.name, sharePpm: 1_000_000 }]) {
    const { id } = await act<{ id: string }>(engine, SYSTEM, 'payers save', {
      clientId,
      name: payer.name,
      address: client.address,
      country: client.country,
      email: '',
      termsDays: 30,
      taxes: [{ taxCodeId: entity.taxes.get(taxCode), from: around.since }],
    });
    payers.push({ payerId: id, sharePpm: payer.sharePpm });
  }
  return await setUpMatters(engine, chance, client, { ...around, clientId, entity, payers });
}

interface AroundMatters extends Around {
  readonly clientId: string;
  readonly entity: { id: string; officeId: string };
  readonly payers: readonly { payerId: string; sharePpm: number }[];
}

async function setUpMatters(
  engine: Engine,
  chance: Chance,
  client: DemoClient,
  around: AroundMatters,
): Promise<DemoMatter[]> {
  const matters: DemoMatter[] = [];
  const partners = around.timekeepers.filter(
    (t) => t.title === 'Partner' && t.office === (client.entity === 'UK' ? 'LON' : 'BOS'),
  );
  const associates = around.timekeepers.filter(
    (t) => t.title === 'Associate' && t.office === (client.entity === 'UK' ? 'LON' : 'BOS'),
  );
  const billing = partners[Number(client.number) % partners.length];
  let serial = 0;
  for (const [index, family] of FAMILIES[client.field].entries()) {
    const reference = `${client.name.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(3, '0')}`;
    const { id: familyId } = await act<{ id: string }>(engine, SYSTEM, 'families save', {
      clientId: around.clientId,
      reference,
      title: family.title,
    });
    for (const place of OFFICES[family.type].slice(0, index === 0 ? 3 : 1)) {
      if (serial === 5) break;
      serial += 1;
      const number = `${client.number}-${String(serial).padStart(3, '0')}`;
      const n = around.first + serial;
      const { id } = await act<{ id: string }>(engine, SYSTEM, 'matters save', {
        number,
        clientId: around.clientId,
        entityId: around.entity.id,
        officeId: around.entity.officeId,
        familyId,
        name: `${family.title} (${place.office})`,
        currency: client.currency,
        caseType: family.type,
        jurisdiction: place.office,
        caseKind: place.kind,
        title: family.title,
        applicationNumber: place.number(n),
        applicationDate: addDays(around.today, -chance.between(300, 1100)),
        clientReference: `${reference}-${place.office}`,
        clientMatterId: client.ebilled ? `Q-${4400 + n}` : '',
        applicants: client.name,
        billingTimekeeperId: billing?.id,
        responsibleTimekeeperId: associates[serial % associates.length]?.id,
        codeSet: family.type === 'patent' ? 'LOC Patent (partial)' : null,
        openedOn: around.since,
      });
      await act(engine, SYSTEM, 'matters set-payers', {
        matterId: id,
        from: around.since,
        payers: around.payers,
      });
      matters.push({
        id,
        number,
        client,
        type: family.type,
        office: place.office,
        currency: client.currency,
      });
    }
  }
  return matters;
}
