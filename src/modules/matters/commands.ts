import { sql } from 'kysely';
import type { InputOf } from '../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../platform/command.ts';
import { newId } from '../../platform/new-id.ts';
import { saveSearchEntry, type SearchEntry } from '../../platform/search.ts';
import { fromDay } from '../../platform/sql-day.ts';
import * as c from './contract.ts';

function rowOf(input: InputOf<typeof c.saveMatter>) {
  return {
    number: input.number,
    client_id: input.clientId,
    entity_id: input.entityId,
    office_id: input.officeId,
    family_id: input.familyId,
    name: input.name,
    currency: input.currency,
    case_type: input.caseType,
    jurisdiction: input.jurisdiction,
    case_kind: input.caseKind || null,
    title: input.title,
    application_number: input.applicationNumber,
    application_date: input.applicationDate,
    publication_number: input.publicationNumber,
    publication_date: input.publicationDate,
    registration_number: input.registrationNumber,
    registration_date: input.registrationDate,
    priority: input.priority,
    entity_status: input.entityStatus,
    claims: input.claims,
    independent_claims: input.independentClaims,
    classes: input.classes,
    inventors: input.inventors,
    applicants: input.applicants,
    case_status: input.caseStatus,
    client_reference: input.clientReference,
    client_matter_id: input.clientMatterId,
    agent_reference: input.agentReference,
    due_event: input.dueEvent,
    annuity_year: input.annuityYear,
    billing_timekeeper_id: input.billingTimekeeperId,
    responsible_timekeeper_id: input.responsibleTimekeeperId,
    originating_timekeeper_id: input.originatingTimekeeperId,
    code_set: input.codeSet,
    opened_on: input.openedOn,
    closed_on: input.closedOn,
    closed_to_time: input.closedToTime,
    closed_to_costs: input.closedToCosts,
    closed_to_billing: input.closedToBilling,
  };
}

type MatterInput = InputOf<typeof c.saveMatter>;

const saveMatter = handleCommand(c.saveMatter, async (work, input) => {
  const id = input.id ?? newId<'matter'>();
  const saved = input.id ? await change(work, id, input) : await open(work, id, input);
  if (!saved.ok) return saved;
  await saveSearchEntry(work.db, searchEntry(id, input));
  return done({ id });
});

async function open(work: Work, id: string, input: MatterInput): Promise<Outcome<true>> {
  const row = rowOf(input);
  await work.db
    .insertInto('matter')
    .values({ id, ...row })
    .execute();
  await announce(work, id, input, 'matter opened', { facts: { number: input.number }, detail: { after: row } });
  return done(true);
}

async function change(work: Work, id: string, input: MatterInput): Promise<Outcome<true>> {
  const row = rowOf(input);
  const before = await work.db.selectFrom('matter').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!before) return refuse('not-found', 'There is no matter with this id.');
  if (before.version !== input.version) {
    return refuse(
      'stale',
      'Somebody changed this matter meanwhile. Reload to see their change, then save yours again.',
    );
  }
  const moved =
    before.client_id !== input.clientId || before.currency !== input.currency || before.entity_id !== input.entityId;
  if (moved && (await hasCards(work, id))) {
    return refuse(
      'in-use',
      'The matter has cards; its client, entity and currency stay. Open a new matter and transfer the cards.',
    );
  }
  const version = before.version + 1;
  await work.db
    .updateTable('matter')
    .set({ ...row, version })
    .where('id', '=', id)
    .execute();
  await announce(work, id, input, 'matter saved', { facts: { version }, detail: { before, after: row } });
  return done(true);
}

async function announce(
  work: Work,
  id: string,
  input: MatterInput,
  name: string,
  what: { facts: Record<string, unknown>; detail: unknown },
): Promise<void> {
  await work.announce({
    name,
    subject: { type: 'matter', id },
    entityId: input.entityId,
    clientId: input.clientId,
    matterId: id,
    ...what,
  });
}

function searchEntry(id: string, input: MatterInput): SearchEntry {
  const { applicationNumber, registrationNumber, publicationNumber } = input;
  return {
    type: 'matter',
    id,
    clientId: input.clientId,
    matterId: id,
    title: `${input.number} ${input.name}`,
    subtitle: [input.caseType, input.jurisdiction, applicationNumber, input.clientReference]
      .filter(Boolean)
      .join(' · '),
    words: [
      input.number,
      input.name,
      input.title,
      applicationNumber,
      applicationNumber.replaceAll(/[^0-9A-Za-z]/g, ''),
      registrationNumber,
      publicationNumber,
      input.clientReference,
      input.clientMatterId,
      input.agentReference,
      input.inventors,
      input.applicants,
    ].join(' '),
    href: `/matters/${id}`,
  };
}

async function hasCards(work: Work, matterId: string): Promise<boolean> {
  const { rows } = await sql<{
    n: number;
  }>`select 1 as n from card_brief where matter_id = ${matterId} limit 1`.execute(work.db);
  return rows.length > 0;
}

const setPayers = handleCommand(c.setPayers, async (work, input) => {
  const matter = await work.db
    .selectFrom('matter')
    .select(['client_id', 'entity_id'])
    .where('id', '=', input.matterId)
    .executeTakeFirst();
  if (!matter) return refuse('not-found', 'There is no matter with this id.');
  const total = input.payers.reduce((sum, p) => sum + p.sharePpm, 0);
  if (total !== 1_000_000) {
    return refuse(
      'shares-not-whole',
      `The shares sum to ${total / 10_000} %, not 100 %. Change them so that they do.`,
      { where: 'payers' },
    );
  }
  await sql`update matter_payer_set set valid = daterange(lower(valid), ${input.from}::date)
    where matter_id = ${input.matterId} and valid @> ${input.from}::date and lower(valid) < ${input.from}::date`.execute(
    work.db,
  );
  const setId = newId();
  await work.db
    .insertInto('matter_payer_set')
    .values({ id: setId, matter_id: input.matterId, valid: fromDay(input.from) })
    .execute();
  await work.db
    .insertInto('matter_payer')
    .values(
      input.payers.map((p, position) => ({
        set_id: setId,
        payer_id: p.payerId,
        position,
        share_ppm: p.sharePpm,
      })),
    )
    .execute();
  await work.announce({
    name: 'payers set',
    subject: { type: 'matter', id: input.matterId },
    entityId: matter.entity_id,
    clientId: matter.client_id,
    matterId: input.matterId,
    facts: { from: input.from, payers: input.payers },
  });
  return done({ matterId: input.matterId });
});

const saveFamily = handleCommand(c.saveFamily, async (work, input) => {
  const id = input.id ?? newId<'family'>();
  const before = input.id
    ? await work.db.selectFrom('family').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (input.id && !before) return refuse('not-found', 'There is no family with this id.');
  if (before && before.client_id !== input.clientId)
    return refuse('append-only', 'A family stays with its client. Add one to the other client and move the matters.');
  const words = { reference: input.reference, title: input.title };
  if (before) await work.db.updateTable('family').set(words).where('id', '=', id).execute();
  else {
    await work.db
      .insertInto('family')
      .values({ id, client_id: input.clientId, ...words })
      .execute();
  }
  await work.announce({
    name: 'family saved',
    subject: { type: 'family', id },
    clientId: input.clientId,
    facts: { reference: input.reference },
    detail: { before: before ?? null, after: words },
  });
  return done({ id });
});

export const commands: readonly Command[] = [saveMatter, setPayers, saveFamily];
