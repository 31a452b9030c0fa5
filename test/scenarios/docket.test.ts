import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => db.close());

interface Imported {
  readonly id: string | null;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly missing: number;
  readonly refused: number;
  readonly refusedRows: readonly { row: number; column: string; value: string; reason: string }[];
  readonly differences: readonly {
    what: string;
    matter: string;
    event: string;
    fields: readonly { field: string; before: string; after: string }[];
  }[];
  readonly proposed: number;
  readonly done: number;
}
const file = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../fixtures/docket', name));
const listOf = (source: string, bytes: Buffer, more: object = {}) => ({
  source,
  fileName: `${source}.csv`,
  file: { base64: bytes.toString('base64') },
  ...more,
});
const take = (source: string, bytes: Buffer, more: object = {}): Promise<Imported> =>
  act<Imported>(db.engine, maya, 'docket import', listOf(source, bytes, more));
const matterId = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
interface Outcomes {
  readonly total: number;
  readonly rows: readonly {
    id: string;
    matter: string;
    event: string;
    sentence: string;
    problem: string;
    cards: readonly { id: string; number: string }[];
  }[];
}
const outcomes = (state = 'proposed'): Promise<Outcomes> =>
  act<Outcomes>(db.engine, maya, 'docket-outcomes list', { state });

describe('lists of three systems', () => {
  it('a task list: taken, the bad rows told with row, column and reason', async () => {
    const tasks = await take('tasks', file('tasks.csv'));
    expect(tasks).toMatchObject({ added: 4, changed: 0, unchanged: 0, missing: 0, refused: 2 });
    expect(tasks.refusedRows).toEqual([
      { row: 7, column: 'Due Date', value: 'soon', reason: 'is no date; write it as YYYY-MM-DD' },
      {
        row: 6,
        column: 'matter',
        value: '9999-001',
        reason: 'is on no matter the firm knows; open it first, or correct the number',
      },
    ]);
  });

  it('an event list by application number: slashed dates that read one way only', async () => {
    const events = await take('events', file('events.csv'), {
      mapping: {
        columns: {
          applicationNumber: 'Application Number',
          code: 'Event Code',
          name: 'Event Description',
          eventDay: 'Event Date',
        },
        dates: 'month-day-year',
      },
    });
    expect(events).toMatchObject({ added: 4, refused: 0 });
    const { rows } = await act<{ rows: { code: string; completedDay: string; matter: string }[] }>(
      db.engine,
      maya,
      'docket list',
      { words: 'RFEE' },
    );
    expect(rows).toMatchObject([{ code: 'RFEE', completedDay: '2026-03-02', matter: '1001-002' }]);
  });

  it('a German list in Windows-1252 with semicolons and a line break in a cell', async () => {
    const taken = await take('kanzlei', file('vorgaenge.csv'));
    expect(taken).toMatchObject({ added: 3, refused: 0 });
    const all = await act<{ rows: { name: string; state: string; dueDay: string | null }[] }>(
      db.engine,
      maya,
      'docket list',
      { matterId: matterId('1001-002') },
    );
    expect(all.rows.map((r) => [r.name, r.state, r.dueDay])).toContainEqual(['Jahresgebühr', 'open', '2026-04-30']);
  });

  it('what is open is asked: dates that read two ways, words for states', async () => {
    const open = Buffer.from('Matter Number,Task,Due Date,Status\n1001-001,A,03/04/2026,Limbo\n');
    const outcome = await attempt(db.engine, maya, 'docket import', listOf('asks', open));
    expect(codeOf(outcome)).toBe('asks-dates');
    const read = await act<{ questions: { about: string }[]; mapping: object }>(
      db.engine,
      maya,
      'docket read',
      listOf('asks', open),
    );
    expect(read.questions.map((q) => q.about)).toEqual(['dates', 'states']);
    const answered = { ...read.mapping, dates: 'day-month-year', states: { limbo: 'open' } };
    expect(await take('asks', open, { mapping: answered, rememberAs: 'Limbo list' })).toMatchObject({ added: 1 });
    // the next list of this header is read the same way without asking
    expect(await take('asks', open)).toMatchObject({ added: 0, unchanged: 1 });
  });
});

describe('the same list again', () => {
  it('changes nothing; an edited one is told by its differences; a row that is gone is questioned', async () => {
    expect(await take('tasks', file('tasks.csv'))).toMatchObject({
      id: null,
      added: 0,
      changed: 0,
      unchanged: 4,
      missing: 0,
    });
    const edited = file('tasks.csv')
      .toString()
      .replace('2026-05-11,Open,,', '2026-06-11,Open,,extended')
      .replace(/T-102.*\n/, '');
    const again = await take('tasks', Buffer.from(edited));
    expect(again).toMatchObject({ added: 0, changed: 1, unchanged: 2, missing: 1 });
    expect(again.differences).toEqual([
      {
        what: 'changed',
        matter: '1001-001',
        event: 'Pay issue fee',
        fields: [
          { field: 'dueDay', before: '2026-05-11', after: '2026-06-11' },
          { field: 'note', before: '', after: 'extended' },
        ],
      },
      { what: 'missing', matter: '1001-002', event: 'Renewal of year 3', fields: [] },
    ]);
    // taken back as one: as it was before
    await act(db.engine, maya, 'docket take-back', { id: again.id, reason: 'wrong file' });
    expect(await take('tasks', file('tasks.csv'))).toMatchObject({ changed: 0, unchanged: 4, missing: 0 });
    await take('tasks', Buffer.from(edited));
    const { rows } = await act<{ rows: { id: string }[] }>(db.engine, maya, 'docket list', { missing: 'true' });
    expect(rows.length).toBe(1);
    await act(db.engine, maya, 'docket answer-missing', {
      ids: [rows[0]?.id],
      answer: 'gone',
      reason: 'the client lets it lapse',
    });
    expect((await act<{ total: number }>(db.engine, maya, 'docket list', { missing: 'true' })).total).toBe(0);
    // it comes back with the list
    expect(await take('tasks', file('tasks.csv'))).toMatchObject({ changed: 1, missing: 0 });
  });
});

const rule = (more: object) => ({
  name: 'Response to an office action',
  codes: ['Response to office action'],
  from: '2026-01-01',
  params: {
    action: 'fixed-fee',
    amount: { minor: '180000', currency: 'USD' },
    narrative: 'Response to office action in {application}',
  },
  clause: 'Price list 2026, item 4',
  ...more,
});
const setRule = (more: object = {}, options = {}) => attempt(db.engine, maya, 'docket-rules set', rule(more), options);

describe('billing rules on events', () => {
  it('is rehearsed on past events before it counts', async () => {
    const seen = await setRule({}, { dryRun: true });
    expect(seen.ok && seen.value['past']).toMatchObject({ events: 1, matters: 1, problems: 1 });
    expect((await act<{ rows: unknown[] }>(db.engine, maya, 'docket-rules list', {})).rows).toEqual([]);
  });

  it('proposes a fee for past events, in the matter’s currency; does it with a yes, once; takes it back', async () => {
    const gbp = {
      params: {
        action: 'fixed-fee',
        amount: { minor: '150000', currency: 'GBP' },
        narrative: 'Response in {application}',
      },
      proposeSince: '2026-02-01',
    };
    expect(await setRule(gbp)).toMatchObject({ ok: true, value: { proposed: 1 } });
    const [proposal] = (await outcomes()).rows;
    expect(proposal).toMatchObject({
      matter: '1001-001',
      sentence: 'Charge 1,500.00 GBP: Response in 18/200317',
      problem: '',
    });
    const did = await act<{ done: number; amounts: unknown }>(db.engine, maya, 'docket-outcomes decide', {
      ids: [proposal?.id],
      answer: 'do',
    });
    expect(did).toMatchObject({ done: 1, amounts: [{ minor: '150000', currency: 'GBP' }] });
    expect(
      codeOf(await attempt(db.engine, maya, 'docket-outcomes decide', { ids: [proposal?.id], answer: 'do' })),
    ).toBe('decided');
    const card = (await outcomes('done')).rows[0]?.cards[0];
    const why = await act<{ made: { event: string; clause: string } }>(db.engine, maya, 'docket-outcomes why', {
      cardId: card?.id,
    });
    expect(why.made).toMatchObject({ event: 'Response to office action', clause: 'Price list 2026, item 4' });
    // an import whose event made a card stays
    const { rows } = await act<{ rows: { id: string; source: string; fileName: string; added: number }[] }>(
      db.engine,
      maya,
      'docket imports',
      {},
    );
    const first = rows.findLast((r) => r.source === 'tasks');
    expect(codeOf(await attempt(db.engine, maya, 'docket take-back', { id: first?.id, reason: 'x' }))).toBe('in-use');
    await act(db.engine, maya, 'docket-outcomes undo', { ids: [proposal?.id], reason: 'too early' });
    expect((await outcomes()).total).toBe(1);
    await act(db.engine, maya, 'docket-outcomes decide', { ids: [proposal?.id], answer: 'do' });
    expect((await outcomes('done')).rows[0]?.cards.length).toBe(1);
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });

  it('Today leads to what waits for a yes', async () => {
    const before = (await outcomes()).total;
    await act(db.engine, maya, 'docket save', {
      matterId: matterId('1001-001'),
      name: 'Response to office action',
      state: 'completed',
      completedDay: '2026-03-29',
    });
    const { tasks } = await act<{ tasks: { what: string; href: string }[] }>(db.engine, maya, 'today show', {});
    expect(tasks.find((task) => task.href === '/docket')?.what).toContain(`${before + 1} proposal`);
    const mine = (await outcomes()).rows.map((row) => row.id);
    await act(db.engine, maya, 'docket-outcomes decide', { ids: mine, answer: 'dismiss', reason: 'told by telephone' });
    expect((await outcomes()).total).toBe(0);
  });

  it('acts by itself where no yes is wanted, when the list says it is done; never twice', async () => {
    await setRule({
      name: 'Issue fee',
      codes: ['Pay issue fee'],
      approval: false,
      params: {
        action: 'fixed-fee',
        amount: { minor: '45000', currency: 'GBP' },
        narrative: 'Handling of the issue fee',
      },
    });
    const paid = file('tasks.csv').toString().replace('2026-05-11,Open,,', '2026-05-11,Completed,2026-03-30,');
    expect(await take('tasks', Buffer.from(paid))).toMatchObject({ changed: 1, done: 1, proposed: 0 });
    const touched = paid.replace('Completed,2026-03-30,', 'Completed,2026-03-31,');
    expect(await take('tasks', Buffer.from(touched))).toMatchObject({ changed: 1, done: 0, proposed: 0 });
  });

  it('a client’s price goes before the firm’s', async () => {
    const clientId = (await act<{ clientId: string }>(db.engine, maya, 'matters show', { id: matterId('1001-001') }))
      .clientId;
    await setRule({
      name: 'Client price',
      clientId,
      codes: ['Client event'],
      params: { action: 'fixed-fee', amount: { minor: '11100', currency: 'GBP' }, narrative: 'client' },
    });
    await setRule({
      name: 'Firm price',
      codes: ['Client event'],
      params: { action: 'fixed-fee', amount: { minor: '99900', currency: 'GBP' }, narrative: 'firm' },
    });
    const saved = await act<{ proposed: number }>(db.engine, maya, 'docket save', {
      matterId: matterId('1001-001'),
      name: 'Client event',
      state: 'completed',
      completedDay: '2026-03-30',
    });
    expect(saved.proposed).toBe(1);
    expect((await outcomes()).rows.find((r) => r.event === 'Client event')?.sentence).toContain('111.00');
  });

  it('an official fee follows from an event; while it isn’t sure it waits and says how to mend it', async () => {
    await act(db.engine, maya, 'fees take', { source: { shipped: 'us-patent-2025-01-19' } });
    await setRule({
      name: 'Provisional',
      codes: ['Provisional filed'],
      approval: false,
      params: { action: 'official-fee', items: ['us-provisional-filing'] },
    });
    await act(db.engine, maya, 'docket save', {
      matterId: matterId('1001-001'),
      name: 'Provisional filed',
      state: 'completed',
      completedDay: '2026-03-30',
    });
    const waiting = (await outcomes()).rows.find((r) => r.event === 'Provisional filed');
    expect(waiting?.problem).toMatch(/differs by the size of the applicant|is not sure/);
  });

  it('holds open work while a task is open, and lets it go when the docket says it is done', async () => {
    await act(db.engine, maya, 'cards record', {
      kind: 'disbursement',
      costKind: 'hard',
      matterId: matterId('2001-001'),
      workDate: '2026-03-20',
      amount: { minor: '10000', currency: firm.matters.find((m) => m.number === '2001-001')?.currency },
      narrative: 'Translation',
      expenseCode: 'E123',
    });
    await setRule({
      name: 'Wait for the response',
      codes: ['Response due'],
      happens: 'opened',
      approval: false,
      params: { action: 'hold', reason: 'The client is billed once the response is filed' },
    });
    const task = { matterId: matterId('2001-001'), name: 'Response due', dueDay: '2026-04-20' };
    const opened = await act<{ id: string; done: number }>(db.engine, maya, 'docket save', { ...task, state: 'open' });
    expect(opened.done).toBe(1);
    const held = await act<{ rows: { held: unknown }[] }>(db.engine, maya, 'cards list', { matterId: task.matterId });
    expect(JSON.stringify(held.rows[0])).toContain('once the response is filed');
    const { version } = await act<{ version: number }>(db.engine, maya, 'docket show', { id: opened.id });
    await act(db.engine, maya, 'docket save', {
      ...task,
      id: opened.id,
      version,
      state: 'completed',
      completedDay: '2026-03-31',
    });
    const free = await act<{ rows: unknown[] }>(db.engine, maya, 'cards list', { matterId: task.matterId });
    expect(JSON.stringify(free.rows[0])).not.toContain('once the response is filed');
  });

  it('gives a task code to work before the event that has none', async () => {
    const matter = firm.matters.find((m) => m.number === '2002-001');
    const timekeeper = firm.timekeepers.find(
      (t) => t.office === (matter?.client.entity === 'UK' ? 'LON' : 'BOS') && t.title === 'Associate',
    );
    const card = await act<{ id: string }>(db.engine, maya, 'cards record', {
      kind: 'time',
      matterId: matter?.id,
      timekeeperId: timekeeper?.id,
      workDate: '2026-03-10',
      hours: '1.00',
      narrative: 'Drafting',
    });
    await setRule({
      name: 'Drafting',
      codes: ['Application filed'],
      approval: false,
      params: { action: 'task-code', taskCode: 'PA120', days: 30 },
    });
    await act(db.engine, maya, 'docket save', {
      matterId: matter?.id,
      name: 'Application filed',
      state: 'completed',
      completedDay: '2026-03-20',
    });
    expect((await act<{ taskCode: string }>(db.engine, maya, 'cards show', { id: card.id })).taskCode).toBe('PA120');
  });

  it('reminds the responsible person by mail', async () => {
    await setRule({
      name: 'Remind',
      codes: ['Decision received'],
      approval: false,
      params: { action: 'remind', words: 'Tell the client within two days.' },
    });
    const saved = await act<{ done: number }>(db.engine, maya, 'docket save', {
      matterId: matterId('1001-001'),
      name: 'Decision received',
      state: 'completed',
      completedDay: '2026-03-30',
    });
    expect(saved.done).toBe(1);
  });

  it.each([
    ['a later version stands in the way', { lineId: 'line', from: '2025-01-01' }, 'overlaps'],
    [
      'a fee of nothing',
      { params: { action: 'fixed-fee', amount: { minor: '0', currency: 'USD' }, narrative: 'x' } },
      'no-amount',
    ],
    [
      'an official fee that isn’t in the book',
      { params: { action: 'official-fee', items: ['nothing such'] } },
      'unknown-fee',
    ],
    ['a hold on what is done', { params: { action: 'hold', reason: 'x' } }, 'bad-input'],
  ])('refuses %s', async (_, more, code) => {
    const { rows } = await act<{ rows: { lineId: string }[] }>(db.engine, maya, 'docket-rules list', {});
    const input = 'lineId' in more ? { ...more, lineId: rows[0]?.lineId } : more;
    expect(codeOf(await setRule(input))).toBe(code);
  });

  it('a rule is changed from a day on, and ended; each day is judged by its version', async () => {
    const { rows } = await act<{ rows: { lineId: string; name: string; from: string; to: string | null }[] }>(
      db.engine,
      maya,
      'docket-rules list',
      {},
    );
    const line = rows.find((r) => r.name === 'Remind');
    await setRule({
      lineId: line?.lineId,
      name: 'Remind',
      codes: ['Decision received'],
      from: '2026-03-31',
      params: { action: 'remind', words: 'Tell the client today.' },
    });
    await act(db.engine, maya, 'docket-rules end', {
      lineId: line?.lineId,
      on: '2026-04-15',
      reason: 'no longer wanted',
    });
    const after = await act<{ rows: { lineId: string; from: string; to: string | null }[] }>(
      db.engine,
      maya,
      'docket-rules list',
      { ended: 'true' },
    );
    expect(after.rows.filter((r) => r.lineId === line?.lineId).map((r) => [r.from, r.to])).toEqual([
      ['2026-03-31', '2026-04-14'],
      ['2026-01-01', '2026-03-30'],
    ]);
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});
