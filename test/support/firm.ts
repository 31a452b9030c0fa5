import { inject } from 'vitest';
import { addDays, type Day } from '../../src/kernel/day.ts';
import type { Outcome } from '../../src/kernel/outcome.ts';
import { nameOf } from '../../src/kernel/endpoint.ts';
import { chanceFrom } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import { type DemoFirm, setUpFirm } from '../../src/demo/set-up.ts';
import { type Actor, type CallOptions, type Command, type Engine, perform } from '../../src/platform/command.ts';
import { actorFor } from '../../src/platform/identity.ts';
import { HANDLERS } from '../../src/registry.ts';

/** A firm with its people, made through its own commands, and a way to act as any of them. */
export interface TestFirm extends DemoFirm {
  as(who: string): Promise<Actor>;
}

export async function testFirm(engine: Engine): Promise<TestFirm> {
  const isThere = await engine.store.kysely.selectFrom('legal_entity').select('id').limit(1).executeTakeFirst();
  const firm = isThere ? inject('firm') : await setUpFirm(engine, chanceFrom(7), engine.clock.today());
  return {
    ...firm,
    async as(who) {
      const actor = await actorFor(engine.store, firm.people.get(who) ?? '', 'web');
      if (!actor) throw new Error(`nobody is called ${who}`);
      return actor;
    },
  };
}

/** Performs a command by its name and gives the outcome, refusals included. */
export async function attempt(
  engine: Engine,
  actor: Actor,
  name: string,
  input: unknown,
  options: CallOptions = {},
): Promise<Outcome<Record<string, unknown>>> {
  const handler = HANDLERS.find((h) => nameOf(h.endpoint) === name);
  if (!handler) throw new Error(`there is no command ${name}`);
  return (await perform(engine, handler as Command, actor, input, options)) as Outcome<Record<string, unknown>>;
}

/** The code of a refusal, or `done`. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'done' : outcome.refusal.code;
}

export interface Sheet {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly lines: readonly SheetLine[];
  readonly amounts: Readonly<
    Record<
      'fees' | 'disbursements' | 'charges' | 'tax' | 'total' | 'reduction' | 'wip' | 'work',
      { minor: string; currency: string }
    >
  >;
  readonly payers: readonly { total: { minor: string } }[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly history: readonly { sentence: string; undone: boolean }[];
}

export interface SheetLine {
  readonly id: string;
  readonly cardId: string;
  readonly version: number;
  readonly kind: string;
  readonly narrative: string;
  readonly hours: string;
  readonly bill: { minor: string };
  readonly amount: { minor: string };
  readonly excluded: boolean;
  readonly held: unknown;
}

export async function sheetOf(engine: Engine, actor: Actor, id: string): Promise<Sheet> {
  return await act<Sheet>(engine, actor, 'proformas show', { id });
}

/** Time and a disbursement recorded on a matter, and the proforma a run makes of it. */
export async function proformaOn(
  engine: Engine,
  firm: TestFirm,
  number: string,
  hours: readonly string[],
  cost?: string,
): Promise<Sheet> {
  const coordinator = await firm.as('maya.okafor');
  const matter = firm.matters.find((m) => m.number === number);
  if (!matter) throw new Error(`no matter ${number}`);
  const today: Day = engine.clock.today();
  const timekeeper = firm.timekeepers.find(
    (t) => t.office === (matter.client.entity === 'UK' ? 'LON' : 'BOS') && t.title === 'Associate',
  );
  for (const [i, worked] of hours.entries()) {
    await act(engine, coordinator, 'cards record', {
      kind: 'time',
      matterId: matter.id,
      timekeeperId: timekeeper?.id,
      workDate: addDays(today, -1 - i),
      hours: worked,
      narrative: `Work number ${i + 1}`,
    });
  }
  if (cost !== undefined) {
    await act(engine, coordinator, 'cards record', {
      kind: 'disbursement',
      costKind: 'hard',
      matterId: matter.id,
      workDate: addDays(today, -1),
      amount: { minor: cost, currency: matter.currency },
      narrative: 'Translation',
      expenseCode: 'E123',
    });
  }
  const run = await act<{ outcomes: { proformaId: string; outcome: string }[] }>(engine, coordinator, 'runs start', {
    throughDay: today,
    matterId: matter.id,
  });
  return await sheetOf(engine, coordinator, run.outcomes[0]?.proformaId ?? '');
}

/** From a proforma to its approval by the billing manager. */
export async function approved(engine: Engine, firm: TestFirm, id: string): Promise<Sheet> {
  const coordinator = await firm.as('maya.okafor');
  const manager = await firm.as('ruth.sandoval');
  const before = await sheetOf(engine, coordinator, id);
  await act(engine, coordinator, 'proformas move', { id, version: before.version, move: 'submit' });
  const submitted = await sheetOf(engine, coordinator, id);
  await act(engine, manager, 'proformas approve', { proformas: [{ id, version: submitted.version }] });
  return await sheetOf(engine, coordinator, id);
}

/** Waives every flag that would stop the proforma and may be waived; their codes. */
export async function letStand(engine: Engine, manager: Actor, proformaId: string): Promise<string[]> {
  type Flag = { fingerprint: string; code: string; severity: string; mayWaive: boolean; waiver: unknown };
  const { flags } = await act<{ flags: Flag[] }>(engine, manager, 'flags list', { proformaId });
  const stopping = flags.filter((f) => f.mayWaive && !f.waiver && ['block', 'fix'].includes(f.severity));
  for (const { fingerprint } of stopping)
    await act(engine, manager, 'flags waive', { proformaId, fingerprint, reason: 'the test means it' });
  return stopping.map((f) => f.code);
}

/** Whether the books prove themselves; the names of broken checks otherwise. */
export async function brokenChecks(engine: Engine, firm: TestFirm): Promise<string[]> {
  const proof = await act<{ checks: { name: string; ok: boolean; broken: string | null }[] }>(
    engine,
    await firm.as('petra.novak'),
    'books verify',
    {},
  );
  return proof.checks.filter((check) => !check.ok).map((check) => `${check.name}: ${check.broken}`);
}
