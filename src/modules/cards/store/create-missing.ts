import { sql } from 'kysely';
import { unitOf } from '../../../kernel/currency.ts';
import { type Day, firstOfMonth, lastOfMonth } from '../../../kernel/day.ts';
import { rateText } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { fromDay } from '../../../platform/sql-day.ts';
import type { Mapping, ReadRow } from '../reading/fields.ts';
import { directoryOf, plainName } from './find.ts';

interface Place {
  readonly entity: {
    readonly id: string;
    readonly code: string;
    readonly country: string;
    readonly currency: string;
  };
  readonly officeId: string;
}

/** Opens the clients, matters and timekeepers that a file names and the firm doesn't have, with the rates the file gives. */
export async function createMissing(
  work: Work,
  reads: readonly ReadRow[],
  mapping: Mapping,
  about: { entityCode: string; fileName: string },
): Promise<Outcome<null>> {
  if (!(await anythingMissing(work, reads, mapping))) return done(null);
  const place = await placeOf(work, about.entityCode);
  if (!place.ok) return place;
  await openPeriod(work, place.value);
  await createTimekeepers(work, reads, mapping, place.value);
  await createClients(work, reads, mapping, place.value);
  await createMatters(work, reads, mapping, place.value);
  await createRates(work, reads, mapping, {
    currency: place.value.entity.currency,
    source: `file ${about.fileName}`,
  });
  return done(null);
}

/** Nothing missing: then no entity need be named, however many there are. */
async function anythingMissing(work: Work, reads: readonly ReadRow[], mapping: Mapping): Promise<boolean> {
  const directory = await directoryOf(work, reads, mapping);
  return reads.some((r) => 'none' in directory.matter(r) || (r.timekeeper !== '' && 'none' in directory.timekeeper(r)));
}

async function placeOf(work: Work, entityCode: string): Promise<Outcome<Place>> {
  const all = await work.db
    .selectFrom('legal_entity')
    .select(['id', 'code', 'country', 'currency'])
    .orderBy('code')
    .execute();
  if (all.length === 0)
    return refuse('no-entity', 'The firm has no legal entity yet. Add one under Set-up, then import again.', {
      where: 'entityCode',
    });
  const entity = entityCode === '' ? all[0] : all.find((e) => e.code.toLowerCase() === entityCode.toLowerCase());
  if (!entity)
    return refuse(
      'no-entity',
      `There is no legal entity ${entityCode}. There is ${all.map((e) => e.code).join(', ')}.`,
      { where: 'entityCode' },
    );
  if (entityCode === '' && all.length > 1) {
    return refuse('which-entity', `Name the legal entity for what is opened: ${all.map((e) => e.code).join(' or ')}.`, {
      where: 'entityCode',
    });
  }
  const office = await work.db
    .selectFrom('office')
    .select('id')
    .where('entity_id', '=', entity.id)
    .orderBy('code')
    .limit(1)
    .executeTakeFirst();
  if (office) return done({ entity, officeId: office.id });
  const officeId = newId<'office'>();
  const taken = await work.db.selectFrom('office').select('id').where('code', '=', entity.code).executeTakeFirst();
  const code = taken ? `${entity.code}-${entity.country}` : entity.code;
  await work.db
    .insertInto('office')
    .values({ id: officeId, entity_id: entity.id, code, name: code, country: entity.country })
    .execute();
  await work.announce({
    name: 'office saved',
    subject: { type: 'office', id: officeId },
    entityId: entity.id,
    facts: { code },
  });
  return done({ entity, officeId });
}

/** A new firm's books have no month yet; the one of today is opened so that the work can be posted. */
async function openPeriod(work: Work, { entity }: Place): Promise<void> {
  const any = await work.db
    .selectFrom('period')
    .select('id')
    .where('entity_id', '=', entity.id)
    .limit(1)
    .executeTakeFirst();
  if (any) return; // whoever opened periods decides about further ones
  const id = newId();
  const first = firstOfMonth(work.today);
  await sql`insert into period (id, entity_id, name, days) values (${id}, ${entity.id}, ${first.slice(0, 7)}, daterange(${first}::date, ${lastOfMonth(work.today)}::date, '[]'))`.execute(
    work.db,
  );
  await work.announce({
    name: 'period open',
    subject: { type: 'period', id },
    entityId: entity.id,
    facts: { period: first.slice(0, 7) },
  });
}

async function createTimekeepers(work: Work, reads: readonly ReadRow[], mapping: Mapping, place: Place): Promise<void> {
  const directory = await directoryOf(work, reads, mapping);
  const missing = new Map(
    reads
      .filter((r) => r.timekeeper !== '' && 'none' in directory.timekeeper(r))
      .map((r) => [r.timekeeper.toLowerCase(), r]),
  );
  for (const read of missing.values()) {
    const id = newId<'timekeeper'>();
    const name = plainName(read.timekeeperName || read.timekeeper);
    const initials = name
      .split(/\s+/)
      .map((part) => part[0]?.toUpperCase() ?? '')
      .join('')
      .slice(0, 5);
    const classification = read.classification || 'OTHER';
    await work.db
      .insertInto('timekeeper')
      .values({
        id,
        number: read.timekeeper,
        name,
        initials,
        title: classification,
        classification,
        office_id: place.officeId,
        person_id: null,
        active: true,
      })
      .execute();
    await work.announce({
      name: 'timekeeper saved',
      subject: { type: 'timekeeper', id },
      facts: { number: read.timekeeper, title: classification },
    });
  }
}

async function createClients(work: Work, reads: readonly ReadRow[], mapping: Mapping, place: Place): Promise<void> {
  const directory = await directoryOf(work, reads, mapping);
  const needy = reads.filter(
    (r) => r.client !== '' && 'none' in directory.matter(r) && 'none' in directory.client(r.client),
  );
  for (const read of new Map(needy.map((r) => [r.client.toLowerCase(), r])).values()) {
    const id = newId<'client'>();
    const row = {
      number: read.client,
      name: read.clientName || read.client,
      client_group: null,
      address: [],
      country: place.entity.country,
      language: 'en',
      reference: '',
      ebilling: null,
    };
    await work.db
      .insertInto('client')
      .values({ id, ...row })
      .execute();
    await work.announce({
      name: 'client saved',
      subject: { type: 'client', id },
      clientId: id,
      facts: { number: row.number },
      detail: { after: row },
    });
    await saveSearchEntry(work.db, {
      type: 'client',
      id,
      clientId: id,
      matterId: null,
      title: `${row.number} ${row.name}`,
      subtitle: `Client · ${row.country}`,
      words: `${row.number} ${row.name}`,
      href: `/clients/${id}`,
    });
  }
}

async function createMatters(work: Work, reads: readonly ReadRow[], mapping: Mapping, place: Place): Promise<void> {
  const directory = await directoryOf(work, reads, mapping);
  const unknown = reads.filter((r) => r.client !== '' && 'none' in directory.matter(r));
  const fallback = await work.db
    .selectFrom('timekeeper')
    .select('id')
    .where('active', '=', true)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  const personOf = (read: ReadRow): string | undefined => {
    const hit = directory.timekeeper(read);
    return 'found' in hit ? hit.found.id : undefined;
  };
  for (const [, rows] of Map.groupBy(unknown, (r) => r.matter.toLowerCase())) {
    const [first] = rows;
    assert(first, 'a group has a row');
    const client = directory.client(first.client);
    const person =
      rows.map(personOf).find((id) => id !== undefined) ??
      reads.map(personOf).find((id) => id !== undefined) ??
      fallback?.id;
    if (!('found' in client) || person === undefined) continue; // its rows are refused with the reason
    await openMatter(work, { first, clientId: client.found.id, person, openedOn: earliest(rows), place });
  }
}

async function openMatter(
  work: Work,
  m: { first: ReadRow; clientId: string; person: string; openedOn: Day; place: Place },
): Promise<void> {
  const id = newId<'matter'>();
  const row = {
    number: m.first.matter,
    client_id: m.clientId,
    entity_id: m.place.entity.id,
    office_id: m.place.officeId,
    name: m.first.matterName || m.first.matter,
    currency: m.place.entity.currency,
    case_type: 'other',
    client_matter_id: m.first.clientMatter,
    billing_timekeeper_id: m.person,
    responsible_timekeeper_id: m.person,
    opened_on: m.openedOn,
  };
  await work.db
    .insertInto('matter')
    .values({ id, ...row })
    .execute();
  await work.announce({
    name: 'matter opened',
    subject: { type: 'matter', id },
    entityId: row.entity_id,
    clientId: m.clientId,
    matterId: id,
    facts: { number: row.number },
    detail: { after: row },
  });
  await saveSearchEntry(work.db, {
    type: 'matter',
    id,
    clientId: m.clientId,
    matterId: id,
    title: `${row.number} ${row.name}`,
    subtitle: row.case_type,
    words: `${row.number} ${row.name} ${row.client_matter_id}`,
    href: `/matters/${id}`,
  });
}

function earliest(rows: readonly ReadRow[]): Day {
  return rows.reduce((day, r) => (r.workDate < day ? r.workDate : day), rows[0]?.workDate as Day);
}

/** Standard rates from the file, for those who have none in the currency: from the earliest work on, and anew where the file's rate changes. */
async function createRates(
  work: Work,
  reads: readonly ReadRow[],
  mapping: Mapping,
  about: { currency: string; source: string },
): Promise<void> {
  const directory = await directoryOf(work, reads, mapping);
  const rated = reads.flatMap((read) => {
    const hit =
      read.kind === 'time' && read.rateE4 !== null && read.rateE4 > 0n
        ? directory.timekeeper(read)
        : { none: true as const };
    return 'found' in hit ? [{ read, id: hit.found.id, number: hit.found.number }] : [];
  });
  const have = await work.db
    .selectFrom('rate')
    .select('timekeeper_id')
    .where('level', '=', 'standard')
    .where('currency', '=', about.currency)
    .execute();
  const set = new Set(have.map((r) => r.timekeeper_id));
  for (const [timekeeperId, rows] of Map.groupBy(
    rated.filter((r) => !set.has(r.id)),
    (r) => r.id,
  )) {
    const byDay = new Map<Day, bigint>();
    for (const { read } of rows.toSorted((a, b) => (a.read.workDate < b.read.workDate ? -1 : 1))) {
      const current = [...byDay.values()].at(-1);
      if (read.rateE4 !== null && read.rateE4 !== current && !byDay.has(read.workDate))
        byDay.set(read.workDate, read.rateE4);
    }
    const days = [...byDay];
    for (const [i, [from, rate]] of days.entries()) {
      const id = newId<'rate'>();
      const until = days[i + 1]?.[0];
      const valid = until === undefined ? fromDay(from) : sql<string>`daterange(${from}::date, ${until}::date)`;
      const e4 = rate * unitOf(about.currency);
      await work.db
        .insertInto('rate')
        .values({
          id,
          level: 'standard',
          timekeeper_id: timekeeperId,
          currency: about.currency,
          rate_e4: e4,
          valid,
          source: about.source,
        })
        .execute();
      await work.announce({
        name: 'rate set',
        subject: { type: 'rate', id },
        facts: {
          level: 'standard',
          ratePerHour: rateText(e4),
          currency: about.currency,
          from,
          source: about.source,
        },
        countsOn: from,
      });
    }
  }
}
