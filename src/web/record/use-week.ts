import { useState } from 'react';
import { v4 as newKey } from 'uuid';
import { hoursText, hoursTyped } from '../../kernel/hours.ts';
import { correctCard, recordWork, replaceCard, showCard, takeBackCard } from '../../modules/cards/contract.ts';
import { ask, perform, sentenceOf } from '../api/client.ts';
import { queryClient } from '../api/use.ts';
import { type Card, cardsOn, type Draft, type Drafts, type WeekRow, wrongHours } from './week-rows.ts';

const FRESH: Omit<Draft, 'key'> = { typed: '', narrative: '', state: 'typing', sentence: '' };

export function cellKey(timekeeperId: string, row: Pick<WeekRow, 'key'>, day: string): string {
  return `${timekeeperId} ${row.key} ${day}`;
}

interface Cell {
  readonly timekeeperId: string;
  readonly row: WeekRow;
  readonly day: string;
}

/** What is typed into the week, kept by cell until it has become a card; nothing typed is lost when a save is refused. */
export function useWeek() {
  const [drafts, setDrafts] = useState<Drafts>({});
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const keyOf = ({ timekeeperId, row, day }: Cell): string => cellKey(timekeeperId, row, day);
  const change = (cell: Cell, part: Partial<Draft>): void => {
    setNames((before) => ({ ...before, [cell.row.matterId]: cell.row.matter }));
    setDrafts((before) => {
      const draft = before[keyOf(cell)] ?? { ...FRESH, key: newKey() };
      // Another content is another card, so it needs another key.
      const changed = part.typed !== undefined || part.narrative !== undefined;
      return { ...before, [keyOf(cell)]: { ...draft, ...(changed ? { key: newKey() } : {}), ...part } };
    });
  };
  const drop = (cell: Cell): void =>
    setDrafts((before) => Object.fromEntries(Object.entries(before).filter(([key]) => key !== keyOf(cell))));

  /** Saves what is typed when it is whole; otherwise says what is missing and keeps it. */
  const save = async (cell: Cell, draft: Draft | undefined = drafts[keyOf(cell)]): Promise<'saved' | 'kept'> => {
    if (!draft || draft.state === 'saving') return 'kept';
    const [card] = cardsOn(cell.row, cell.day);
    const wrong = wrongHours(draft.typed);
    if (wrong !== null) {
      change(cell, { state: 'refused', sentence: wrong });
      return 'kept';
    }
    if (card && draft.narrative === '' && sameHours(draft, card)) {
      drop(cell);
      return 'saved';
    }
    const narrative = draft.narrative.trim() || card?.narrative || '';
    if (narrative === '') {
      change(cell, { state: 'typing', sentence: 'Say what was done; then it is recorded.' });
      return 'kept';
    }
    change(cell, { state: 'saving', sentence: '' });
    try {
      const work = workOf(cell, draft, narrative);
      if (card) await replace(card, work, draft.key);
      else await perform(recordWork, work, { key: draft.key });
    } catch (error) {
      change(cell, { state: 'refused', sentence: sentenceOf(error) });
      return 'kept';
    }
    await queryClient.invalidateQueries();
    drop(cell);
    return 'saved';
  };

  /** Takes the cell's only card back. */
  const takeBack = async (cell: Cell, card: Card): Promise<void> => {
    try {
      await takeCardBack(card, 'Emptied in the week grid');
      await queryClient.invalidateQueries();
      drop(cell);
    } catch (error) {
      change(cell, { typed: '', state: 'refused', sentence: sentenceOf(error) });
    }
  };

  return { drafts, names, change, drop, save, takeBack };
}

export type Week = ReturnType<typeof useWeek>;

function sameHours(draft: Draft, card: Card): boolean {
  return hoursTyped(draft.typed) === hoursTyped(card.workedHours);
}

function workOf({ timekeeperId, row, day }: Cell, draft: Draft, narrative: string) {
  return {
    kind: 'time' as const,
    matterId: row.matterId,
    timekeeperId,
    workDate: day,
    hours: hoursText(hoursTyped(draft.typed) ?? 0n),
    narrative,
    taskCode: row.taskCode,
    activityCode: row.activityCode,
  };
}

/** Recorded hours don't change: another card takes the place of this one, which is taken back. */
async function replace(card: Card, work: ReturnType<typeof workOf>, key: string): Promise<void> {
  const { version } = await ask(showCard, { id: card.id });
  const reason = 'Hours changed in the week grid';
  await perform(replaceCard, { id: card.id, version, reason, work }, { key });
}

async function takeCardBack(card: Card, reason: string): Promise<void> {
  const { version } = await ask(showCard, { id: card.id });
  await perform(takeBackCard, { id: card.id, version, reason });
}

/** New words for a recorded card; says why when they aren't taken. */
export async function reword(card: Card, narrative: string): Promise<string | null> {
  try {
    const { version } = await ask(showCard, { id: card.id });
    await perform(correctCard, { id: card.id, version, narrative, reason: 'Narrative written in the week grid' });
    await queryClient.invalidateQueries();
    return null;
  } catch (error) {
    return sentenceOf(error);
  }
}
