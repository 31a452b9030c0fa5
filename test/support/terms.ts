import { act } from '../../src/demo/doing.ts';
import type { Day } from '../../src/kernel/day.ts';
import { testDatabase } from './engine.ts';
import { approved, attempt, letStand, type Sheet, sheetOf, testFirm } from './firm.ts';
import type { BilledInvoice } from './money.ts';

export interface Desk extends Sheet {
  readonly terms: {
    readonly stale: string | null;
    readonly steps: readonly {
      label: string;
      sentence: string;
      change: { minor: string };
      cap: { used: { minor: string } } | null;
    }[];
    readonly off: readonly { label: string; reason: string }[];
  };
  readonly adjustments: readonly { id: string; label: string; clauseId: string | null; effect: { minor: string } }[];
  readonly problems: readonly { what: string }[];
}
export type Terms = Record<string, unknown>;

export const tenOff = { kind: 'discount', percentPpm: 100_000, on: 'fees' };
export const capAt = (minor: string, more: Terms = {}): Terms => ({
  kind: 'cap',
  amount: { minor, currency: 'GBP' },
  hard: true,
  on: 'fees',
  per: 'matter',
  over: 'life',
  ...more,
});

/** A desk at which terms are agreed, worked under and billed: a firm with matters in GBP, as seen by its coordinator. */
export async function termsDesk(today: Day) {
  const db = await testDatabase(today);
  const firm = await testFirm(db.engine);
  const maya = await firm.as('maya.okafor');
  const matterOf = (number: string) => {
    const found = firm.matters.find((m) => m.number === number);
    if (!found) throw new Error(`no matter ${number}`);
    return found;
  };
  const desk = async (id: string): Promise<Desk> => (await sheetOf(db.engine, maya, id)) as Desk;
  const changes = async (id: string): Promise<Record<string, number>> =>
    Object.fromEntries((await desk(id)).adjustments.map((a) => [a.label, Number(a.effect.minor)]));
  const fees = async (id: string): Promise<number> => Number((await desk(id)).amounts.fees.minor);
  const edit = async (id: string, operation: Terms) =>
    await attempt(db.engine, maya, 'proformas edit', { id, operation });

  async function clientOf(number: string): Promise<string> {
    const { rows } = await act<{ rows: { id: string; clientId?: string }[] }>(db.engine, maya, 'clients list', {
      words: matterOf(number).client.number,
    });
    return rows[0]?.id ?? '';
  }

  async function engagement(title: string, matters: readonly string[]): Promise<string> {
    const { id } = await act<{ id: string }>(db.engine, maya, 'engagements add', {
      clientId: await clientOf(matters[0] ?? ''),
      title,
      from: '2026-01-01',
      signedOn: '2025-12-18',
      matterIds: matters.map((number) => matterOf(number).id),
    });
    return id;
  }

  async function clause(engagementId: string, number: string, terms: Terms, more: Terms = {}): Promise<string> {
    const { lineId } = await act<{ lineId: string }>(db.engine, maya, 'engagements set-clause', {
      engagementId,
      number,
      words: `As agreed under ${number}.`,
      terms,
      from: '2026-01-01',
      ...more,
    });
    return lineId;
  }

  /** Hours at 200.00 on a matter, and the proforma that a run makes of what is open. */
  async function work(number: string, hours: string, on: Day = db.engine.clock.today()): Promise<string> {
    const matter = matterOf(number);
    const timekeeper = firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Associate');
    await act(db.engine, maya, 'cards record', {
      kind: 'time',
      matterId: matter.id,
      timekeeperId: timekeeper?.id,
      workDate: on,
      hours,
      narrative: `Considering the examiner’s objections to ${number}`,
    });
    const run = await act<{ outcomes: { proformaId: string }[] }>(db.engine, maya, 'runs start', {
      throughDay: on,
      matterId: matter.id,
    });
    return run.outcomes[0]?.proformaId ?? '';
  }

  async function rateOf200(...numbers: readonly string[]): Promise<void> {
    for (const number of numbers)
      await act(db.engine, maya, 'rates set', {
        level: 'matter',
        matterId: matterOf(number).id,
        currency: 'GBP',
        ratePerHour: '20000',
        from: '2026-01-01',
        source: 'Letter of 18 December 2025',
      });
  }

  async function ready(id: string): Promise<Sheet> {
    await letStand(db.engine, await firm.as('ruth.sandoval'), id);
    return await approved(db.engine, firm, id);
  }

  const bill = async (...sheets: readonly Sheet[]) =>
    await attempt(db.engine, maya, 'invoices bill', {
      proformas: sheets.map(({ id, version }) => ({ id, version })),
      invoiceDate: db.engine.clock.today(),
    });

  async function billed(id: string): Promise<BilledInvoice> {
    const outcome = await bill(await ready(id));
    if (!outcome.ok) throw new Error(outcome.refusal.sentence);
    return (outcome.value['invoices'] as BilledInvoice[])[0] as BilledInvoice;
  }
  return {
    db,
    firm,
    maya,
    matterOf,
    desk,
    changes,
    fees,
    edit,
    engagement,
    clause,
    work,
    rateOf200,
    ready,
    bill,
    billed,
  };
}

export type TermsDesk = Awaited<ReturnType<typeof termsDesk>>;
