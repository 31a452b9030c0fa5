import { wire } from '../../../kernel/money.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { yearOf } from '../../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { deal } from '../../../kernel/share.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts, type EntityFacts, rateOn, takeNumber } from '../../firm/index.ts';
import { openPeriod } from '../../ledger/index.ts';
import { matterFacts, type MatterFacts, missingOf, payersOn } from '../../matters/index.ts';
import { cited, clausesOf } from '../../terms/index.ts';
import * as c from '../contract/on-account.ts';
import { invoiceFacts } from '../store/correct.ts';
import { issueOnAccount, type OnAccountToIssue, takenBackProblem } from '../store/issue-on-account.ts';
import { holdMovements, releaseMovements } from '../store/release.ts';
import { reverseInvoice } from '../store/reverse-invoice.ts';

type Input = InputOf<typeof c.billOnAccount>;

/** Bills before the work: a number each, from the series of all invoices, which is locked last. */
export const billOnAccount: Command = handleCommand(c.billOnAccount, async (work, input) => {
  const planned = await planOf(work, input);
  if (!planned.ok) return planned;
  const { matter, entity, parts, ...how } = planned.value;
  const year = yearOf(input.invoiceDate);
  const numbers = await takeNumber(work.db, entity.id, 'invoice', year, parts.length);
  if (!numbers.ok) return numbers;
  const invoices: { id: string; number: string; payer: string; total: ReturnType<typeof wire> }[] = [];
  for (const [i, part] of parts.entries()) {
    const seriesNumber = numbers.value.first + BigInt(i);
    const issued = await issueOnAccount(work, {
      ...how,
      ...part,
      matter,
      entity,
      wholeClient: input.wholeClient,
      words: input.words,
      invoiceDate: input.invoiceDate,
      seriesYear: year,
      seriesNumber,
      number: `${numbers.value.prefix}${seriesNumber.toString().padStart(5, '0')}`,
    });
    if (!issued.ok) return issued;
    const { totalMinor, ...rest } = issued.value;
    invoices.push({ ...rest, total: wire(totalMinor, matter.currency) });
  }
  return done({ invoices });
});

interface Plan extends Pick<OnAccountToIssue, 'exchange' | 'clause'> {
  readonly matter: MatterFacts;
  readonly entity: EntityFacts;
  readonly parts: readonly { readonly payerId: string; readonly sharePpm: number; readonly netMinor: bigint }[];
}

async function planOf(work: Work, input: Input): Promise<Outcome<Plan>> {
  const amount = BigInt(input.amount);
  if (amount <= 0n)
    return refuse('bad-amount', 'What is billed on account is above zero. Give it before tax.', { where: 'amount' });
  if (input.invoiceDate > work.today)
    return refuse('future-date', 'The invoice date is in the future. Use today or a day before.', {
      where: 'invoiceDate',
    });
  const matter = (await matterFacts(work.db, [input.matterId])).get(input.matterId);
  if (!matter) return refuse('not-found', 'There is no such matter.', { where: 'matterId' });
  const [problem] = (await missingOf(work.db, [matter.id], input.invoiceDate)).get(matter.id) ?? [];
  if (problem) return refuse('not-ready', `${problem.what} ${problem.mend}`, { where: 'matterId' });
  const clause = await clauseOf(work, input, matter);
  if (!clause.ok) return clause;
  const entity = await entityFacts(work.db, matter.entityId);
  const period = await openPeriod(work, entity.id, input.invoiceDate);
  if (!period.ok) return period;
  const exchange = await rateOn(work.db, matter.currency, entity.currency, input.invoiceDate);
  if (!exchange.ok) return exchange;
  const payers = await payersOn(work.db, [matter.id], input.invoiceDate);
  const dealt = deal(
    amount,
    payers.map((p) => BigInt(p.sharePpm)),
  );
  const parts = payers.map(({ payerId, sharePpm }, i) => ({ payerId, sharePpm, netMinor: dealt[i] ?? 0n }));
  return done({
    matter,
    entity,
    clause: clause.value,
    exchange: exchange.value,
    parts: parts.filter(({ netMinor }) => netMinor > 0n),
  });
}

/** The version of the clause that counts on the day, of an engagement for this matter. */
async function clauseOf(work: Work, input: Input, matter: MatterFacts): Promise<Outcome<OnAccountToIssue['clause']>> {
  if (input.clauseLineId === undefined) return done(null);
  const { invoiceDate: on } = input;
  const clause = (await clausesOf(work.db, [matter.clientId])).find(
    (v) => v.lineId === input.clauseLineId && v.from <= on && (v.to === null || v.to >= on),
  );
  if (!clause || !(clause.engagement.matterIds?.includes(matter.id) ?? true))
    return refuse(
      'outside-engagement',
      `No such clause counts for matter ${matter.number} on ${on}. Choose one that does, or bill without citing one.`,
      { where: 'clauseLineId' },
    );
  return done({ id: clause.id, said: cited(clause) });
}

/** The whole of it in one action, as unbilling does for an invoice of work: cash to unapplied, the liability gone. */
export const takeBackOnAccount: Command = handleCommand(c.takeBackOnAccount, async (work, input) => {
  const [named] = await invoiceFacts(work, { id: input.invoiceId });
  if (!named) return refuse('not-found', 'There is no such invoice.');
  if (named.proforma_id !== null)
    return refuse('of-work', `Invoice ${named.number} bills work of a proforma. Unbill it.`);
  const held = await holdMovements(work, [named.id], input.alsoLater);
  if (!held.ok) return held;
  const [invoice] = await invoiceFacts(work, { id: named.id });
  if (!invoice || invoice.reversed) return refuse('reversed', `Invoice ${named.number} is taken back already.`);
  const problem = await takenBackProblem(work, invoice);
  if (problem) return problem;
  const { reason } = input;
  const eventId = newId<'event'>();
  const released = await releaseMovements(work, held.value, { eventId, reason, rebillOf: null });
  if (!released.ok) return released;
  const cancellation = await reverseInvoice(work, reason, invoice);
  if (!cancellation.ok) return cancellation;
  await work.announce({
    id: eventId,
    name: 'billing on account taken back',
    subject: { type: 'invoice', id: invoice.id },
    entityId: invoice.entity_id,
    clientId: invoice.client_id,
    reason,
    facts: {
      number: invoice.number,
      cancellation: cancellation.value?.number ?? null,
      cash: released.value.toString(),
      currency: invoice.currency,
    },
  });
  return done({
    id: invoice.id,
    number: invoice.number,
    cancellation: cancellation.value,
    toUnapplied: wire(released.value, invoice.currency),
  });
});
