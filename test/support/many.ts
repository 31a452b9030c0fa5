import { longDays, mattersLike } from '../../bench/large-firm.ts';
import { addDays, type Day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { recordAll } from '../../src/demo/record.ts';
import type { Draft } from '../../src/modules/cards/index.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { SYSTEM } from '../../src/platform/system.ts';

export interface ToBill {
  readonly id: string;
  readonly version: number;
}

interface From {
  /** what each of the many is like */
  readonly matterId: string;
  readonly timekeeperId: string;
  readonly throughDay: Day;
  readonly maya: Actor;
  readonly ruth: Actor;
}

/** Matters like one of the firm's, each with one card on a proforma of its own, all approved. */
export async function manyApproved(engine: Engine, from: From, count: number): Promise<ToBill[]> {
  await manyMatters(engine, from, count);
  await longDays(engine);
  await act(engine, from.maya, 'runs start', { throughDay: from.throughDay });
  const ours = async (state: string): Promise<ToBill[]> => {
    const { rows } = await act<{ rows: (ToBill & { matter: string })[] }>(engine, from.maya, 'proformas list', {
      state,
      limit: '10000',
    });
    return rows.filter((row) => row.matter.startsWith('M-')).map(({ id, version }) => ({ id, version }));
  };
  for (const { id, version } of await ours('generated'))
    await act(engine, from.maya, 'proformas move', { id, version, move: 'start-review' });
  const reviewed = await ours('pre-review');
  for (let at = 0; at < reviewed.length; at += 500)
    await act(engine, from.ruth, 'proformas approve', { proformas: reviewed.slice(at, at + 500) });
  return await ours('approved');
}

async function manyMatters(engine: Engine, { matterId, timekeeperId, throughDay }: From, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, n) => `M-${n}`);
  const drafts = (await mattersLike(engine, matterId, numbers)).map((id, n): Draft => ({
    kind: 'time',
    matterId: id,
    timekeeperId,
    workDate: addDays(throughDay, -1),
    workedSeconds: 3600n,
    billableSeconds: 3600n,
    amountMinor: null,
    currency: null,
    costKind: null,
    narrative: `Reviewed the office action on application ${n} and reported to the client`,
    taskCode: null,
    activityCode: null,
    expenseCode: null,
  }));
  await recordAll(engine, SYSTEM, drafts, 'many');
}
