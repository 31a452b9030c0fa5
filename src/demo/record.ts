import { type Day } from '../kernel/day.ts';
import { done } from '../kernel/outcome.ts';
import { type Draft, judge, postCards } from '../modules/cards/index.ts';
import { fixedClock } from '../platform/clock.ts';
import { command } from '../kernel/endpoint.ts';
import { type Actor, type Engine, handleCommand, perform } from '../platform/command.ts';
import { newId } from '../platform/new-id.ts';
import { z } from 'zod';

/** The engine as of another day, so that a story can be told from its beginning. */
export function on(engine: Engine, today: Day): Engine {
  return { ...engine, clock: fixedClock(today) };
}

/** Posts many drafts as one, through the same judging and posting as every other way in. */
export async function recordAll(engine: Engine, actor: Actor, drafts: readonly Draft[], memo: string): Promise<number> {
  const recording = handleCommand(
    command({
      noun: 'demo',
      verb: 'record',
      permission: 'record work',
      summary: 'Record the demo firm’s work.',
      input: z.any(),
      output: z.number(),
    }),
    async (work) => {
      const results = await judge(work, drafts);
      const refused = results.find((r) => !r.ok);
      if (refused && !refused.ok) return refused;
      const eventId = newId<'event'>();
      const posted = await postCards(
        work,
        results.flatMap((r) => (r.ok ? [r.posted] : [])),
        { eventId, memo },
      );
      if (!posted.ok) return posted;
      await work.announce({
        id: eventId,
        name: 'work recorded',
        subject: { type: 'card', id: null },
        facts: { cards: posted.value },
      });
      return done(posted.value);
    },
  );
  const outcome = await perform(engine, recording, actor, {});
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value as number;
}
