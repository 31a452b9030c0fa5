import type { Day } from '../../../kernel/day.ts';
import { assert, done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { addClient } from '../../clients/index.ts';
import { addTimekeeper } from '../../firm/index.ts';
import { addMatter } from '../../matters/index.ts';
import type { Mapping, ReadRow } from '../reading/fields.ts';
import { createRates } from './create-rates.ts';
import { directoryOf, plainName } from './find.ts';
import { openPeriod, type Place, placeOf } from './place.ts';

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
    await addTimekeeper(work, {
      id,
      number: read.timekeeper,
      name,
      initials,
      title: classification,
      classification,
      office_id: place.officeId,
      person_id: null,
      active: true,
    });
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
    await addClient(work, { id, ...row });
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
  await addMatter(work, { id, ...row });
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
