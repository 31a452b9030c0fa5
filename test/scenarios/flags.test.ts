import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { act } from '../../src/demo/doing.ts';
import { afterBilling, lookAt } from '../../src/modules/flags/index.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  approved,
  attempt,
  brokenChecks,
  codeOf,
  proformaOn,
  type Sheet,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';

interface Flag {
  readonly fingerprint: string;
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
  readonly citation: string;
  readonly lineIds: readonly string[];
  readonly fix: { says: string } | null;
  readonly waiver: { id: string; reason: string } | null;
}

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
});
afterAll(() => database.close());

const engine = (): TestDatabase['engine'] => database.engine;

async function clientOf(number: string): Promise<{ id: string; name: string }> {
  const { rows } = await act<{ rows: { id: string; number: string; name: string }[] }>(
    engine(),
    maya,
    'clients list',
    {},
  );
  const client = rows.find((one) => one.number === number);
  if (!client) throw new Error(`no client ${number}`);
  return client;
}

async function flagsOf(id: string, actor = maya): Promise<readonly Flag[]> {
  return (await act<{ flags: Flag[] }>(engine(), actor, 'flags list', { proformaId: id })).flags;
}

async function raised(id: string, code: string): Promise<Flag> {
  const flag = (await flagsOf(id)).find((one) => one.code === code);
  if (!flag) throw new Error(`${code} isn’t raised`);
  return flag;
}

async function say(sheet: Sheet, narrative: string): Promise<Sheet> {
  const [line] = sheet.lines;
  const after = await act<{ sheet: Sheet }>(engine(), maya, 'proformas edit', {
    id: sheet.id,
    operation: { do: 'set-words', lines: [{ id: line?.id, version: line?.version }], narrative },
  });
  return after.sheet;
}

const move = async (sheet: Sheet, to: string): Promise<string> =>
  codeOf(await attempt(engine(), maya, 'proformas move', { id: sheet.id, version: sheet.version, move: to }));

describe('flags and the way to a bill', () => {
  let sheet: Sheet;

  it('another client’s name blocks submitting, and the refusal names card and mend', async () => {
    sheet = await proformaOn(engine(), firm, '1002-001', ['1.00', '2.00']);
    const other = await clientOf('1001');
    sheet = await say(sheet, `Drafting response with amendments for ${other.name}`);
    const flag = await raised(sheet.id, 'another-clients-name');
    expect(flag.severity).toBe('block');
    expect(flag.lineIds).toEqual([sheet.lines[0]?.id]);
    const refused = await attempt(engine(), maya, 'proformas move', {
      id: sheet.id,
      version: sheet.version,
      move: 'submit',
    });
    expect(refused.ok ? '' : refused.refusal.code).toBe('flagged');
    expect(refused.ok ? '' : refused.refusal.sentence).toContain('client 1001');
  });

  it('a coordinator can’t waive a block; a billing manager can, with a reason, and it is on record', async () => {
    const { fingerprint } = await raised(sheet.id, 'another-clients-name');
    const asked = { proformaId: sheet.id, fingerprint, reason: 'Both are parties to the joint application' };
    expect(codeOf(await attempt(engine(), maya, 'flags waive', asked))).toBe('not-permitted');
    await act(engine(), ruth, 'flags waive', asked);
    expect((await raised(sheet.id, 'another-clients-name')).waiver?.reason).toBe(asked.reason);
    expect(await move(sheet, 'submit')).toBe('done');
  });

  it('other words raise it again: the waiver was for what it saw', async () => {
    sheet = await sheetOf(engine(), maya, sheet.id);
    const other = await clientOf('1001');
    sheet = await say(sheet, `Telephone call with inventors of ${other.name}`);
    expect((await raised(sheet.id, 'another-clients-name')).waiver).toBeNull();
    const refused = await attempt(engine(), ruth, 'proformas approve', {
      proformas: [{ id: sheet.id, version: sheet.version }],
    });
    expect(codeOf(refused)).toBe('flagged');
  });

  it('a withdrawn waiver raises the flag again', async () => {
    const { fingerprint } = await raised(sheet.id, 'another-clients-name');
    const { id } = await act<{ id: string }>(engine(), ruth, 'flags waive', {
      proformaId: sheet.id,
      fingerprint,
      reason: 'Looked at with the partner',
    });
    await act(engine(), ruth, 'flags withdraw-waiver', { id });
    expect((await raised(sheet.id, 'another-clients-name')).waiver).toBeNull();
    expect(codeOf(await attempt(engine(), ruth, 'flags withdraw-waiver', { id }))).toBe('wrong-state');
  });

  it('a fix doesn’t stop submitting but approving, until the words are mended', async () => {
    sheet = await say(sheet, 'Attention to file');
    expect((await raised(sheet.id, 'vague-narrative')).severity).toBe('fix');
    const one = { proformas: [{ id: sheet.id, version: sheet.version }] };
    expect(codeOf(await attempt(engine(), ruth, 'proformas approve', one))).toBe('flagged');
    sheet = await say(sheet, 'Drafting response to the office action of 12 March, amended claims 1 to 4');
    expect((await flagsOf(sheet.id)).map((flag) => flag.code)).not.toContain('vague-narrative');
  });

  it('arithmetic and set-up can’t be waived', async () => {
    const rules = await act<{ rows: { code: string; waivable: boolean }[] }>(engine(), maya, 'flags rules', {});
    expect(
      rules.rows
        .filter((rule) => !rule.waivable)
        .map((rule) => rule.code)
        .toSorted(),
    ).toEqual(['cannot-be-billed', 'does-not-foot', 'future-work', 'impossible-day', 'split-not-whole']);
  });
});

describe('a suggestion', () => {
  it('is applied in one click as an edit, and undone like any other', async () => {
    let sheet = await proformaOn(engine(), firm, '1003-001', ['1.00', '1.00']);
    sheet = await say(sheet, 'Conflict check for the new matter');
    const before = sheet.amounts.fees.minor;
    const flag = await raised(sheet.id, 'unpayable-task');
    expect(flag.fix?.says).toBe('No charge');
    const rehearsed = await attempt(
      engine(),
      maya,
      'flags apply',
      { flags: [{ proformaId: sheet.id, fingerprint: flag.fingerprint }] },
      { dryRun: true },
    );
    expect(rehearsed.ok).toBe(true);
    expect((await sheetOf(engine(), maya, sheet.id)).amounts.fees.minor).toBe(before);
    await act(engine(), maya, 'flags apply', { flags: [{ proformaId: sheet.id, fingerprint: flag.fingerprint }] });
    expect(Number((await sheetOf(engine(), maya, sheet.id)).amounts.fees.minor)).toBeLessThan(Number(before));
    expect((await flagsOf(sheet.id)).map((one) => one.code)).not.toContain('unpayable-task');
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect((await sheetOf(engine(), maya, sheet.id)).amounts.fees.minor).toBe(before);
    expect((await flagsOf(sheet.id)).map((one) => one.code)).toContain('unpayable-task');
  });
});

describe('rules', () => {
  it('are dated: a rule from next month doesn’t hold today, and versions never overlap', async () => {
    const set = {
      code: 'minimum-increment',
      scope: 'firm',
      severity: 'fix',
      params: { unit: '0.25' },
      reason: 'House style',
    };
    await act(engine(), ruth, 'flags set-rule', { ...set, from: '2026-03-01' });
    expect(codeOf(await attempt(engine(), ruth, 'flags set-rule', { ...set, from: '2026-02-01' }))).toBe('overlaps');
    await act(engine(), ruth, 'flags set-rule', { ...set, params: { unit: '0.10' }, from: '2026-04-01' });
    const sheet = await proformaOn(engine(), firm, '1004-001', ['0.60']);
    expect((await raised(sheet.id, 'minimum-increment')).sentence).toContain('no multiple of 0.25 h');
    engine().clock.moveTo(day('2026-04-01'));
    expect((await flagsOf(sheet.id)).map((flag) => flag.code)).not.toContain('minimum-increment');
    engine().clock.moveTo(day('2026-03-31'));
  });

  it('of a client are nearer than the firm’s, and can be switched off', async () => {
    const client = await clientOf('1004');
    await act(engine(), ruth, 'flags set-rule', {
      code: 'minimum-increment',
      scope: 'client',
      clientId: client.id,
      severity: 'off',
      from: '2026-03-02',
      reason: 'They take hundredths',
    });
    const sheet = await proformaOn(engine(), firm, '1004-001', []);
    expect((await flagsOf(sheet.id)).map((flag) => flag.code)).not.toContain('minimum-increment');
  });

  it('say what is wrong with a parameter', async () => {
    const bad = await attempt(engine(), ruth, 'flags set-rule', {
      code: 'long-day',
      scope: 'firm',
      severity: 'warn',
      params: { max: 'ten' },
      from: '2026-03-01',
      reason: 'x',
    });
    expect(bad.ok ? '' : bad.refusal.sentence).toBe('“max” is hours such as "0.10".');
    const missing = await attempt(engine(), ruth, 'flags set-rule', {
      code: 'stale-work',
      scope: 'firm',
      severity: 'fix',
      from: '2026-03-01',
      reason: 'x',
    });
    expect(missing.ok ? '' : missing.refusal.sentence).toContain('needs “days”');
    expect(codeOf(await attempt(engine(), maya, 'flags set-rule', {}))).toBe('not-permitted');
  });

  it('that lack their source say so', async () => {
    const { couldNot } = await act<{ couldNot: { code: string; why: string }[] }>(engine(), maya, 'flags list', {
      proformaId: (await proformaOn(engine(), firm, '1005-001', ['1.00'])).id,
    });
    expect(couldNot.find((one) => one.code === 'event-without-fee')?.why).toBe(
      'The docket has nothing of this matter.',
    );
  });
});

describe('a guideline', () => {
  it('holds from the day it is adopted, cites its clause, and ends with its version', async () => {
    const client = await clientOf('1002');
    const added = await act<{ id: string; versionId: string }>(engine(), ruth, 'guidelines add', {
      clientId: client.id,
      title: 'Outside counsel guidelines 2026',
      clauses: [
        {
          number: '4.2',
          words: 'Time is recorded in tenths of an hour.',
          rules: [{ code: 'minimum-increment', severity: 'fix', params: {} }],
        },
        { number: '5.1', words: 'Be kind.' },
      ],
    });
    const sheet = await proformaOn(engine(), firm, '1002-002', ['0.75']);
    const mine = async (): Promise<Flag | undefined> =>
      (await flagsOf(sheet.id)).find((one) => one.citation.includes('4.2'));
    expect(await mine()).toBeUndefined();
    await act(engine(), ruth, 'guidelines adopt', { versionId: added.versionId, from: '2026-03-15' });
    expect((await mine())?.citation).toBe(
      'Outside counsel guidelines 2026 v1, 4.2: Time is recorded in tenths of an hour.',
    );
    const tested = await act<{ result: { flags: number } }>(engine(), ruth, 'flags backtest', { guideline: added.id });
    expect(tested.result.flags).toBe(0);
    const revised = await act<{ versionId: string }>(engine(), ruth, 'guidelines revise', {
      id: added.id,
      clauses: [{ number: '4.2', words: 'Time is recorded in hundredths of an hour.' }],
    });
    await act(engine(), ruth, 'guidelines adopt', { versionId: revised.versionId, from: '2026-03-31' });
    expect(await mine()).toBeUndefined();
    await act(engine(), maya, 'guidelines acknowledge', { versionId: revised.versionId });
    const shown = await act<{ versions: { version: number; read: { name: string }[] }[] }>(
      engine(),
      maya,
      'guidelines show',
      { id: added.id },
    );
    expect(shown.versions[0]?.read.map((reader) => reader.name)).toEqual(['Maya Okafor']);
  });
});

describe('looking back', () => {
  it('back-tests a rule over invoices and counts what the client later reduced', async () => {
    let sheet = await proformaOn(engine(), firm, '1006-001', ['2.00', '1.00']);
    sheet = await say(sheet, 'Review and organization of file, preparing bill');
    const flag = await raised(sheet.id, 'unpayable-task');
    await act(engine(), ruth, 'flags waive', {
      proformaId: sheet.id,
      fingerprint: flag.fingerprint,
      reason: 'Agreed this once',
    });
    await lookAt(engine(), [sheet.id]);
    sheet = await approved(engine(), firm, sheet.id);
    const billed = await act<{ invoices: { id: string }[] }>(engine(), maya, 'invoices bill', {
      proformas: [{ id: sheet.id, version: sheet.version }],
      invoiceDate: '2026-03-31',
    });
    await afterBilling(engine(), sheet.id);
    const before = await act<{ result: { flags: number; reducedFlags: number } }>(engine(), ruth, 'flags backtest', {
      rule: 'unpayable-task',
    });
    expect(before.result).toMatchObject({ flags: 1, reducedFlags: 0 });
    await act(engine(), ruth, 'invoices credit', {
      invoiceId: billed.invoices[0]?.id,
      lines: [{ lineNo: 1, amount: sheet.lines[0]?.bill.minor }],
      toWip: false,
      reason: 'The client doesn’t pay for it',
    });
    const after = await act<{ result: { flags: number; reducedFlags: number; reduced: unknown[] } }>(
      engine(),
      ruth,
      'flags backtest',
      {
        rule: 'unpayable-task',
      },
    );
    expect(after.result).toMatchObject({ flags: 1, reducedFlags: 1 });
    expect(after.result.reduced).toEqual([sheet.lines[0]?.bill]);
  });

  it('adds every invoice up once more, and finds none that doesn’t foot', async () => {
    const audits = await act<{ footed: number; different: number; unfooted: number }>(
      engine(),
      maya,
      'invoice-audits list',
      {},
    );
    expect(audits).toMatchObject({ footed: 1, different: 0, unfooted: 0 });
  });

  it('picks proformas for a second pair of eyes: billing waits, and not for one’s own', async () => {
    await act(engine(), ruth, 'samples set', { sharePpm: 1_000_000, codes: [] });
    let sheet = await proformaOn(engine(), firm, '1001-001', ['1.00']);
    await lookAt(engine(), [sheet.id]);
    sheet = await approved(engine(), firm, sheet.id);
    const bill = { proformas: [{ id: sheet.id, version: sheet.version }], invoiceDate: '2026-03-31' };
    expect(codeOf(await attempt(engine(), maya, 'invoices bill', bill))).toBe('unchecked');
    expect(codeOf(await attempt(engine(), maya, 'samples check', { proformaId: sheet.id, outcome: 'passed' }))).toBe(
      'not-permitted',
    );
    await act(engine(), ruth, 'samples check', { proformaId: sheet.id, outcome: 'passed' });
    expect(codeOf(await attempt(engine(), maya, 'invoices bill', bill))).toBe('done');
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });
});
