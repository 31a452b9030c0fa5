import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { MATRIX, type Permission, PERMISSIONS, type Role } from '../../kernel/permission.ts';
import { wire } from '../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../platform/command.ts';
import { rangeDays } from '../../platform/sql-day.ts';
import * as c from './contract.ts';

const FIRM = '00000000-0000-7000-8000-000000000000';

async function entities(db: Reading['db']) {
  const rows = await db.selectFrom('legal_entity').selectAll().orderBy('code').execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    country: row.country,
    currency: row.currency,
    address: row.address,
    taxId: row.tax_id,
    phone: row.phone,
    email: row.email,
    website: row.website,
    basis: row.basis as 'accrual' | 'modified-cash',
    rounding: row.rounding as 'half-up' | 'half-even',
    paper: row.paper as 'a4' | 'us-letter',
    yearStartsMonth: row.year_starts_month,
    bank: row.bank as { label: string; value: string }[],
    invoiceFooter: row.invoice_footer,
    fourEyes: row.four_eyes,
  }));
}

const me = handleQuery(c.showMe, async ({ db, actor, today }) => {
  const person = await db.selectFrom('person').selectAll().where('id', '=', actor.personId).executeTakeFirstOrThrow();
  const timekeeper = await db
    .selectFrom('timekeeper')
    .select('id')
    .where('person_id', '=', actor.personId)
    .executeTakeFirst();
  const offices = await db.selectFrom('office').selectAll().orderBy('code').execute();
  const settings = await db.selectFrom('setting').selectAll().where('owner_id', '=', FIRM).execute();
  const setting = (key: string): unknown => settings.find((row) => row.key === key)?.value;
  const people = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.email', sql<Role[]>`array_agg(role order by role)`.as('roles')])
    .where('active', '=', true)
    .groupBy(['person.id', 'person.name', 'person.email'])
    .orderBy('person.name')
    .execute();
  const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((p) =>
    actor.roles.some((r) => MATRIX[r].includes(p)),
  );
  return {
    person: { id: person.id, name: person.name, email: person.email, roles: [...actor.roles], permissions },
    timekeeperId: timekeeper?.id ?? null,
    today,
    firm: {
      name: typeof setting('name') === 'string' ? (setting('name') as string) : 'Your firm',
      demo: setting('demo') === true,
      entities: await entities(db),
      offices: offices.map((o) => ({
        id: o.id,
        entityId: o.entity_id,
        code: o.code,
        name: o.name,
        country: o.country,
      })),
    },
    people,
  };
});

const taxCodes = handleQuery(c.listTaxCodes, async ({ db }) => {
  const codes = await db.selectFrom('tax_code').selectAll().orderBy('code').execute();
  const rates = await db.selectFrom('tax_rate').selectAll().orderBy('valid').execute();
  return {
    rows: codes.map((row) => ({
      id: row.id,
      entityId: row.entity_id,
      code: row.code,
      name: row.name,
      kind: row.kind as 'standard',
      note: row.note,
      rates: rates.filter((r) => r.tax_code_id === row.id).map((r) => ({ ratePpm: r.rate_ppm, ...rangeDays(r.valid) })),
    })),
  };
});

const series = handleQuery(c.listSeries, async ({ db }) => {
  const rows = await db
    .selectFrom('number_series')
    .innerJoin('legal_entity', 'legal_entity.id', 'number_series.entity_id')
    .select(['entity_id', 'legal_entity.code as entity', 'document_type', 'year', 'prefix', 'next'])
    .orderBy('legal_entity.code')
    .orderBy('year', 'desc')
    .orderBy('document_type')
    .execute();
  return {
    rows: rows.map((row) => ({
      entityId: row.entity_id,
      entity: row.entity,
      documentType: row.document_type as 'invoice',
      year: row.year,
      prefix: row.prefix,
      next: `${row.prefix}${row.next.toString().padStart(5, '0')}`,
      given: Number(row.next) - 1,
    })),
  };
});

const exchangeRates = handleQuery(c.listExchangeRates, async ({ db }) => {
  const rows = await db.selectFrom('exchange_rate').selectAll().orderBy('day', 'desc').limit(1000).execute();
  return {
    rows: rows.map((r) => ({
      from: r.from_currency,
      to: r.to_currency,
      day: r.day as Day,
      rate: r.rate,
      source: r.source,
    })),
  };
});

const people = handleQuery(c.listPeople, async ({ db }) => {
  const persons = await db
    .selectFrom('person')
    .selectAll()
    .where('id', '>', '00000000-0000-7000-8000-0000000000ff')
    .orderBy('name')
    .execute();
  const roles = await db.selectFrom('person_role').selectAll().orderBy('role').execute();
  const limits = await db.selectFrom('person_limit').selectAll().orderBy('kind').execute();
  const sessions = await db
    .selectFrom('auth_session')
    .select(['userId', sql<number>`count(*)::int`.as('n')])
    .where('expiresAt', '>', sql<Date>`now()`)
    .groupBy('userId')
    .execute();
  return {
    rows: persons.map((p) => ({
      id: p.id,
      name: p.name,
      email: p.email,
      active: p.active,
      roles: roles.filter((r) => r.person_id === p.id).map((r) => r.role as Role),
      limits: limits
        .filter((l) => l.person_id === p.id)
        .map((l) => ({ kind: l.kind, amount: wire(l.minor, l.currency) })),
      sessions: sessions.find((s) => s.userId === p.id)?.n ?? 0,
    })),
  };
});

const timekeepers = handleQuery(c.listTimekeepers, async ({ db }) => {
  const rows = await db
    .selectFrom('timekeeper')
    .innerJoin('office', 'office.id', 'timekeeper.office_id')
    .select([
      'timekeeper.id',
      'number',
      'timekeeper.name',
      'initials',
      'title',
      'classification',
      'office_id',
      'office.name as office',
      'person_id',
      'active',
    ])
    .orderBy('timekeeper.name')
    .execute();
  return {
    rows: rows.map(({ office_id, person_id, ...row }) => ({
      ...row,
      officeId: office_id,
      personId: person_id,
    })),
  };
});

const codes = handleQuery(c.listCodes, async ({ db }) => {
  const rows = await db.selectFrom('billing_code').selectAll().orderBy('set_name').orderBy('code').execute();
  return {
    rows: rows.map((r) => ({
      set: r.set_name,
      kind: r.kind as 'task',
      code: r.code,
      title: r.title,
      selectable: r.selectable,
      source: r.source,
    })),
  };
});

const settings = handleQuery(c.listSettings, async ({ db, actor }) => {
  const rows = await db.selectFrom('setting').select(['key', 'value']).where('owner_id', '=', actor.personId).execute();
  return { rows: rows.map((r) => ({ key: r.key, value: r.value as never })) };
});

export const queries: readonly Query[] = [me, taxCodes, series, exchangeRates, people, timekeepers, codes, settings];
