import { sumsByCurrency } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract/completeness.ts';
import { rulesFor } from '../rule.ts';
import { lockEvents } from '../store/events.ts';
import { act, outcomeFor } from '../store/outcomes.ts';
import { allRules, casesOf } from '../store/rules.ts';

/** Makes what is missing by its rule, as if the rule had been there when the event came. */
const make = handleCommand(c.makeMissing, async (work, input) => {
  const rules = await allRules(work.db);
  const events = new Map(
    (
      await lockEvents(
        work,
        input.gaps.map((gap) => gap.eventId),
      )
    ).map((event) => [event.id, event]),
  );
  const cases = await casesOf(
    work.db,
    [...events.values()].map((event) => event.matterId),
  );
  const amounts: { currency: string; minor: bigint }[] = [];
  const problems: { eventId: string; sentence: string }[] = [];
  let made = 0;
  for (const gap of input.gaps) {
    const event = events.get(gap.eventId);
    const of = event && cases.get(event.matterId);
    const rule = event && of && rulesFor(rules, event, of).find((r) => r.lineId === gap.lineId);
    if (!event || !of || !rule)
      return refuse('no-rule', 'A billing rule no longer asks for one of these fees. Reload the list.');
    const outcome = await outcomeFor(work, rule, event, of);
    const minor = outcome.ok ? await act(work, outcome.value) : outcome;
    if (minor.ok) {
      made += 1;
      if (minor.value !== null) amounts.push({ currency: of.currency, minor: minor.value });
    } else problems.push({ eventId: event.id, sentence: `${of.number}: ${minor.refusal.sentence}` });
  }
  return done({ made, amounts: sumsByCurrency(amounts), problems });
});

export const commands: readonly Command[] = [make];
