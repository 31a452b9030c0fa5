import { sql } from 'kysely';
import { amountText } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/outcome.ts';
import type { Refused, Work } from '../../../platform/command.ts';
import { matterFacts } from '../../matters/index.ts';
import { standing } from './held.ts';

/**
 * Objects to billing of cards that was taken back or credited just now, where what it held back was released: the work would
 * be billed whole, and what was released beside it.
 */
export async function objectToTakingBack(
  work: Work,
  cardIds: readonly string[],
): Promise<ReadonlyMap<string, Refused>> {
  const { rows } = await sql<{ matter_id: string }>`
    select distinct matter_id from card_brief where id = any(${[...cardIds]}::uuid[])
      and matter_id in (select matter_id from charged_by_clause where kind = 'holdback')`.execute(work.db);
  if (rows.length === 0) return new Map();
  const matterIds = rows.map((r) => r.matter_id);
  const over = (await standing(work.db, { matterIds })).find((one) => one.releasedMinor > one.heldMinor);
  if (over === undefined) return new Map();
  const matter = (await matterFacts(work.db, matterIds)).get(over.matterId);
  const text = (minor: bigint): string => `${amountText(minor, over.currency)} ${over.currency}`;
  const sentence = `With this, ${text(over.heldMinor)} would be held back on ${matter?.number ?? ''}, of which ${text(over.releasedMinor)} was released. Take back the charge that released it first; once that is billed, unbill it.`;
  return new Map(cardIds.map((id) => [id, refuse('released', sentence)]));
}
