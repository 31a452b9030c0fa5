import { addDays, type Day, weekday } from '../kernel/day.ts';
import { unitOf } from '../kernel/currency.ts';
import { SECONDS_PER_HUNDREDTH } from '../kernel/hours.ts';
import { ART, CLAIM_WORDS, COSTS, TASKS } from './cases-data.ts';
import type { Chance } from './chance.ts';
import type { DemoFirm, DemoMatter, DemoTimekeeper } from './set-up.ts';
import type { Draft } from '../modules/cards/index.ts';

/** What the firm's timekeepers record from one day to another (both included): plain data, the same for the same chance. */
export function workOfDays(firm: DemoFirm, chance: Chance, from: Day, to: Day, perDay: number): Draft[] {
  const drafts: Draft[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (weekday(day) > 5) continue;
    for (const timekeeper of firm.timekeepers) {
      const cards = chance.between(Math.max(0, perDay - 1), perDay + 1);
      for (let i = 0; i < cards; i += 1) drafts.push(timeOf(firm, chance, timekeeper, day));
    }
    if (chance.below(100) < 60) drafts.push(...costOf(firm, chance, day));
  }
  return drafts;
}

function mattersOf(firm: DemoFirm, timekeeper: DemoTimekeeper): DemoMatter[] {
  const entity = timekeeper.office === 'LON' ? 'UK' : 'US';
  return firm.matters.filter((m) => m.client.entity === entity);
}

function timeOf(firm: DemoFirm, chance: Chance, timekeeper: DemoTimekeeper, workDate: Day): Draft {
  const matter = chance.pick(mattersOf(firm, timekeeper));
  const grade = timekeeper.title === 'Partner' ? 'senior' : timekeeper.title === 'Paralegal' ? 'junior' : 'any';
  const fitting = TASKS[matter.type].filter((t) => t.grade === 'any' || t.grade === grade || grade === 'any');
  const task = chance.pick(fitting);
  const tenths = BigInt(Math.max(1, Math.trunc(chance.between(task.hours[0], task.hours[1]) / 10)));
  const seconds = tenths * 10n * SECONDS_PER_HUNDREDTH;
  return {
    kind: 'time',
    matterId: matter.id,
    timekeeperId: timekeeper.id,
    workDate,
    workedSeconds: seconds,
    billableSeconds: seconds,
    amountMinor: null,
    currency: null,
    costKind: null,
    narrative: filled(task.words, chance, matter),
    taskCode: task.task,
    activityCode: task.activity,
    expenseCode: null,
  };
}

function filled(words: string, chance: Chance, matter: DemoMatter): string {
  return words
    .replace('{claims}', chance.pick(CLAIM_WORDS))
    .replace('{art}', chance.pick(ART))
    .replace('{office}', matter.office)
    .replace('{n}', String(chance.between(1, 9)));
}

function costOf(firm: DemoFirm, chance: Chance, workDate: Day): Draft[] {
  const matter = chance.pick(firm.matters);
  const fitting = COSTS.filter(
    (c) =>
      (c.currency === null || c.currency === matter.currency) &&
      (c.type === null || c.type === matter.type) &&
      (c.office === null || c.office === matter.office),
  );
  if (fitting.length === 0) return [];
  const cost = chance.pick(fitting);
  return [
    {
      kind: 'disbursement',
      matterId: matter.id,
      timekeeperId: null,
      workDate,
      workedSeconds: 0n,
      billableSeconds: 0n,
      amountMinor: BigInt(cost.amount) * unitOf(matter.currency),
      currency: matter.currency,
      costKind: cost.kind,
      narrative: cost.words,
      taskCode: null,
      activityCode: null,
      expenseCode: cost.expense,
    },
  ];
}
