import type { Day } from '../../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import {
  alike,
  combined,
  dividedBy,
  type Held,
  type LockedCard,
  lockCards,
  type NewCard,
  regroupCards,
} from '../../cards/index.ts';
import { combinedLine, type PartAsked, partsOf } from '../divide.ts';
import type { CardBefore, Effect } from '../effect.ts';
import type { Line, LineState } from '../line.ts';
import { carried, detach, locked } from './effects.ts';
import type { Sheet } from './sheet.ts';

interface About {
  readonly eventId: string;
  readonly reason: string;
}

/** A new card with the line that it gets on this proforma. */
interface Made {
  readonly card: NewCard;
  readonly lineId: string;
  readonly state: LineState;
}

/** Divides each line's card into parts, each with its own line and narrative. */
export async function divide(
  work: Work,
  sheet: Sheet,
  lines: readonly Line[],
  parts: readonly PartAsked[],
  about: About,
): Promise<Outcome<Effect>> {
  const stays = staysWhole(lines);
  if (stays) return stays;
  const { cards, before } = await locked(work, lines);
  const closed = notOpen(cards);
  if (closed) return closed;
  const into: CardBefore[] = [];
  for (const card of cards) {
    const line = lines.find((l) => l.cardId === card.id) as Line;
    const asked = partsOf(line, parts, sheet.head.currency);
    if (!asked.ok) return asked;
    const holdings = dividedBy(
      { ...heldOf(card), kind: card.kind, number: card.number },
      asked.value.map((part) => part.weight),
    );
    if (!holdings.ok) return holdings;
    const made = asked.value.map((part, i): Made => {
      const holding = holdings.value[i] as Held;
      return { lineId: newId(), state: part.state, card: newCard(card, holding, part.narrative ?? card.narrative) };
    });
    const parted = await replace(work, sheet, [card], [line], made, { ...about, how: 'divided' });
    if (!parted.ok) return parted;
    into.push(...parted.value);
  }
  return done({ kind: 'regroup', how: 'divided', from: before, into });
}

/** Makes one card, and one line, of several that are alike. */
export async function combine(
  work: Work,
  sheet: Sheet,
  lines: readonly Line[],
  asked: { narrative?: string | undefined; workDate?: Day | undefined },
  about: About,
): Promise<Outcome<Effect>> {
  const stays = staysWhole(lines);
  if (stays) return stays;
  if (asked.workDate !== undefined && asked.workDate > work.today)
    return refuse('future-date', 'The work date is in the future. Use the day the work was done.', {
      where: 'workDate',
    });
  const { cards, before } = await locked(work, lines);
  const stop = notOpen(cards) ?? refusalOf(alike(cards));
  if (stop) return stop;
  const state = combinedLine(lines, asked);
  if (!state.ok) return state;
  const first = cards.find((card) => card.id === lines[0]?.cardId) as LockedCard;
  const { narrative, workDate } = state.value;
  const card = { ...newCard(first, combined(cards.map(heldOf)), narrative), workDate };
  const made = [{ lineId: newId(), state: state.value, card }];
  const into = await replace(work, sheet, cards, lines, made, { ...about, how: 'combined' });
  return into.ok ? done({ kind: 'regroup', how: 'combined', from: before, into: into.value }) : into;
}

/** What can't be taken apart or put together; a clause's charge is known by its card, and clauses would act on its parts. */
function staysWhole(lines: readonly Line[]): ReturnType<typeof refuse> | null {
  const held = lines.find((line) => line.hold !== null);
  if (held) return refuse('held', `Card ${held.cardNumber} is held. Release it first.`);
  const made = lines.find((line) => line.byClause !== null);
  if (!made) return null;
  return refuse(
    'made-by-clause',
    `Card ${made.cardNumber} is the charge of a clause and stays one card. Change its amount or its payers here; the clause itself under Engagements.`,
  );
}

function notOpen(cards: readonly LockedCard[]): ReturnType<typeof refuse> | null {
  const closed = cards.find((card) => card.state !== 'open');
  return closed ? refuse('not-open', `Card ${closed.number} is no longer unbilled.`) : null;
}

function refusalOf(outcome: Outcome<unknown>): Extract<Outcome<never>, { ok: false }> | null {
  return outcome.ok ? null : outcome;
}

function heldOf(card: LockedCard): Held {
  return {
    workedSeconds: card.worked_seconds,
    billableSeconds: card.billable_seconds,
    standardMinor: card.standard_minor,
    workMinor: card.work_minor,
    carries: { seconds: card.open_seconds, wipMinor: card.wip_minor, wipEntityMinor: card.wip_entity_minor },
  };
}

function newCard(model: LockedCard, held: Held, narrative: string): NewCard {
  return {
    ...held,
    id: newId(),
    narrative,
    workDate: model.work_date,
    taskCode: model.task_code,
    activityCode: model.activity_code,
    expenseCode: model.expense_code,
  };
}

/** The old cards pass on what they carry, their lines leave, the new ones take their place. */
async function replace(
  work: Work,
  sheet: Sheet,
  cards: readonly LockedCard[],
  lines: readonly Line[],
  made: readonly Made[],
  about: About & { how: 'divided' | 'combined' },
): Promise<Outcome<CardBefore[]>> {
  const passed = await regroupCards(
    work,
    cards,
    made.map((one) => one.card),
    { ...about, reason: about.reason || null },
  );
  if (!passed.ok) return passed;
  await detach(work, lines);
  await work.db
    .insertInto('proforma_line')
    .values(
      made.map(({ lineId, card, state }, i) => ({
        id: lineId,
        proforma_id: sheet.head.id,
        card_id: card.id,
        position: sheet.lines.length + i,
        excluded: state.excluded,
        no_charge: state.noCharge,
        printed: state.printed,
        seconds: state.seconds,
        rate_e4: state.rateE4,
        bill_minor: state.billMinor,
        narrative: state.narrative,
        work_date: state.workDate,
        task_code: state.taskCode,
        activity_code: state.activityCode,
        expense_code: state.expenseCode,
        shares: state.shares,
      })),
    )
    .execute();
  const now = await lockCards(
    work,
    made.map((one) => one.card.id),
  );
  const lineOf = new Map(made.map((one) => [one.card.id, one.lineId]));
  return done(now.map((card) => carried(card, lineOf.get(card.id))));
}
