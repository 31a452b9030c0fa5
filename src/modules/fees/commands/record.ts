import { amountText, sum, wire } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract/quote.ts';
import { quotesOf, recordQuotes } from '../store/record.ts';

const record = handleCommand(c.recordFees, async (work, input) => {
  const quoted = await quotesOf(work.db, { ...input, entity: input.entity ?? null });
  if (!quoted.ok) return quoted;
  const { matter, quotes } = quoted.value;
  if (quotes.length === 0)
    return refuse(
      'nothing-due',
      'By the case’s counts none of these fees falls due. Correct the counts, or say how often.',
      {
        where: 'items',
      },
    );
  const recorded = await recordQuotes(work, matter, quotes, { paidOn: input.paidOn });
  if (!recorded.ok) return recorded;
  const cards = recorded.value;
  const total = sum(cards.map((card) => card.minor));
  return done({
    cards: cards.map(({ id, number, key, minor, currency }) => ({ id, number, key, amount: wire(minor, currency) })),
    sentence: `${counted(cards.length, 'official fee')} recorded: ${amountText(total, matter.currency)} ${matter.currency}.`,
  });
});

export const commands: readonly Command[] = [record];
