import { assert, done, type Outcome } from '../kernel/outcome.ts';
import { type Actor, denial, type Engine, type Query, refusedBy } from './command.ts';
import { parseInput } from './refusals.ts';

const PAGE_ROWS = 5_000;

/**
 * A whole list, page after page of one snapshot, so that nothing is twice in it and nothing is missing however long it
 * takes. A query that knows no pages gives its one answer.
 */
export async function askPages(
  engine: Engine,
  query: Query,
  actor: Actor,
  rawInput: Readonly<Record<string, unknown>>,
  take: (answer: unknown) => Promise<void>,
): Promise<Outcome<null>> {
  const denied = denial(actor, query.endpoint.permission);
  if (denied) return denied;
  const paged = 'limit' in ((query.endpoint.input as { shape?: object }).shape ?? {});
  const page = (offset: number) =>
    parseInput(query.endpoint, paged ? { ...rawInput, limit: PAGE_ROWS, offset } : rawInput);
  const first = page(0);
  if (!first.ok) return first;
  try {
    await engine.store.transaction({ actorId: actor.personId, readOnly: true }, async (tx) => {
      const reading = { db: tx.db, client: tx.client, actor, today: engine.clock.today() };
      for (let offset = 0; ; offset += PAGE_ROWS) {
        const input = page(offset);
        assert(input.ok, 'another page is asked for as the first was');
        const answer = await query.run(reading, input.value);
        await take(answer);
        if (!paged || ((answer as { rows?: unknown[] }).rows?.length ?? 0) < PAGE_ROWS) return;
      }
    });
    return done(null);
  } catch (error) {
    return refusedBy(error);
  }
}
