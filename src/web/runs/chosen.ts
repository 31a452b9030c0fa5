import type { startRun } from '../../modules/proformas/contract/runs.ts';
import type { AskOf } from '../api/client.ts';
import { moneyFrom, textOf } from '../parts/money.tsx';

type Input = AskOf<typeof startRun>;
type Kind = NonNullable<Input['kinds']>[number];

/** A run's criteria as typed so far. */
export interface Chosen {
  readonly fromDay: string;
  readonly throughDay: string;
  readonly clientId: string | null;
  readonly group: string | null;
  readonly entityId: string | null;
  readonly familyId: string | null;
  readonly matterId: string | null;
  readonly billingTimekeeperId: string | null;
  readonly threshold: string;
  readonly currency: string;
  readonly asked: boolean;
  /** also what isn’t due by its cycle */
  readonly always: boolean;
  readonly existing: 'leave' | 'gather';
  /** empty: as each client wants it */
  readonly together: Input['together'] | '';
  readonly kinds: readonly Kind[];
}

export function everything(throughDay: string, currency: string): Chosen {
  return {
    fromDay: '',
    throughDay,
    clientId: null,
    group: null,
    entityId: null,
    familyId: null,
    matterId: null,
    billingTimekeeperId: null,
    threshold: '',
    currency,
    asked: false,
    always: false,
    existing: 'leave',
    together: '',
    kinds: ['time', 'disbursement', 'charge'],
  };
}

/** What is wrong with the least amount; null when nothing is. */
export function thresholdProblem({ threshold, currency }: Chosen): string | null {
  const least = moneyFrom(threshold, currency);
  return threshold.trim() !== '' && (least === null || least.minor.startsWith('-'))
    ? `“${threshold}” is no amount in ${currency}. Write 1500.00, or leave it empty.`
    : null;
}

/** The criteria as the server takes them; null while something can’t be read. */
export function criteriaOf(chosen: Chosen): Input | null {
  if (thresholdProblem(chosen) !== null) return null;
  const least = moneyFrom(chosen.threshold, chosen.currency);
  const { fromDay, throughDay, clientId, group, entityId, familyId, matterId, billingTimekeeperId } = chosen;
  return {
    throughDay,
    kinds: [...chosen.kinds],
    existing: chosen.existing,
    cycles: !chosen.always,
    ...(fromDay === '' ? {} : { fromDay }),
    ...(clientId ? { clientId } : {}),
    ...(group ? { group } : {}),
    ...(entityId ? { entityId } : {}),
    ...(familyId ? { familyId } : {}),
    ...(matterId ? { matterId } : {}),
    ...(billingTimekeeperId ? { billingTimekeeperId } : {}),
    ...(least ? { thresholds: [least] } : {}),
    ...(chosen.asked ? { asked: true } : {}),
    ...(chosen.together ? { together: chosen.together } : {}),
  };
}

/** Saved criteria as they are typed; of several least amounts the first is shown. */
export function chosenFrom(
  saved: Omit<Input, 'throughDay' | 'fromDay'>,
  { throughDay, currency }: Pick<Chosen, 'throughDay' | 'currency'>,
): Chosen {
  const [least] = saved.thresholds ?? [];
  return {
    ...everything(throughDay, least?.currency ?? currency),
    clientId: saved.clientId ?? null,
    group: saved.group ?? null,
    entityId: saved.entityId ?? null,
    familyId: saved.familyId ?? null,
    matterId: saved.matterId ?? null,
    billingTimekeeperId: saved.billingTimekeeperId ?? null,
    threshold: least ? textOf(least) : '',
    asked: saved.asked ?? false,
    always: saved.cycles === false,
    existing: saved.existing ?? 'leave',
    together: saved.together ?? '',
    kinds: saved.kinds ?? everything(throughDay, currency).kinds,
  };
}
