import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { tellMentioned } from '../../src/modules/dispatch/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { mailerFor } from '../../src/platform/mail.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  attempt,
  brokenChecks,
  codeOf,
  proformaOn,
  type Sheet,
  type SheetLine,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';
import { bill } from '../support/money.ts';

// Associates of the London office are at 345.00 an hour in GBP.
let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
/** a timekeeper: may propose, may not edit */
let reviewer: Actor;
let sheet: Sheet;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
  reviewer = { ...(await firm.as('owen.price')), roles: ['timekeeper'] };
  await bill(database.engine, firm, '1002-001', ['1.50'], '10000');
  sheet = await proformaOn(database.engine, firm, '1002-001', ['1.00', '2.00', '3.00']);
});
afterAll(() => database.close());

const engine = (): TestDatabase['engine'] => database.engine;
const named = (...lines: readonly SheetLine[]) => lines.map(({ id, version }) => ({ id, version }));
const line = (hours: string): SheetLine => sheet.lines.find((l) => l.hours === hours) as SheetLine;
const reload = async (): Promise<void> => void (sheet = await sheetOf(engine(), maya, sheet.id));

interface Proposal {
  id: string;
  state: string;
  stale: boolean;
  who: string;
  effect: { minor: string } | null;
  lines: { fields: { field: string; seen: string; now: string; proposed: string }[] }[];
}
async function proposals(): Promise<Proposal[]> {
  const { rows } = await act<{ rows: Proposal[] }>(engine(), maya, 'proposals list', { proformaId: sheet.id });
  return rows;
}
async function propose(operation: Record<string, unknown>, who = reviewer): Promise<string> {
  const made = await act<{ id: string }>(engine(), who, 'proposals make', { proformaId: sheet.id, operation });
  return made.id;
}
async function edit(operation: Record<string, unknown>): Promise<void> {
  await act(engine(), maya, 'proformas edit', { id: sheet.id, operation });
  await reload();
}
const decide = (verb: 'accept' | 'reject', ids: string[], more = {}) =>
  attempt(engine(), maya, `proposals ${verb}`, { proformaId: sheet.id, ids, ...more });

describe('proposals', () => {
  it('whoever reviews but may not edit proposes; nothing changes until it is accepted', async () => {
    const operation = { do: 'set-hours', lines: named(line('1.00')), hours: '0.50', reason: 'Over estimate' };
    expect(codeOf(await attempt(engine(), reviewer, 'proformas edit', { id: sheet.id, operation }))).toBe(
      'not-permitted',
    );
    await propose(operation);
    const before = sheet.amounts.fees.minor;
    await reload();
    expect(sheet.amounts.fees.minor).toBe(before);
    const [proposal] = await proposals();
    expect([proposal?.state, proposal?.stale, proposal?.effect?.minor]).toEqual(['open', false, '-17250']);
    expect(proposal?.lines[0]?.fields).toContainEqual({ field: 'hours', seen: '1.00', now: '1.00', proposed: '0.50' });
  });

  it('accepted, it is an edit that names the proposer; the proposer may not approve the reduction', async () => {
    const [proposal] = await proposals();
    expect(codeOf(await decide('accept', [proposal?.id ?? '']))).toBe('done');
    await reload();
    expect(line('0.50').bill.minor).toBe('17250');
    const history = sheet.history as readonly { sentence: string; undone: boolean; who?: string }[];
    expect(history[0]?.who).toBe('Maya Okafor, proposed by Owen Price');
    const owner = { ...reviewer, roles: ['billing-manager' as const] };
    const refused = await attempt(engine(), owner, 'proformas approve', {
      proformas: [{ id: sheet.id, version: sheet.version }],
    });
    expect(codeOf(refused)).toBe('four-eyes');
    expect(codeOf(await decide('accept', [proposal?.id ?? '']))).toBe('not-found');
  });

  it('one that saw something else is stale: it says so, shows both, and is accepted only when meant', async () => {
    const id = await propose({ do: 'set-words', lines: named(line('2.00')), narrative: 'Drafting of claims' });
    await edit({ do: 'set-words', lines: named(line('2.00')), narrative: 'Drafting' });
    const [proposal] = await proposals();
    expect(proposal?.stale).toBe(true);
    expect(proposal?.lines[0]?.fields[0]).toEqual({
      field: 'narrative',
      seen: 'Work number 2',
      now: 'Drafting',
      proposed: 'Drafting of claims',
    });
    expect(codeOf(await decide('accept', [id]))).toBe('stale');
    expect(codeOf(await decide('accept', [id], { anyway: true }))).toBe('done');
    await reload();
    expect(line('2.00').narrative).toBe('Drafting of claims');
  });

  it('an edit of another field of the line does not make it stale; gathering and undoing don’t lose it', async () => {
    const id = await propose({ do: 'set-words', lines: named(line('3.00')), narrative: 'Prosecution' });
    await edit({ do: 'set-words', lines: named(line('3.00')), workDate: '2026-03-01' });
    await act(engine(), maya, 'runs start', { throughDay: engine().clock.today() });
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect((await proposals()).find((p) => p.id === id)).toMatchObject({ state: 'open', stale: false });
    expect(codeOf(await decide('reject', [id], { note: 'Too short' }))).toBe('done');
    await reload();
    expect(line('3.00').narrative).toBe('Work number 3');
  });

  it('all are accepted at once; what is refused leaves nothing, and the others stand', async () => {
    const one = await propose({ do: 'no-charge', lines: named(line('3.00')), on: true, reason: 'Courtesy' });
    const gone = await propose({ do: 'set-words', lines: named(line('0.50')), narrative: 'A call' });
    await edit({ do: 'set-words', lines: named(line('0.50')), narrative: 'Another call' });
    const outcome = await decide('accept', [one, gone]);
    expect(outcome.ok && outcome.value).toMatchObject({ accepted: [one], refused: [{ id: gone, code: 'stale' }] });
    await reload();
    expect(line('3.00').bill.minor).toBe('0');
    const withdrawn = await attempt(engine(), reviewer, 'proposals withdraw', { proformaId: sheet.id, ids: [gone] });
    expect(codeOf(withdrawn)).toBe('done');
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    await reload();
  });

  it('a purge above the reviewer’s limit may be proposed; above the coordinator’s it is not accepted', async () => {
    const id = await propose({ do: 'purge', lines: named(line('3.00')), type: 'courtesy', reason: 'All of it' });
    expect(codeOf(await decide('accept', [id]))).toBe('over-limit');
    // It waits where people look: on Today for whoever may decide, and in tracking.
    const waits = async (who: Actor) =>
      (await act<{ tasks: { what: string; href: string }[] }>(engine(), who, 'today show', {})).tasks.find((t) =>
        t.what.includes('to decide on proforma'),
      )?.href;
    expect(await waits(ruth)).toBe(`/proformas/${sheet.id}?panel=redline`);
    expect(await waits(reviewer)).toBeUndefined();
    const { rows } = await act<{ rows: { id: string; proposals: number }[] }>(engine(), maya, 'proformas list', {
      proposals: 'true',
    });
    expect(rows).toMatchObject([{ id: sheet.id, proposals: 1 }]);
    const accepted = await attempt(engine(), ruth, 'proposals accept', { proformaId: sheet.id, ids: [id] });
    expect(codeOf(accepted)).toBe('done');
    expect(await brokenChecks(engine(), firm)).toEqual([]);
    await act(engine(), ruth, 'proformas undo', { id: sheet.id });
    await reload();
  });
});

describe('the redline', () => {
  interface Redline {
    since: string | null;
    lines: { cardNumber: string; fields: { field: string; before: string; after: string; who: string }[] }[];
    others: { sentence: string; undone: boolean }[];
  }
  const redline = (since: string, who = ruth) =>
    act<Redline>(engine(), who, 'proformas redline', { id: sheet.id, since });
  const fields = (of: Redline) => of.lines.flatMap((l) => l.fields.map((f) => `${f.field}: ${f.before} → ${f.after}`));

  it('since generation: each field before and after, and by whom', async () => {
    const all = await redline('generation');
    expect(fields(all)).toContain('hours: 1.00 → 0.50');
    expect(fields(all)).toContain('narrative: Work number 2 → Drafting of claims');
    const who = all.lines.flatMap((l) => l.fields.filter((f) => f.field === 'hours').map((f) => f.who));
    expect(who).toEqual(['Owen Price, accepted by Maya Okafor']);
  });

  it('since one last looked: only what came or went after', async () => {
    await act(engine(), ruth, 'proformas look', { id: sheet.id });
    // a look an hour ago
    await sql`update proforma_look set seen_at = seen_at - interval '1 hour'`.execute(engine().store.kysely);
    await edit({ do: 'set-words', lines: named(line('2.00')), taskCode: 'PA110' });
    await edit({ do: 'hold', lines: named(line('3.00')), reason: 'Wait' });
    await act(engine(), ruth, 'proformas look', { id: sheet.id });
    const since = await redline('look');
    expect(since.since).not.toBeNull();
    expect(fields(since)).toEqual(['task:  → PA110']);
    expect(since.others.map((o) => o.sentence)).toEqual(['1 line held']);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(fields(await redline('look'))).toEqual([]);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(fields(await redline('look'))).toEqual(['narrative: Another call → Work number 1']);
    await act(engine(), maya, 'proformas redo', { id: sheet.id });
  });
});

describe('talk', () => {
  it('a mention is on Today until it is read, and is mailed once', async () => {
    const { id } = await act<{ id: string }>(engine(), maya, 'comments add', {
      proformaId: sheet.id,
      lineId: line('2.00').id,
      words: '@Ruth Sandoval may this stay?',
      mentions: [ruth.personId],
    });
    const tasks = async () =>
      (await act<{ tasks: { what: string; why: string }[] }>(engine(), ruth, 'today show', {})).tasks.filter((t) =>
        t.what.includes('mentioned you'),
      );
    expect((await tasks()).map((t) => t.why)).toEqual(['@Ruth Sandoval may this stay?']);
    const mailer = mailerFor(null, 'billing@firm.example');
    await tellMentioned(engine(), mailer, id);
    await tellMentioned(engine(), mailer, id);
    const { rows } = await act<{ rows: { subject: string }[] }>(engine(), maya, 'outbox list', {});
    expect(rows.filter((r) => r.subject.startsWith('Maya Okafor mentioned you')).length).toBe(1);
    await act(engine(), ruth, 'comments read', { proformaId: sheet.id });
    expect(await tasks()).toEqual([]);
    const { rows: comments } = await act<{ rows: { mentions: string[]; cardNumber: string }[] }>(
      engine(),
      ruth,
      'comments list',
      { proformaId: sheet.id },
    );
    expect(comments[0]?.mentions).toEqual(['Ruth Sandoval']);
  });

  it('an attachment on a line is the card’s, several of a kind; taken away, it is no longer listed', async () => {
    const attach = (text: string, kind = 'receipt') =>
      attempt(engine(), maya, 'attachments add', {
        proformaId: sheet.id,
        lineId: line('2.00').id,
        kind,
        fileName: `${text}.txt`,
        base64: Buffer.from(text).toString('base64'),
      });
    expect(codeOf(await attach('one'))).toBe('done');
    expect(codeOf(await attach('one'))).toBe('already-there');
    expect(codeOf(await attach('two'))).toBe('done');
    const list = async () =>
      (
        await act<{ rows: { id: string; kind: string; mediaType: string; lineId: string }[] }>(
          engine(),
          maya,
          'attachments list',
          { proformaId: sheet.id },
        )
      ).rows;
    const rows = await list();
    expect(rows.map((r) => [r.kind, r.mediaType])).toEqual(
      Array.from({ length: 2 }, () => ['receipt', 'text/plain; charset=utf-8']),
    );
    const { rows: links } = await sql<{ subject_type: string; subject_id: string }>`
      select subject_type, subject_id from document_link where kind = 'receipt'`.execute(engine().store.kysely);
    expect(links[0]).toEqual({ subject_type: 'card', subject_id: line('2.00').cardId });
    await act(engine(), maya, 'attachments remove', { id: rows[0]?.id, reason: 'Wrong file' });
    expect((await list()).length).toBe(1);
    expect(codeOf(await attach('one'))).toBe('done');
    await reload();
    // what was said and attached is seen on the line
    expect(line('2.00')).toMatchObject({ comments: 1, files: 2 });
  });
});

describe('who is editing', () => {
  const take = (who: Actor, over = false) =>
    act<{ mine: boolean; holder: string; tookFromMe: boolean }>(engine(), who, 'leases take', {
      proformaId: sheet.id,
      over,
    });

  it('one has it, another sees who, takes it over in one go, and the first is told; it ends by itself', async () => {
    expect(await take(maya)).toMatchObject({ mine: true, holder: 'Maya Okafor' });
    expect(await take(ruth)).toMatchObject({ mine: false, holder: 'Maya Okafor', tookFromMe: false });
    expect(await take(ruth, true)).toMatchObject({ mine: true, holder: 'Ruth Sandoval' });
    expect(await take(maya)).toMatchObject({ mine: false, holder: 'Ruth Sandoval', tookFromMe: true });
    await sql`update proforma_lease set expires_at = clock_timestamp() - interval '1 second'`.execute(
      engine().store.kysely,
    );
    expect(await take(maya)).toMatchObject({ mine: true });
    await act(engine(), maya, 'leases release', { proformaId: sheet.id });
    expect(await take(ruth)).toMatchObject({ mine: true });
  });

  it('a renewal that meets a take-over under way takes nothing back in silence', async () => {
    const { kysely } = engine().store;
    await take(maya, true);
    const other = await kysely.startTransaction().execute();
    await sql`update proforma_lease set person_id = ${ruth.personId}::uuid, taken_from = person_id
      where proforma_id = ${sheet.id}::uuid`.execute(other);
    const renewal = take(maya);
    const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waiting.execute(kysely)).rows[0]?.n).toBe(1);
    await other.commit().execute();
    expect(await renewal).toMatchObject({ mine: false, holder: 'Ruth Sandoval', tookFromMe: true });
  });
});

describe('beside the proforma', () => {
  it('the last bill, usual hours and rates, age, earlier narratives', async () => {
    const beside = await act<{
      lastBill: { billed: { minor: string }; hours: string } | null;
      usual: { perCard: string; rate: string }[];
      unbilled: { cards: number };
      narratives: { narrative: string }[];
      funds: { payer: string }[];
    }>(engine(), maya, 'proformas beside', { id: sheet.id });
    // 1.50 × 345.00 + 100.00 = 617.50; cards of 1.50, 1.00, 2.00 and 3.00 h: 7.50 ÷ 4 = 1.87
    expect([beside.lastBill?.billed.minor, beside.lastBill?.hours, beside.usual[0]?.perCard]).toEqual([
      '61750',
      '1.50',
      '1.87',
    ]);
    expect([beside.unbilled.cards, beside.narratives.length, beside.funds.length]).toEqual([3, 2, 1]);
  });
});
