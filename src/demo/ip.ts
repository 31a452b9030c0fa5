import { addDays, type Day } from '../kernel/day.ts';
import { unitOf } from '../kernel/currency.ts';
import type { Engine } from '../platform/command.ts';
import type { Chance } from './chance.ts';
import { act } from './doing.ts';
import type { Cast } from './seed.ts';
import type { DemoFirm, DemoMatter } from './set-up.ts';

/** Published fee schedules, as far as they are known. */
async function takeFees(engine: Engine, cast: Pick<Cast, 'coordinator'>): Promise<void> {
  const { shipped } = await act<{ shipped: { name: string }[] }>(engine, cast.coordinator, 'fees schedules', {});
  for (const { name } of shipped) await act(engine, cast.coordinator, 'fees take', { source: { shipped: name } });
}

interface Step {
  readonly name: string;
  readonly code: string;
  /** days before today it happened or is due; below zero: still to come */
  readonly ago: readonly [least: number, most: number];
  readonly task: boolean;
}

/** What a case of a kind goes through, oldest first. */
const COURSE: Readonly<Record<DemoMatter['type'], readonly Step[]>> = {
  patent: [
    { name: 'Application filed', code: 'FIL', ago: [290, 300], task: false },
    { name: 'Office action received', code: 'OA', ago: [70, 95], task: false },
    { name: 'Response to office action', code: 'ROA', ago: [3, 30], task: true },
    { name: 'Annuity due', code: 'ANN', ago: [-80, -20], task: true },
  ],
  trademark: [
    { name: 'Application filed', code: 'FIL', ago: [200, 220], task: false },
    { name: 'Examination report received', code: 'EXR', ago: [40, 60], task: false },
    { name: 'Registration certificate received', code: 'REG', ago: [4, 26], task: false },
    { name: 'Declaration of use due', code: 'USE', ago: [-200, -60], task: true },
  ],
  design: [
    { name: 'Application filed', code: 'FIL', ago: [120, 150], task: false },
    { name: 'Registration certificate received', code: 'REG', ago: [5, 25], task: false },
  ],
};

/** Prices of the firm in each currency it bills in, in major units. */
const PRICES = [
  {
    name: 'Response to an office action',
    codes: ['ROA'],
    amount: 1450,
    narrative: 'Response to office action, {application}',
  },
  { name: 'Reporting a registration', codes: ['REG'], amount: 280, narrative: 'Reporting the registration of {title}' },
] as const;

/** The docket of the demo firm: what happened since two months ago, and what its price list makes of the last weeks. */
export async function tellDocket(
  engine: Engine,
  firm: DemoFirm,
  cast: Pick<Cast, 'coordinator'>,
  of: { readonly chance: Chance; readonly today: Day },
): Promise<void> {
  await takeFees(engine, cast);
  const since = addDays(of.today, -20);
  const clients = await clientsIn(engine, firm, cast);
  for (const { id, currency } of clients)
    for (const price of PRICES)
      await act(engine, cast.coordinator, 'docket-rules set', {
        name: price.name,
        codes: price.codes,
        from: since,
        clientId: id,
        params: {
          action: 'fixed-fee',
          amount: { minor: String(BigInt(price.amount) * unitOf(currency)), currency },
          narrative: price.narrative,
        },
        clause: 'Price list of the year, prosecution',
      });
  const [first] = clients;
  if (first)
    await act(engine, cast.coordinator, 'budgets set', {
      clientId: first.id,
      name: 'Prosecution this year',
      amount: { minor: String(92_000n * unitOf(first.currency)), currency: first.currency },
      since: addDays(of.today, -60),
      source: 'Estimate accepted by the client',
    });
  await act(engine, cast.coordinator, 'docket import', {
    source: 'docketing system',
    fileName: `docket-${of.today}.csv`,
    file: { text: listOf(firm, of.chance, of.today) },
    rememberAs: 'Docketing system, weekly',
  });
}

/** Some clients have agreed to fixed fees; the others are billed by the hour. */
async function clientsIn(engine: Engine, firm: DemoFirm, cast: Pick<Cast, 'coordinator'>) {
  const { rows } = await act<{ rows: { id: string; number: string }[] }>(engine, cast.coordinator, 'clients list', {});
  return rows.slice(0, 4).flatMap(({ id, number }) => {
    const matter = firm.matters.find((m) => m.client.number === number);
    return matter ? [{ id, currency: matter.currency }] : [];
  });
}

function listOf(firm: DemoFirm, chance: Chance, today: Day): string {
  const rows = firm.matters.flatMap((matter, index) =>
    COURSE[matter.type].map((step, at) => {
      const ago = chance.between(step.ago[0], step.ago[1]);
      const on = addDays(today, -ago);
      const id = `D${index + 1}-${at + 1}`;
      const [event, due, done] = step.task ? ['', addDays(on, ago > 0 ? 9 : 0), ago > 0 ? on : ''] : [on, '', on];
      return [id, matter.number, step.code, step.name, event, due, done].join(',');
    }),
  );
  return ['Task ID,Matter Number,Code,Task,Event Date,Due Date,Completed Date', ...rows].join('\n');
}
