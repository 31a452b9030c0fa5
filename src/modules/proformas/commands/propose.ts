import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { counted } from '../../../kernel/text.ts';
import { done, type Outcome, type Refusal, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/proposals.ts';
import { type LineChange, type Operation, seen } from '../operate.ts';
import { onCurrent, staleLines } from '../proposal.ts';
import { editable } from '../state.ts';
import { writeLines } from '../store/edits.ts';
import { decide, keepProposal, loadProposals, moneyOf, type Proposal } from '../store/proposals.ts';
import { loadSheet, type Sheet } from '../store/sheet.ts';
import { edit } from './edit.ts';
import { operate, sentenceOf } from './operate.ts';

export const makeProposal: Command = handleCommand(c.makeProposal, async (work, input) => {
  const sheet = await loadSheet(work, input.proformaId, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const open = editable(sheet.head.state);
  if (!open.ok) return open;
  const { operation } = input;
  const found = 'lines' in operation ? seen(sheet.lines, operation.lines) : done([]);
  if (!found.ok) return found;
  const tried = await rehearse(work, sheet, operation);
  if (!tried.ok) return tried;
  const id = newId<'proforma_proposal'>();
  const touched = 'lines' in operation ? operation.lines.length : 1;
  const sentence = sentenceOf(operation, touched);
  await keepProposal(work, {
    id,
    proformaId: sheet.head.id,
    operation,
    sentence,
    lines: found.value.map((line) => ({
      id: line.id,
      cardNumber: line.cardNumber.toString(),
      version: line.version,
      money: moneyOf(line),
    })),
    changes: tried.value.changes,
    effectMinor: tried.value.effectMinor,
  });
  await announce(work, sheet, 'edit proposed', { proposals: [id], operation: operation.do, sentence });
  const { effectMinor } = tried.value;
  const { totalMinor } = sheet.settled;
  return done({
    id,
    sentence: `Proposed: ${sentence}`,
    changed: touched,
    before: effectMinor === null ? null : wire(totalMinor, sheet.head.currency),
    after: tried.value.totalMinor === null ? null : wire(tried.value.totalMinor, sheet.head.currency),
  });
});

interface Tried {
  readonly changes: readonly LineChange[];
  /** on the net, and the total as it would be; null where it could not be tried */
  readonly effectMinor: bigint | null;
  readonly totalMinor: bigint | null;
}

/** Does the operation and takes it back at once, to know what it would change. Above one's own limit, asking is still allowed. */
async function rehearse(work: Work, sheet: Sheet, operation: Operation): Promise<Outcome<Tried>> {
  await sql`savepoint proposal`.execute(work.db);
  const outcome = await operate(work, sheet, operation, newId<'event'>());
  let after: Sheet | null = null;
  if (outcome.ok) {
    await writeLines(work, outcome.value.lines, 'after');
    after = await loadSheet(work, sheet.head.id, { lock: false });
  }
  await sql`rollback to savepoint proposal`.execute(work.db);
  const effectMinor = after ? after.settled.netMinor - sheet.settled.netMinor : null;
  const totalMinor = after ? after.settled.totalMinor : null;
  if (!outcome.ok) {
    if (outcome.refusal.code !== 'over-limit') return outcome;
    return done({ changes: [], effectMinor, totalMinor });
  }
  if (outcome.value.lines.length === 0 && outcome.value.effect === null)
    return refuse('nothing-to-do', 'The lines say that already; there is nothing to propose.');
  return done({ changes: outcome.value.lines, effectMinor, totalMinor });
}

export const acceptProposals: Command = handleCommand(c.acceptProposals, async (work, input) => {
  const first = await loadSheet(work, input.proformaId, { lock: true });
  if (!first) return refuse('not-found', 'There is no such proforma.');
  const open = (await loadProposals(work.db, input.proformaId, { lock: true })).filter((p) => p.state === 'open');
  const accepted: string[] = [];
  const refused: { id: string; code: string; sentence: string }[] = [];
  for (const id of input.ids) {
    const proposal = open.find((p) => p.id === id);
    const outcome = proposal
      ? await accept(work, input.proformaId, proposal, input.anyway)
      : refuse('not-found', 'This proposal is decided already. Reload to see by whom.');
    if (outcome.ok) accepted.push(id);
    else refused.push({ id, ...said(outcome.refusal) });
  }
  const [only] = refused;
  if (accepted.length === 0 && only) return refuse(only.code, only.sentence, { details: refused });
  const left = refused.length > 0 ? `; ${refused.length} not: ${only?.sentence ?? ''}` : '';
  return done({ accepted, refused, sentence: `${counted(accepted.length, 'proposal')} accepted${left}` });
});

function said({ code, sentence }: Refusal): { code: string; sentence: string } {
  return { code, sentence };
}

/** One proposal as an edit on the lines as they are now; refused, it leaves nothing behind and the others go on. */
async function accept(
  work: Work,
  proformaId: string,
  proposal: Proposal,
  anyway: boolean,
): Promise<Outcome<number | null>> {
  const sheet = await loadSheet(work, proformaId, { lock: false });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const lineOf = new Map(sheet.lines.map((line) => [line.id, line]));
  const stale = staleLines(proposal, lineOf, moneyOf);
  if (stale.size > 0 && !anyway) {
    const cards = proposal.lines.filter((line) => stale.has(line.id)).map((line) => line.cardNumber);
    return refuse(
      'stale',
      `“${proposal.sentence}” was proposed on what card ${cards.join(', ')} said before. Look at both, then accept it anyway or reject it.`,
    );
  }
  const operation = onCurrent(proposal.operation, lineOf);
  if (!operation) return refuse('not-found', 'Its lines left this proforma. Reject it.');
  await sql`savepoint one_proposal`.execute(work.db);
  const outcome = await edit(work, sheet, operation, { id: proposal.id, proposerId: proposal.proposerId });
  if (!outcome.ok) {
    await sql`rollback to savepoint one_proposal`.execute(work.db);
    return outcome;
  }
  await decide(work, proposal.id, { state: 'accepted', sequence: outcome.value.sequence });
  return done(outcome.value.sequence);
}

export const rejectProposals: Command = handleCommand(c.rejectProposals, async (work, input) => {
  const rejected = await close(work, input, 'rejected', input.note, () => true);
  return rejected.ok
    ? done({ rejected: rejected.value, sentence: `${counted(rejected.value.length, 'proposal')} rejected` })
    : rejected;
});

export const withdrawProposals: Command = handleCommand(c.withdrawProposals, async (work, input) => {
  const own = (proposal: Proposal): boolean => proposal.proposerId === work.actor.personId;
  const withdrawn = await close(work, input, 'withdrawn', '', own);
  return withdrawn.ok
    ? done({ withdrawn: withdrawn.value, sentence: `${counted(withdrawn.value.length, 'proposal')} withdrawn` })
    : withdrawn;
});

async function close(
  work: Work,
  input: { proformaId: string; ids: readonly string[] },
  state: 'rejected' | 'withdrawn',
  note: string,
  may: (proposal: Proposal) => boolean,
): Promise<Outcome<string[]>> {
  const sheet = await loadSheet(work, input.proformaId, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const wanted = new Set(input.ids);
  const open = (await loadProposals(work.db, input.proformaId, { lock: true })).filter(
    (p) => p.state === 'open' && wanted.has(p.id) && may(p),
  );
  if (open.length === 0)
    return refuse('nothing-to-do', 'None of these is open any more, or none is yours. Reload to see who decided.');
  for (const proposal of open) await decide(work, proposal.id, { state, note });
  const ids = open.map((p) => p.id);
  await announce(work, sheet, `proposals ${state}`, { proposals: ids }, note);
  return done(ids);
}

async function announce(work: Work, sheet: Sheet, name: string, facts: Record<string, unknown>, reason = '') {
  await work.announce({
    name,
    subject: { type: 'proforma', id: sheet.head.id },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: sheet.head.matterId,
    reason: reason || null,
    facts,
  });
}
