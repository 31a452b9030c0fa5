import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { addDays } from '../../src/kernel/day.ts';
import { permitted, type Role, ROLES } from '../../src/kernel/permission.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { proformaOn, testFirm, type TestFirm } from '../support/firm.ts';
import { bill, type MoneyText } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;

interface Task {
  severity: string;
  what: string;
  why: string;
  href: string;
  value?: MoneyText[];
}

const ask = async <T>(name: string, input: object): Promise<T> => await act<T>(database.engine, maya, name, input);
const matterId = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
const record = async (number: string, minor: string, days = -1): Promise<void> => {
  const matter = firm.matters.find((m) => m.number === number);
  await ask('cards record', {
    kind: 'charge',
    matterId: matter?.id,
    workDate: addDays(database.engine.clock.today(), days),
    amount: { minor, currency: matter?.currency },
    narrative: 'Filing charge',
  });
};

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  await record('1002-001', '10000');
  await record('1005-001', '20000');
});
afterAll(() => database.close());

describe('a matter that can’t be billed stands on Today', () => {
  const stuck = async (): Promise<Record<string, string>> => {
    const { tasks } = await ask<{ tasks: Task[] }>('today show', {});
    return Object.fromEntries(
      tasks.filter((t) => t.what.endsWith('can’t be billed')).map((t) => [t.href.replace('/matters/', ''), t.why]),
    );
  };
  /** Of the two matters, what their own pages say. */
  const missing = async (): Promise<Record<string, string>> => {
    const said: [string, string][] = [];
    for (const number of ['1002-001', '1005-001']) {
      const page = await ask<{ missing: { what: string }[] }>('matters show', { id: matterId(number) });
      if (page.missing.length > 0) said.push([matterId(number), page.missing.map((m) => m.what).join(' ')]);
    }
    return Object.fromEntries(said);
  };
  /** From then on the rules say how the client’s payers are taxed. */
  const byRules = async (client: string): Promise<void> => {
    const { rows } = await ask<{ rows: { id: string }[] }>('clients list', { words: client });
    const clientId = rows[0]?.id;
    type Payer = { id: string; version: number; name: string; address: string[]; country: string };
    const { payers } = await ask<{ payers: Payer[] }>('clients show', { id: clientId });
    const entityId = firm.entities.get('UK')?.id;
    for (const { id, version, name, address, country } of payers)
      await ask('payers save', {
        id,
        version,
        clientId,
        name,
        address,
        country,
        byRules: [{ entityId, from: '2026-01-01' }],
      });
  };

  it('not while nothing is missing', async () => {
    expect(await stuck()).toEqual({});
    expect(await missing()).toEqual({});
  });

  it('when neither a code nor a rule taxes its payer, in the words of its own page', async () => {
    await byRules('1005');
    const said = await missing();
    expect(said[matterId('1005-001')]).toContain('no tax rule speaks of such a payer');
    expect(await stuck()).toEqual(said);
  });

  it('and no more once a rule taxes the payer', async () => {
    const codes = await ask<{ rows: { id: string; code: string; entityId: string }[] }>('tax-codes list', {});
    const entityId = firm.entities.get('UK')?.id;
    const taxCodeId = codes.rows.find((row) => row.entityId === entityId && row.code === 'S20')?.id;
    await act(database.engine, await firm.as('ingrid.dahl'), 'tax-rules set', {
      taxCodeId,
      name: 'All',
      source: 'The firm’s tax memo',
      from: '2026-01-01',
    });
    expect(await missing()).toEqual({});
    expect(await stuck()).toEqual({});
  });
});

describe('the firm’s money on Today', () => {
  type Shown = {
    cutOff: Record<string, unknown>;
    tasks: { href: string; waitingFor: string; value?: MoneyText[] }[];
    pipeline: { count: number; bill?: MoneyText[] }[];
  } & Record<string, unknown>;
  const FIGURES = ['wip', 'receivable', 'billedThisMonth', 'ageing'];
  const NEEDS_MONEY = ['/inventory', '/receipts?unapplied=true', '/decisions'];
  let asRole: (role: Role) => Promise<Shown>;

  beforeAll(async () => {
    await bill(database.engine, firm, '1003-001', ['1.00']);
    await proformaOn(database.engine, firm, '1006-001', ['1.00']);
    await record('1006-001', '5000', -100);
    // what comes over the wire, as JSON: what is undefined is not in it
    asRole = async (role) =>
      JSON.parse(
        JSON.stringify(await act(database.engine, { ...maya, roles: [role] }, 'today show', {})),
      ) as Promise<Shown>;
  });

  it.each(ROLES.filter((role) => permitted([role], 'see money')))('is there for a %s', async (role) => {
    const shown = await asRole(role);
    for (const figure of FIGURES) expect(shown[figure]).not.toEqual([]);
    expect(Object.keys(shown)).toEqual(expect.arrayContaining(FIGURES));
    expect(Object.keys(shown.cutOff)).toContain('notBilled');
    expect(shown.pipeline.map((step) => step.bill?.length)).toEqual(shown.pipeline.map(() => 1));
    expect(shown.tasks.map((task) => task.href)).toContain('/inventory');
    expect(shown.tasks.filter((task) => task.value === undefined)).toEqual([]);
  });

  const without = ROLES.filter((role) => !permitted([role], 'see money'));
  it.each(without)('is not for a %s, who sees what waits and how much of it there is', async (role) => {
    const shown = await asRole(role);
    expect(Object.keys(shown).toSorted()).toEqual(['cutOff', 'pipeline', 'tasks', 'today']);
    expect(Object.keys(shown.cutOff).toSorted()).toEqual(['day', 'daysLeft', 'matters', 'period']);
    expect(shown.pipeline.reduce((n, step) => n + step.count, 0)).toBe(1);
    expect(shown.pipeline.filter((step) => step.bill !== undefined)).toEqual([]);
    expect(shown.tasks.length).toBeGreaterThan(0);
    expect(shown.tasks.filter((task) => task.waitingFor !== 'you' && task.value !== undefined)).toEqual([]);
    expect(shown.tasks.filter((task) => NEEDS_MONEY.includes(task.href))).toEqual([]);
  });

  it('some roles may not see it', () => expect(without).toEqual(['timekeeper', 'assistant']));
});
