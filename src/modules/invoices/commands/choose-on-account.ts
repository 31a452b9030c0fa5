import { amountText } from '../../../kernel/money.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { refuse, done } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { loadSheets, type Sheet } from '../../proformas/index.ts';
import { onAccountHeld } from '../../receivables/index.ts';
import * as c from '../contract/on-account.ts';
import { besideOf, onAccountFor } from '../queries/on-account-beside.ts';

type Takes = InputOf<typeof c.chooseOnAccount>['takes'];

/** Said before billing and done by it: the bill itself stays what was approved, so an approval stands. */
export const chooseOnAccount: Command = handleCommand(c.chooseOnAccount, async (work, input) => {
  const [sheet] = await loadSheets(work, [input.proformaId], { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  if (['billed', 'closed', 'reversed'].includes(sheet.head.state))
    return refuse(
      'wrong-state',
      `Proforma ${sheet.head.number} is ${sheet.head.state}; what it takes up is chosen before it is billed.`,
    );
  const problem = await problemOf(work, sheet, input.takes);
  if (problem) return problem;
  await work.db.deleteFrom('on_account_choice').where('proforma_id', '=', input.proformaId).execute();
  for (const { onAccountId, amount } of input.takes)
    await work.db
      .insertInto('on_account_choice')
      .values({
        proforma_id: input.proformaId,
        on_account_id: onAccountId,
        amount_minor: amount === undefined ? null : BigInt(amount),
        actor_id: work.actor.personId,
      })
      .execute();
  await work.announce({
    name: 'on account chosen',
    subject: { type: 'proforma', id: sheet.head.id },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: sheet.head.matterId,
    facts: { takes: input.takes },
  });
  return done(await besideOf(work, sheet));
});

async function problemOf(work: Work, sheet: Sheet, takes: Takes): Promise<ReturnType<typeof refuse> | null> {
  const usable = new Set((await onAccountFor(work, sheet.head.id))?.map((o) => o.id));
  const held = await onAccountHeld(
    work,
    takes.map((t) => t.onAccountId),
  );
  const payers = sheet.settled.bills.map((bill) => bill.payer.payerId);
  if (new Set(takes.map((t) => t.onAccountId)).size !== takes.length)
    return refuse('bad-input', 'An invoice on account is named twice.', { where: 'takes' });
  for (const { onAccountId, amount } of takes) {
    const one = held.find((h) => h.id === onAccountId);
    if (!one || !usable.has(onAccountId))
      return refuse(
        'other-matter',
        'An invoice on account is taken up by bills of its matter, or of its client where it was billed for all matters, in its currency.',
        { where: 'takes' },
      );
    if (!payers.includes(one.payerId))
      return refuse(
        'other-payer',
        `Invoice ${one.number} on account was billed to a payer that this proforma doesn’t bill. Credit it, or name that payer on the matter.`,
        { where: 'takes' },
      );
    if (amount === undefined) continue;
    if (BigInt(amount) <= 0n || BigInt(amount) > one.netMinor)
      return refuse(
        'less-on-account',
        `Of invoice ${one.number} on account, ${amountText(one.netMinor, one.currency)} ${one.currency} can be taken up. Choose at most that.`,
        { where: 'takes' },
      );
  }
  return null;
}
