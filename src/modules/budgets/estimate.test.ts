import { expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { ESTIMATE_STATES, mayAnswer, mayChange, maySend, mayWithdraw } from './estimate.ts';

const today = day('2026-03-31');

it('what may be done with an estimate in which state', () => {
  const may = (ask: (state: (typeof ESTIMATE_STATES)[number]) => { ok: boolean }) =>
    ESTIMATE_STATES.filter((s) => ask(s).ok);
  expect(may(mayChange)).toEqual(['draft']);
  expect(may((s) => maySend(s, today, today))).toEqual(['draft']);
  expect(may(mayWithdraw)).toEqual(['draft', 'sent']);
  expect(may((s) => mayAnswer(s, today, today))).toEqual(['sent']);
});

it('holds through its last day and no longer', () => {
  expect(mayAnswer('sent', day('2026-03-30'), today)).toMatchObject({ refusal: { code: 'ended' } });
  expect(maySend('draft', day('2026-03-30'), today)).toMatchObject({ refusal: { code: 'ended' } });
});
