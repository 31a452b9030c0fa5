import type { InputOf, OutputOf } from '../../../kernel/endpoint.ts';
import { secondsFromHours } from '../../../kernel/hours.ts';
import { amountText, rateForReading, rateText, wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import { judge, postCards, single } from '../store/post.ts';
import type { Draft } from '../value.ts';

/** The wire's shape as a draft: texts become seconds and minor units. */
export function draftOf(input: InputOf<typeof c.recordWork>): Draft {
  const worked = input.hours === null ? 0n : (secondsFromHours(input.hours) ?? 0n);
  return {
    kind: input.kind,
    matterId: input.matterId,
    timekeeperId: input.timekeeperId,
    workDate: input.workDate,
    workedSeconds: input.kind === 'time' ? worked : 0n,
    billableSeconds:
      input.kind === 'time'
        ? input.billableHours === null
          ? worked
          : (secondsFromHours(input.billableHours) ?? 0n)
        : 0n,
    amountMinor: input.amount === null ? null : BigInt(input.amount.minor),
    currency: input.amount?.currency ?? null,
    costKind: input.costKind,
    narrative: input.narrative,
    taskCode: input.taskCode || null,
    activityCode: input.activityCode || null,
    expenseCode: input.expenseCode || null,
  };
}

export const recordWork: Command = handleCommand(
  c.recordWork,
  async (work, input) => await recordDraft(work, draftOf(input)),
);

/** Records one card, with its event; `more` is told with it. */
export async function recordDraft(
  work: Work,
  drafted: Draft,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Outcome<OutputOf<typeof c.recordWork>>> {
  const judged = single(await judge(work, [drafted]));
  if (!judged.ok) return judged;
  const { id, draft, valued, rate } = judged.value;
  const eventId = newId<'event'>();
  const outcome = await postCards(work, [judged.value], { eventId, memo: draft.narrative.slice(0, 80) });
  if (!outcome.ok) return outcome;
  const card = await work.db
    .selectFrom('card')
    .select(['number', 'currency', 'client_id', 'entity_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  assert(card, 'the card was just written');
  await work.announce({
    id: eventId,
    name: 'work recorded',
    subject: { type: 'card', id },
    entityId: card.entity_id,
    clientId: card.client_id,
    matterId: draft.matterId,
    facts: {
      kind: draft.kind,
      workDate: draft.workDate,
      seconds: draft.workedSeconds,
      workMinor: valued.workMinor,
      currency: card.currency,
      ...more,
    },
    detail: { narrative: draft.narrative },
  });
  const at = rate?.agreedE4 == null ? '' : ` at ${rateForReading(rate.agreedE4, card.currency)} an hour`;
  return done({
    id,
    number: card.number.toString(),
    work: wire(valued.workMinor, card.currency),
    ratePerHour: rate?.agreedE4 == null ? null : rateText(rate.agreedE4),
    sentence: `Card ${card.number}: ${amountText(valued.workMinor, card.currency)} ${card.currency}${at}.`,
  });
}
