import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { policyOn } from '../store/old-work.ts';
import { sendLists } from '../store/send.ts';

export const sendAgeingLists: Command = handleCommand(c.sendAgeingLists, async (work, input) => {
  const days = input.olderThanDays ?? (await policyOn(work.db, work.today))?.olderThanDays;
  if (days === undefined)
    return refuse('no-policy', 'Say from which age on work counts as old, or set a policy under Setup, Waiting.', {
      where: 'olderThanDays',
    });
  const sent = await sendLists(work, days);
  if (sent.lists === 0 && sent.unreachable.length === 0)
    return refuse('nothing-to-do', `No free work is older than ${days} days. Nothing was sent.`);
  return done({ ...sent, unreachable: [...sent.unreachable] });
});
