import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { differencesOf, type DocketEvent, type DocketFacts } from './event.ts';
import { bareNumber, type KnownMatter, matterFinder } from './find-matter.ts';
import {
  type DocketField,
  type DocketMapping,
  headerKey,
  missingColumns,
  plainName,
  proposeLayout,
  stateOf,
} from './layout.ts';
import { planImport } from './plan.ts';
import { readRow, type ReadRow } from './rows.ts';
import { filled, isAbout, type Rule, rulesFor } from './rule.ts';

const facts: DocketFacts = {
  matterId: 'm1',
  code: 'OA',
  name: 'Office action',
  kind: 'event',
  state: 'completed',
  eventDay: day('2026-02-01'),
  dueDay: null,
  completedDay: day('2026-02-01'),
  note: '',
};
const mapping: DocketMapping = {
  columns: {
    externalId: 'Id',
    matter: 'Matter',
    name: 'Task',
    eventDay: 'Date',
    dueDay: 'Due',
    completedDay: 'Done',
    status: 'Status',
  },
};
const read = (cells: Partial<Record<DocketField, string>>) =>
  readRow(2, {
    mapping,
    cell: (field) => cells[field] ?? '',
    day: (text) => (/^\d{4}-/.test(text) ? day(text) : null),
    today: day('2026-03-31'),
  });
const rowOf = (cells: Partial<Record<DocketField, string>>): ReadRow => {
  const row = read({ matter: '1', name: 'Task', ...cells });
  if (!('row' in row)) throw new Error(JSON.stringify(row));
  return row;
};

describe('a row of a list', () => {
  it.each<[string, Partial<Record<DocketField, string>>, string, string | null, string]>([
    ['a due task', { dueDay: '2026-05-01' }, 'open', null, 'task'],
    [
      'a task with a day of completion',
      { dueDay: '2026-02-01', completedDay: '2026-01-20' },
      'completed',
      '2026-01-20',
      'task',
    ],
    [
      'a task said to be done, without a day: the due one',
      { dueDay: '2026-02-01', status: 'Done' },
      'completed',
      '2026-02-01',
      'task',
    ],
    [
      'a task ticked in the column of days',
      { dueDay: '2026-02-01', completedDay: 'x' },
      'completed',
      '2026-02-01',
      'task',
    ],
    ['a cancelled one', { dueDay: '2026-02-01', status: 'Not required' }, 'cancelled', null, 'task'],
    ['something that happened', { eventDay: '2026-02-01' }, 'completed', '2026-02-01', 'event'],
    ['something to come', { eventDay: '2026-06-01' }, 'open', null, 'event'],
  ])('%s', (_, cells, state, completedDay, kind) => {
    expect(rowOf(cells)).toMatchObject({ state, completedDay, kind });
  });

  it.each<[string, Partial<Record<DocketField, string>>, string, string]>([
    ['a day that is none', { dueDay: 'soon' }, 'Due', 'is no date'],
    ['a state nobody knows', { dueDay: '2026-02-01', status: 'Limbo' }, 'Status', 'is no state that is known'],
    ['completed in the future', { completedDay: '2026-04-01' }, 'Done', 'lies in the future'],
    ['done, on no day', { status: 'done' }, 'Done', 'say on which day'],
    ['nothing to do', { name: '', dueDay: '2026-02-01' }, 'Task', 'is empty'],
  ])('refuses %s', (_, cells, column, reason) => {
    const refused = read({ matter: '1', name: 'Task', ...cells });
    expect(refused).toEqual(
      expect.arrayContaining([expect.objectContaining({ column, reason: expect.stringContaining(reason) })]),
    );
  });
});

describe('a layout', () => {
  it('is proposed from the header, in English and German', () => {
    expect(
      proposeLayout(['Task ID', 'Matter Number', 'Task', 'Due Date', 'Status', 'Completed Date', 'Comments']).columns,
    ).toEqual({
      externalId: 'Task ID',
      matter: 'Matter Number',
      name: 'Task',
      dueDay: 'Due Date',
      status: 'Status',
      completedDay: 'Completed Date',
      note: 'Comments',
    });
    expect(
      proposeLayout(['Unser Zeichen', 'Vorgang', 'Datum', 'Fällig', 'Erledigt am', 'Bemerkung']).columns,
    ).toMatchObject({
      matter: 'Unser Zeichen',
      name: 'Vorgang',
      eventDay: 'Datum',
      dueDay: 'Fällig',
      completedDay: 'Erledigt am',
    });
  });
  it('asks for what it lacks', () => {
    expect(missingColumns({ columns: {} }, ['a', 'b'])?.sentence).toContain('the matter');
    expect(missingColumns({ columns: { matter: 'a', name: 'b' } }, ['a', 'b'])?.sentence).toContain('a day');
  });
  it('takes the list’s own words for states before ours', () => {
    expect([
      stateOf('Limbo', undefined),
      stateOf('Limbo', { limbo: 'cancelled' }),
      stateOf('done', { done: 'open' }),
    ]).toEqual([null, 'cancelled', 'open']);
  });
  it('finds an answer for a word however it is written: with punctuation, accents, another script', () => {
    for (const word of ['N/A', 'In-Work', 'Fällig!', '完了', '–'])
      for (const key of [word, word.toLowerCase(), plainName(word)])
        expect([word, key, stateOf(word, { [key]: 'cancelled' })]).toEqual([word, key, 'cancelled']);
    expect(stateOf('完了', { 完: 'open' })).toBeNull();
    expect(headerKey(['番号', '期限'])).not.toBe(headerKey(['期限', '番号']));
  });
});

const matter = (id: string, more: Partial<KnownMatter>): KnownMatter => ({
  id,
  clientId: 'c',
  number: id,
  applicationNumber: '',
  registrationNumber: '',
  clientReference: '',
  ...more,
});

describe('which matter a row means', () => {
  const finder = matterFinder([
    matter('m1', { applicationNumber: '17/123,456', clientReference: 'REF' }),
    matter('m2', { applicationNumber: 'EP 23 100422.2', clientReference: 'REF' }),
  ]);
  const find = (words: Partial<ReadRow['words']>) => {
    const found = finder.find({
      matter: '',
      applicationNumber: '',
      registrationNumber: '',
      clientReference: '',
      ...words,
    });
    return 'id' in found ? found.id : found.reason;
  };
  it('by its number, or an office’s however it is written', () => {
    expect(bareNumber('US 17/123,456')).toBe('17123456');
    expect([
      find({ matter: 'M1' }),
      find({ applicationNumber: 'US17123456' }),
      find({ applicationNumber: '23100422.2' }),
    ]).toEqual(['m1', 'm1', 'm2']);
  });
  it('says when none or several fit', () => {
    expect(find({ applicationNumber: '1' })).toContain('on no matter');
    expect(find({ clientReference: 'ref' })).toContain('fits the matters m1, m2');
    expect(find({})).toContain('is empty');
  });
});

describe('a list against what is kept', () => {
  const finder = matterFinder([matter('m1', {})]);
  const row = (externalId: string, more: Partial<ReadRow> = {}): ReadRow => ({
    ...rowOf({ externalId, matter: 'm1', eventDay: '2026-02-01' }),
    ...more,
  });
  const kept = (sourceKey: string, more: Partial<DocketEvent> = {}): DocketEvent => ({
    ...facts,
    code: '',
    name: 'Task',
    id: sourceKey,
    clientId: 'c',
    source: 's',
    sourceKey,
    version: 1,
    missing: false,
    removed: false,
    ...more,
  });
  it('tells new, same, changed and gone rows apart', () => {
    const plan = planImport(
      [row('a'), row('b', { note: 'more' }), row('n')],
      [kept('a'), kept('b'), kept('g')],
      finder,
      { whole: true },
    );
    expect([
      plan.unchanged,
      plan.added.map((p) => p.key),
      plan.changed.map((c) => c.event.id),
      plan.missing.map((m) => m.id),
    ]).toEqual([1, ['n'], ['b'], ['g']]);
    expect(plan.changed[0]?.fields).toEqual([{ field: 'note', before: '', after: 'more' }]);
  });
  it('questions nothing when the list is only a part', () => {
    expect(planImport([], [kept('a')], finder, { whole: false }).missing).toEqual([]);
  });
  it('knows what comes back', () => {
    expect(
      planImport([row('a')], [kept('a', { missing: true })], finder, { whole: true }).returned.map((e) => e.id),
    ).toEqual(['a']);
  });
  it('takes a row once, and refuses two that differ', () => {
    expect(planImport([row('a'), row('a')], [], finder, { whole: true })).toMatchObject({ unchanged: 1, refused: [] });
    expect(planImport([row('a'), row('a', { note: 'x' })], [], finder, { whole: true }).refused[0]?.reason).toContain(
      'stands twice',
    );
  });
  it('says field by field what differs', () => {
    expect(differencesOf(facts, { ...facts, state: 'open', completedDay: null })).toEqual([
      { field: 'state', before: 'completed', after: 'open' },
      { field: 'completedDay', before: '2026-02-01', after: '' },
    ]);
  });
});

describe('which billing rules an event sets off', () => {
  const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
    id,
    lineId: id,
    name: id,
    codes: ['OA'],
    happens: 'completed',
    clientId: null,
    matterId: null,
    caseType: null,
    jurisdiction: null,
    params: { action: 'fixed-fee', amountMinor: 100n, currency: 'USD', narrative: 'x', taskCode: null },
    approval: true,
    from: day('2026-01-01'),
    to: null,
    clause: 'c',
    replaced: false,
    ...more,
  });
  const of = { matterId: 'm1', clientId: 'c1', caseType: 'patent', jurisdiction: 'US' };
  const set = (rules: Rule[], event: Partial<DocketFacts> = {}) =>
    rulesFor(rules, { ...facts, ...event }, of).map((r) => r.id);
  it.each<[string, Rule[], Partial<DocketFacts>, string[]]>([
    [
      'the narrowest of an action wins',
      [rule('firm'), rule('office', { jurisdiction: 'US' }), rule('client', { clientId: 'c1' })],
      {},
      ['client'],
    ],
    ['another client’s doesn’t count', [rule('firm'), rule('other', { clientId: 'c2' })], {}, ['firm']],
    [
      'each action has its own',
      [rule('fee'), rule('hold', { params: { action: 'remind', words: 'w' } })],
      {},
      ['fee', 'hold'],
    ],
    ['not before its day', [rule('later', { from: day('2026-02-02') })], {}, []],
    ['not after it', [rule('ended', { to: day('2026-01-31') })], {}, []],
    ['not while it is open', [rule('fee')], { state: 'open', completedDay: null }, []],
    [
      'a rule for opening, while it is open',
      [rule('open', { happens: 'opened' })],
      { state: 'open', completedDay: null },
      ['open'],
    ],
    [
      'nothing for a cancelled one',
      [rule('open', { happens: 'opened' })],
      { state: 'cancelled', completedDay: null },
      [],
    ],
    ['by name', [rule('named', { codes: ['office ACTION'] })], { code: 'X' }, ['named']],
  ])('%s', (_, rules, event, ids) => {
    expect(set(rules, event)).toEqual(ids);
  });
  it('a star stands for any ending', () => {
    expect([
      isAbout({ codes: ['CT*'] }, { code: 'CTNF', name: '' }),
      isAbout({ codes: ['CT*'] }, { code: 'NCT', name: 'x' }),
    ]).toEqual([true, false]);
  });
  it('a narrative is filled from the case', () => {
    expect(filled('{event} in {application} {reference}', { event: 'OA', application: '17/1', reference: '' })).toBe(
      'OA in 17/1',
    );
  });
});
