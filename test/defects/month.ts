import { addDays, type Day, weekday } from '../../src/kernel/day.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { act } from '../../src/demo/doing.ts';
import { type Chance, chanceFrom } from '../../src/demo/chance.ts';
import type { Sheet, TestFirm } from '../support/firm.ts';
import { cleanWords } from './words.ts';

type Matter = TestFirm['matters'][number];

export interface Card {
  readonly kind?: 'time' | 'disbursement';
  readonly timekeeper?: number;
  readonly workDate?: Day;
  readonly hours?: string;
  readonly narrative?: string;
  readonly amount?: string;
  readonly costKind?: 'hard' | 'anticipated';
  readonly taskCode?: string | null;
  readonly activityCode?: string | null;
  readonly expenseCode?: string | null;
}

/** A month of clean work: every matter its cards, nobody more than a working day, nothing said twice. */
export class Month {
  readonly engine: Engine;
  readonly firm: TestFirm;
  readonly maya: Actor;
  readonly ruth: Actor;
  readonly chance: Chance;
  today: Day;
  /** whether all clients ask for codes, not only the one of the demo firm */
  allCoded = false;
  readonly #load = new Map<string, number>();
  #serial = 0;

  constructor(of: { engine: Engine; firm: TestFirm; maya: Actor; ruth: Actor; seed: number }) {
    this.engine = of.engine;
    this.firm = of.firm;
    this.maya = of.maya;
    this.ruth = of.ruth;
    this.chance = chanceFrom(of.seed);
    this.today = of.engine.clock.today();
  }

  /** The timekeepers who work on this matter: same office, associates first. */
  staff(matter: Matter): TestFirm['timekeepers'] {
    const office = matter.client.entity === 'UK' ? 'LON' : 'BOS';
    const order = ['Associate', 'Partner', 'Patent agent', 'Paralegal'];
    return this.firm.timekeepers
      .filter((one) => one.office === office)
      .toSorted((a, b) => order.indexOf(a.title) - order.indexOf(b.title) || a.number.localeCompare(b.number));
  }

  words(): string {
    this.#serial += 1;
    return cleanWords(this.chance, this.#serial);
  }

  /** A weekday some days back. */
  weekdayBack(days: number): Day {
    let on = addDays(this.today, -days);
    while (weekday(on) > 5) on = addDays(on, -1);
    return on;
  }

  async record(matter: Matter, card: Card): Promise<string> {
    const staff = this.staff(matter);
    const cost = card.kind === 'disbursement';
    const coded = this.allCoded || matter.client.ebilled === true;
    const codes = { taskCode: coded ? 'PA110' : null, activityCode: coded ? 'A103' : null };
    const { id } = await act<{ id: string }>(this.engine, this.maya, 'cards record', {
      kind: card.kind ?? 'time',
      matterId: matter.id,
      workDate: card.workDate ?? this.weekdayBack(3),
      narrative: card.narrative ?? this.words(),
      ...(cost
        ? {
            amount: { minor: card.amount ?? '4000', currency: matter.currency },
            costKind: card.costKind ?? 'hard',
            expenseCode: card.expenseCode === undefined ? 'E112' : card.expenseCode,
          }
        : {
            timekeeperId: staff[(card.timekeeper ?? 0) % staff.length]?.id,
            hours: card.hours ?? '0.80',
            taskCode: card.taskCode === undefined ? codes.taskCode : card.taskCode,
            activityCode: card.activityCode === undefined ? codes.activityCode : card.activityCode,
          }),
    });
    return id;
  }

  /** Some cards of time and a court fee, spread so that nobody works too long. */
  async cleanWork(matter: Matter, cards = 6): Promise<void> {
    for (let i = 0; i < cards; i += 1) {
      const [timekeeper, workDate] = this.#free(matter);
      const tenths = this.chance.between(4, 14);
      await this.record(matter, { timekeeper, workDate, hours: `${Math.trunc(tenths / 10)}.${tenths % 10}0` });
    }
    await this.record(matter, {
      kind: 'disbursement',
      workDate: this.weekdayBack(this.chance.between(2, 18)),
      narrative: `Court fee for the certified copy (receipt ${(this.#serial += 1)})`,
    });
  }

  /** Somebody with room on a day; the lawyers only, so that classes stay what they are. */
  #free(matter: Matter): [number, Day] {
    const people = Math.min(3, this.staff(matter).length);
    for (;;) {
      const who = this.chance.below(people);
      const on = this.weekdayBack(this.chance.between(1, 25));
      const key = `${this.staff(matter)[who]?.id} ${on}`;
      const load = this.#load.get(key) ?? 0;
      // One card per matter and day keeps meetings and staffing clean.
      const here = `${matter.id} ${on}`;
      if (load < 4 && !this.#load.has(here)) {
        this.#load.set(key, load + 1);
        this.#load.set(here, 1);
        return [who, on];
      }
    }
  }

  /** The proformas that a run makes of it, by matter. */
  async run(): Promise<Map<string, string>> {
    const { outcomes } = await act<{ outcomes: { matterId: string; proformaId: string | null }[] }>(
      this.engine,
      this.maya,
      'runs start',
      // each defect is looked for on a proforma of its own
      { throughDay: this.today, together: 'matter' },
    );
    return new Map(outcomes.flatMap((one) => (one.proformaId === null ? [] : [[one.matterId, one.proformaId]])));
  }

  async edit(proformaId: string, cardId: string, operation: Record<string, unknown>): Promise<void> {
    const sheet = await act<Sheet>(this.engine, this.maya, 'proformas show', { id: proformaId });
    const line = sheet.lines.find((one) => one.cardId === cardId);
    await act(this.engine, this.maya, 'proformas edit', {
      id: proformaId,
      operation: { ...operation, lines: [{ id: line?.id, version: line?.version }] },
    });
  }

  async rule(
    code: string,
    params: Record<string, unknown>,
    of: { matterId?: string; clientId?: string } = {},
  ): Promise<void> {
    const scope = of.matterId ? 'matter' : of.clientId ? 'client' : 'firm';
    await act(this.engine, this.ruth, 'flags set-rule', {
      code,
      scope,
      matterId: of.matterId ?? null,
      clientId: of.clientId ?? null,
      severity: 'fix',
      params,
      from: addDays(this.today, -1),
      reason: 'as agreed',
    });
  }
}
