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

const NUMBER = '1001-001';
const idOf = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
const currency = (): string => firm.matters.find((m) => m.number === NUMBER)?.currency ?? '';
/** Another matter that is kept in the same currency. */
const other = () => firm.matters.find((m) => m.number !== NUMBER && m.currency === currency());

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
const outcomes = async (event: string, state = 'proposed') =>
  (await act<Outcomes>(db.engine, maya, 'docket-outcomes list', { state })).rows.filter((row) => row.event === event);
const fee = (minor: string, narrative = 'Fee') => ({
  action: 'fixed-fee',
  amount: { minor, currency: currency() },
  narrative,
});
const rule = (name: string, more: object) =>
  act<{ lineId: string; proposed: number }>(db.engine, maya, 'docket-rules set', {
    name,
    codes: [name],
    from: '2026-01-01',
    clause: 'Price list 2026',
    ...more,
  });

interface Saved {
  readonly id: string;
  readonly proposed: number;
  readonly done: number;
}
const completed = (name: string, more: object = {}): Promise<Saved> =>
  act<Saved>(db.engine, maya, 'docket save', {
    matterId: idOf(NUMBER),
    name,
    state: 'completed',
    completedDay: '2026-03-30',
    ...more,
  });
const opened = (name: string, more: object = {}): Promise<Saved> =>
  act<Saved>(db.engine, maya, 'docket save', {
    matterId: idOf(NUMBER),
    name,
    state: 'open',
    dueDay: '2026-04-20',
    ...more,
  });
/** Changes an event as it was last seen. */
async function change(id: string, name: string, more: object): Promise<Saved> {
  const { version } = await act<{ version: number }>(db.engine, maya, 'docket show', { id });
  return await completed(name, { id, version, ...more });
}
const decide = (ids: readonly string[]) =>
  act<{ done: number; problems: { sentence: string }[] }>(db.engine, maya, 'docket-outcomes decide', {
    ids,
    answer: 'do',
  });
const undo = (ids: readonly string[]) =>
  act(db.engine, maya, 'docket-outcomes undo', { ids, reason: 'taken back by the test' });
const clientId = async (): Promise<string> =>
  (await act<{ clientId: string }>(db.engine, maya, 'matters show', { id: idOf(NUMBER) })).clientId;

interface Imported {
  readonly id: string;
  readonly changed: number;
  readonly missing: number;
  readonly refused: number;
  readonly proposed: number;
  readonly done: number;
}
const take = (source: string, text: string): Promise<Imported> =>
  act<Imported>(db.engine, maya, 'docket import', { source, fileName: `${source}.csv`, file: { text } });
const takeBack = (id: string) => attempt(db.engine, maya, 'docket take-back', { id, reason: 'wrong file' });

describe('one event is charged once', () => {
  it('when the client’s price is set after the firm’s acted', async () => {
    await rule('Grant', { approval: false, params: fee('99900') });
    const saved = await completed('Grant');
    expect(saved).toMatchObject({ done: 1 });
    await rule('Grant', { clientId: await clientId(), approval: false, params: fee('11100') });
    expect(await change(saved.id, 'Grant', { note: 'read again' })).toMatchObject({ proposed: 0, done: 0 });
    expect(await outcomes('Grant')).toEqual([]);
    expect((await outcomes('Grant', 'done')).map((row) => row.sentence)).toEqual([`Charge 999.00 ${currency()}: Fee`]);
  });

  it('and a proposal that waits takes the narrower price, also when it is proposed for the past', async () => {
    await rule('Opposition', { params: fee('99900') });
    const saved = await completed('Opposition');
    const mine = { clientId: await clientId(), params: fee('11100'), proposeSince: '2026-03-01' };
    expect(await rule('Opposition', mine)).toMatchObject({ proposed: 1 });
    await change(saved.id, 'Opposition', { note: 'read again' });
    expect((await outcomes('Opposition')).map((row) => row.sentence)).toEqual([`Charge 111.00 ${currency()}: Fee`]);
  });

  it('while a fee for the opening and one for the completion of a task both stand', async () => {
    await rule('Appeal', { happens: 'opened', approval: false, params: fee('1000', 'Docketing') });
    await rule('Appeal', { approval: false, params: fee('2000', 'Appeal') });
    const task = await opened('Appeal', { dueDay: '2026-03-25' });
    expect(task).toMatchObject({ done: 1 });
    expect(await change(task.id, 'Appeal', {})).toMatchObject({ done: 1 });
    expect((await outcomes('Appeal', 'done')).length).toBe(2);
  });
});

describe('what is proposed goes with its event', () => {
  it('is not done when the event was cancelled, opened again or is gone, and says so', async () => {
    await rule('Reply', { params: fee('50000') });
    const { id } = await completed('Reply');
    const [proposal] = await outcomes('Reply');
    const ids = [proposal?.id ?? ''];
    await change(id, 'Reply', { state: 'cancelled', completedDay: null });
    expect((await outcomes('Reply'))[0]?.problem).toContain('is cancelled or gone; dismiss');
    expect(await decide(ids)).toMatchObject({
      done: 0,
      problems: [{ sentence: expect.stringContaining('is cancelled or gone; dismiss') }],
    });
    await change(id, 'Reply', { state: 'open', completedDay: null, dueDay: '2026-04-30' });
    expect(await decide(ids)).toMatchObject({ done: 0, problems: [{ sentence: expect.stringContaining('is open') }] });
    await change(id, 'Reply', {});
    expect((await outcomes('Reply'))[0]?.problem).toBe('');
    expect(await decide(ids)).toMatchObject({ done: 1, problems: [] });
  });

  it('moves to the matter the event is moved to, and is charged there', async () => {
    await rule('Search', { params: fee('70000', '{title}') });
    const { id } = await completed('Search');
    await change(id, 'Search', { matterId: other()?.id });
    const [proposal] = await outcomes('Search');
    expect(proposal?.matter).toBe(other()?.number);
    await decide([proposal?.id ?? '']);
    const [made] = await outcomes('Search', 'done');
    const card = await act<{ matterId: string }>(db.engine, maya, 'cards show', { id: made?.cards[0]?.id });
    expect(card.matterId).toBe(other()?.id);
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});

const HEADER = 'Id,Matter Number,Event,Due Date,Completed,Note\n';

describe('a list that is taken back', () => {
  it('proposes again when it is taken again', async () => {
    await rule('Validation', { params: fee('30000') });
    const list = `${HEADER}V1,${NUMBER},Validation,,2026-03-20,\n`;
    const first = await take('again', list);
    expect(first).toMatchObject({ proposed: 1 });
    expect(codeOf(await takeBack(first.id))).toBe('done');
    expect(await outcomes('Validation')).toEqual([]);
    expect(await take('again', list)).toMatchObject({ proposed: 1 });
    const [proposal] = await outcomes('Validation');
    expect(await decide([proposal?.id ?? ''])).toMatchObject({ done: 1 });
  });

  it('is not while something made from an event it changed stands; then its proposals go and the event is as before', async () => {
    await rule('Renewal', { params: fee('40000') });
    await take('changing', `${HEADER}R1,${NUMBER},Renewal,2026-04-01,,\n`);
    const second = await take('changing', `${HEADER}R1,${NUMBER},Renewal,2026-04-01,2026-03-20,\n`);
    const [proposal] = await outcomes('Renewal');
    await decide([proposal?.id ?? '']);
    const refused = await takeBack(second.id);
    expect(codeOf(refused)).toBe('in-use');
    expect(!refused.ok && refused.refusal.sentence).toContain('400.00');
    await undo([proposal?.id ?? '']);
    expect(codeOf(await takeBack(second.id))).toBe('done');
    expect(await outcomes('Renewal')).toEqual([]);
    const { rows } = await act<{ rows: { state: string }[] }>(db.engine, maya, 'docket list', { words: 'Renewal' });
    expect(rows.map((row) => row.state)).toEqual(['open']);
  });

  it('keeps what was proposed before it, and what somebody changed since', async () => {
    await rule('Translation', { params: fee('20000') });
    const row = (note: string) => `${HEADER}T1,${NUMBER},Translation,,2026-03-20,${note}\n`;
    await take('notes', row('one'));
    const second = await take('notes', row('two'));
    expect(codeOf(await takeBack(second.id))).toBe('done');
    expect((await outcomes('Translation')).length).toBe(1);
    const third = await take('notes', row('three'));
    const { rows } = await act<{ rows: { id: string }[] }>(db.engine, maya, 'docket list', { words: 'Translation' });
    await change(rows[0]?.id ?? '', 'Translation', { completedDay: '2026-03-21', note: 'by hand' });
    expect(await takeBack(third.id)).toMatchObject({ ok: true, value: { events: 0, kept: 1 } });
    expect((await outcomes('Translation')).length).toBe(1);
  });

  it('what it brought back and changed is gone again, as it was', async () => {
    const row = (note: string) =>
      `${HEADER}G1,${NUMBER},Formalities,2026-04-01,,${note}\nG2,${NUMBER},Stays,2026-04-01,,\n`;
    await take('gone', row('one'));
    await take('gone', row('one').replace(/G1.*\n/, ''));
    const ask = () =>
      act<{ rows: { id: string; note: string }[] }>(db.engine, maya, 'docket list', { words: 'Formalities' });
    const id = (await ask()).rows[0]?.id;
    await act(db.engine, maya, 'docket answer-missing', { ids: [id], answer: 'gone', reason: 'withdrawn' });
    const back = await take('gone', row('two'));
    expect((await ask()).rows.length).toBe(1);
    expect(await takeBack(back.id)).toMatchObject({ ok: true, value: { events: 1, kept: 0 } });
    expect((await ask()).rows).toEqual([]);
    expect((await act<{ note: string }>(db.engine, maya, 'docket show', { id })).note).toBe('one');
  });
});

describe('a row that can’t be read', () => {
  it('leaves its event as it is; nobody is asked whether it is gone', async () => {
    const list = (due: string) => `${HEADER}U1,${NUMBER},Amend,${due},,\nU2,${NUMBER},Argue,2026-05-01,,\n`;
    await take('unread', list('2026-05-01'));
    expect(await take('unread', list('soon'))).toMatchObject({ refused: 1, missing: 0 });
    expect(await take('unread', list('soon').replace(/U2.*\n/, ''))).toMatchObject({ refused: 1, missing: 1 });
  });

  it('without ids, nothing of the matter it names is questioned', async () => {
    const bare = (due: string) =>
      `Matter Number,Event,Due Date\n${NUMBER},Amend,${due}\n${other()?.number},Argue,2026-05-01\n${NUMBER},Pay,2026-05-02\n`;
    await take('bare', bare('2026-05-01'));
    expect(await take('bare', bare('soon'))).toMatchObject({ refused: 1, missing: 0 });
    expect(await take('bare', bare('soon').replace(/.*Argue.*\n/, ''))).toMatchObject({ refused: 1, missing: 1 });
  });
});

describe('holds of a rule', () => {
  const HOLD = 'until the response is filed';
  const isHeld = async (matterId: string) =>
    JSON.stringify(await act(db.engine, maya, 'cards list', { matterId })).includes(HOLD);
  const where = () => firm.matters.find((m) => m.number === '2001-001')?.id ?? '';
  const waits = (more: object = {}) => opened('Response due', { matterId: where(), ...more });
  const cardOn = (matterId: string) =>
    act<{ id: string }>(db.engine, maya, 'cards record', {
      kind: 'disbursement',
      costKind: 'hard',
      matterId,
      workDate: '2026-03-20',
      amount: { minor: '10000', currency: firm.matters.find((m) => m.id === matterId)?.currency },
      narrative: 'Translation',
      expenseCode: 'E123',
    });

  it('end with the event they wait for, not with another of the same name, also when it is cancelled', async () => {
    const card = await cardOn(where());
    await rule('Response due', { happens: 'opened', approval: false, params: { action: 'hold', reason: HOLD } });
    const first = await waits();
    const second = await waits({ dueDay: '2026-06-20' });
    expect(await isHeld(where())).toBe(true);
    await change(second.id, 'Response due', { matterId: where() });
    expect(await isHeld(where())).toBe(true);
    await change(first.id, 'Response due', { matterId: where(), state: 'cancelled', completedDay: null });
    expect(await isHeld(where())).toBe(false);
    expect(card.id).not.toBe('');
  });

  it('taken back, they leave a hold that somebody placed', async () => {
    const { id } = await waits();
    const [made] = (await outcomes('Response due', 'done')).filter((row) => row.cards.length > 0).slice(-1);
    expect(await isHeld(where())).toBe(true);
    const cardIds = made?.cards.map((card) => card.id);
    await act(db.engine, maya, 'cards release', { cardIds });
    await act(db.engine, maya, 'cards hold', { cardIds, reason: 'asked by the partner' });
    const all = (await outcomes('Response due', 'done')).map((row) => row.id);
    await undo(all);
    expect(JSON.stringify(await act(db.engine, maya, 'cards list', { matterId: where() }))).toContain(
      'asked by the partner',
    );
    expect(id).not.toBe('');
  });

  it('an event completed long ago tells nothing when its note is changed', async () => {
    const { id } = await completed('Search report');
    await act(db.engine, maya, 'expected-events add', { matterId: idOf(NUMBER), title: 'Search report' });
    await change(id, 'Search report', { note: 'read again' });
    const { rows } = await act<{ rows: { title: string; happenedOn: string | null }[] }>(
      db.engine,
      maya,
      'expected-events list',
      { matterId: idOf(NUMBER) },
    );
    expect(rows.find((row) => row.title === 'Search report')?.happenedOn).toBeNull();
  });

  it('a task code of a rule is taken back where it is still the rule’s', async () => {
    const matter = firm.matters.find((m) => m.number === '2002-001');
    const office = matter?.client.entity === 'UK' ? 'LON' : 'BOS';
    const timekeeperId = firm.timekeepers.find((t) => t.office === office && t.title === 'Associate')?.id;
    const work = () =>
      act<{ id: string }>(db.engine, maya, 'cards record', {
        kind: 'time',
        matterId: matter?.id,
        timekeeperId,
        workDate: '2026-03-10',
        hours: '1.00',
        narrative: 'Drafting',
      });
    const show = (card: { id: string }) =>
      act<{ version: number; taskCode: string | null }>(db.engine, maya, 'cards show', { id: card.id });
    const [left, recoded] = [await work(), await work()];
    await rule('Drafted', { approval: false, params: { action: 'task-code', taskCode: 'PA120', days: 30 } });
    await completed('Drafted', { matterId: matter?.id, completedDay: '2026-03-20' });
    const { version } = await show(recoded);
    await act(db.engine, maya, 'cards correct', { id: recoded.id, version, taskCode: 'PA110', reason: 'as agreed' });
    await undo([(await outcomes('Drafted', 'done'))[0]?.id ?? '']);
    expect([(await show(left)).taskCode || null, (await show(recoded)).taskCode]).toEqual([null, 'PA110']);
  });

  it('a fee whose card was taken back by hand is undone all the same, and made anew when it is missing', async () => {
    const { lineId } = await rule('Filing', { approval: false, params: fee('60000', 'Filing of the application') });
    const { id } = await completed('Filing', { completedDay: '2026-03-10' });
    const [made] = await outcomes('Filing', 'done');
    await act(db.engine, maya, 'cards take-back', { id: made?.cards[0]?.id, version: 1, reason: 'by mistake' });
    const make = () =>
      act<{ made: number; problems: { sentence: string }[] }>(db.engine, maya, 'completeness make', {
        gaps: [{ eventId: id, lineId }],
      });
    expect(await make()).toMatchObject({ made: 1, problems: [] });
    expect(await make()).toMatchObject({ made: 0, problems: [{ sentence: expect.stringContaining('made already') }] });
    const [again] = await outcomes('Filing', 'done');
    await act(db.engine, maya, 'cards take-back', { id: again?.cards[0]?.id, version: 1, reason: 'by mistake' });
    await undo([again?.id ?? '']);
    expect((await outcomes('Filing')).length).toBe(1);
  });
});

describe('completeness', () => {
  it('sees the event just before the asked days, and counts only what lies inside', async () => {
    await rule('Priority claim', { approval: false, params: fee('123400', 'Priority claim') });
    await completed('Priority claim', { completedDay: '2026-02-20' });
    await act(db.engine, maya, 'cards record', {
      kind: 'charge',
      matterId: idOf(NUMBER),
      workDate: '2026-02-22',
      amount: { minor: '123400', currency: currency() },
      narrative: 'Handling for the client',
    });
    const asked = { from: '2026-02-21', through: '2026-02-28', matterId: idOf(NUMBER) };
    const seen = await act<{ events: number; matters: number; findings: { kind: string; what: string }[] }>(
      db.engine,
      maya,
      'completeness show',
      asked,
    );
    expect(seen).toMatchObject({ events: 0, matters: 0 });
    expect(seen.findings.filter((f) => f.kind === 'fee-without-event')).toEqual([]);
  });
});

describe('a rule that was set wrongly', () => {
  it('is set right on the same day; what it proposed follows, and ended, says why it is asked for no more', async () => {
    const from = '2026-03-15';
    const { lineId } = await rule('Renewal noted', { from, approval: true, params: fee('10000') });
    await completed('Renewal noted');
    const said = async () => (await outcomes('Renewal noted')).map((row) => [row.sentence, row.problem]);
    expect(await said()).toEqual([[`Charge 100.00 ${currency()}: Fee`, '']]);

    await rule('Renewal noted', { lineId, from, approval: true, params: fee('20000') });
    expect(await said()).toEqual([[`Charge 200.00 ${currency()}: Fee`, '']]);
    const listed = async () =>
      (
        await act<{ rows: { lineId: string; from: string }[] }>(db.engine, maya, 'docket-rules list', { ended: 'true' })
      ).rows.filter((row) => row.lineId === lineId);
    expect(await listed()).toHaveLength(1);

    await act(db.engine, maya, 'docket-rules end', { lineId, on: from, reason: 'never agreed' });
    expect(await listed()).toEqual([]);
    const [[, problem = ''] = []] = await said();
    expect(problem).toContain('asks for this no more; dismiss this');
    const [waiting] = await outcomes('Renewal noted');
    expect(await decide([waiting?.id ?? ''])).toMatchObject({ done: 0, problems: [{}] });
  });
});
