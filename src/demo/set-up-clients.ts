import { addDays, type Day } from '../kernel/day.ts';
import { unitOf } from '../kernel/currency.ts';
import type { Engine } from '../platform/command.ts';
import { SYSTEM } from '../platform/system.ts';
import { FAMILIES, OFFICES } from './cases-data.ts';
import type { Chance } from './chance.ts';
import { act } from './doing.ts';
import type { DemoClient } from './firm-data.ts';
import type { DemoFirm, DemoMatter, DemoTimekeeper } from './set-up.ts';

/** What setting up clients needs to know of the firm. */
interface Around {
  readonly entities: DemoFirm['entities'];
  readonly timekeepers: readonly DemoTimekeeper[];
  readonly since: Day;
  readonly today: Day;
  readonly first: number;
}

export async function setUpClient(
  engine: Engine,
  chance: Chance,
  client: DemoClient,
  around: Around,
): Promise<DemoMatter[]> {
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
    billTogether: client.together,
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

/** Five cases a client: a first family in several offices, the others in one or two. */
function placesOf(client: DemoClient) {
  const [first] = FAMILIES[client.field];
  const second = first && OFFICES[first.type].length < 3 ? 2 : 1;
  return FAMILIES[client.field].map((family, index) => ({
    family,
    reference: `${client.name.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(3, '0')}`,
    offices: OFFICES[family.type].slice(0, [3, second, 1][index]),
  }));
}

async function setUpMatters(
  engine: Engine,
  chance: Chance,
  client: DemoClient,
  around: AroundMatters,
): Promise<DemoMatter[]> {
  const matters: DemoMatter[] = [];
  for (const { family, reference, offices } of placesOf(client)) {
    const { id: familyId } = await act<{ id: string }>(engine, SYSTEM, 'families save', {
      clientId: around.clientId,
      reference,
      title: family.title,
    });
    for (const place of offices) {
      const serial = matters.length + 1;
      const matter = await openMatter(engine, client, around, {
        ...place,
        ...family,
        reference,
        familyId,
        serial,
        filed: addDays(around.today, -chance.between(300, 1100)),
      });
      matters.push(matter);
    }
  }
  return matters;
}

interface Case {
  readonly title: string;
  readonly type: 'patent' | 'trademark' | 'design';
  readonly office: string;
  readonly kind: string;
  readonly number: (n: number) => string;
  readonly reference: string;
  readonly familyId: string;
  readonly serial: number;
  readonly filed: Day;
}

async function openMatter(engine: Engine, client: DemoClient, around: AroundMatters, of: Case): Promise<DemoMatter> {
  const office = client.entity === 'UK' ? 'LON' : 'BOS';
  const staff = (title: string): DemoTimekeeper[] =>
    around.timekeepers.filter((t) => t.title === title && t.office === office);
  const partners = staff('Partner');
  const associates = staff('Associate');
  const number = `${client.number}-${String(of.serial).padStart(3, '0')}`;
  const n = around.first + of.serial;
  const { id } = await act<{ id: string }>(engine, SYSTEM, 'matters save', {
    number,
    clientId: around.clientId,
    entityId: around.entity.id,
    officeId: around.entity.officeId,
    familyId: of.familyId,
    name: `${of.title} (${of.office})`,
    currency: client.currency,
    caseType: of.type,
    jurisdiction: of.office,
    caseKind: of.kind,
    title: of.title,
    applicationNumber: of.number(n),
    applicationDate: of.filed,
    clientReference: `${of.reference}-${of.office}`,
    clientMatterId: client.ebilled ? `Q-${4400 + n}` : '',
    applicants: client.name,
    billingTimekeeperId: partners[Number(client.number) % partners.length]?.id,
    responsibleTimekeeperId: associates[of.serial % associates.length]?.id,
    codeSet: of.type === 'patent' ? 'LOC Patent (partial)' : null,
    openedOn: around.since,
  });
  await act(engine, SYSTEM, 'matters set-payers', { matterId: id, from: around.since, payers: around.payers });
  return { id, number, client, type: of.type, office: of.office, currency: client.currency };
}
