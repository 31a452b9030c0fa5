import { type Outcome, done, refuse } from '../../../kernel/outcome.ts';
import type { Reading } from '../../../platform/command.ts';
import { expectedEvent } from '../../matters/index.ts';

/** What is expected on one of the matters and hasn't happened, to be waited for; refused in words otherwise. */
export async function awaitedOn(
  db: Reading['db'],
  matterIds: readonly string[],
  eventId: string,
): Promise<Outcome<string>> {
  const awaited = await expectedEvent(db, eventId);
  if (!awaited || !matterIds.includes(awaited.matterId))
    return refuse('not-found', 'That is not expected on this matter. Add it on the matter’s page, or choose a day.', {
      where: 'untilEventId',
    });
  if (awaited.happenedOn !== null)
    return refuse('happened', `“${awaited.title}” happened on ${awaited.happenedOn}. There is nothing to wait for.`, {
      where: 'untilEventId',
    });
  return done(awaited.title);
}
