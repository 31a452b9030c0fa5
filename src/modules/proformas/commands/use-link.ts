import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { done, type Outcome, type Refusal } from '../../../kernel/outcome.ts';
import type { Permission } from '../../../kernel/permission.ts';
import type { z } from 'zod';
import type { Actor, Engine, Work } from '../../../platform/command.ts';
import { actorFor } from '../../../platform/identity.ts';
import { performInside } from '../../../platform/inside.ts';
import { UNKNOWN_LINK } from '../../../platform/signed-link.ts';
import { SYSTEM } from '../../../platform/system.ts';
import { limitOf } from '../../firm/index.ts';
import type { linkView } from '../contract/links.ts';
import { counts } from '../line.ts';
import { live, mayApproveByLink } from '../link.ts';
import { presentAmounts, presentLines } from '../queries/present.ts';
import { mayApprove, moved } from '../state.ts';
import { step } from '../store/edits.ts';
import { keepUse, type KeptLink, linkOf, usesOf } from '../store/links.ts';
import { recallRest } from '../store/reviewers.ts';
import { loadSheet, type Sheet } from '../store/sheet.ts';
import { approvalFacts } from './approval-facts.ts';
import { APPROVED, approveOne, contentHash, setState } from './move.ts';

type LinkView = z.infer<typeof linkView>;

/** Who acts through a link without a session: the program, for who made the link, from that address. */
function guest(link: KeptLink, address: string | null): Actor {
  return { ...SYSTEM, onBehalfOf: link.madeBy, via: 'web', address };
}

/** Runs one use of a link in one transaction; a refused one is recorded too, since whoever holds the link tried. */
async function useLink<T>(
  engine: Engine,
  id: string,
  address: string | null,
  run: (work: Work, link: KeptLink, sheet: Sheet) => Promise<Outcome<T>>,
  as: {
    readonly permission: Permission;
    actorOf(link: KeptLink): Promise<Actor | null>;
  } = { permission: 'see own', actorOf: (link) => Promise.resolve(guest(link, address)) },
): Promise<Outcome<T>> {
  const known = await linkOf(engine.store.kysely, id, false);
  if (!known) return UNKNOWN_LINK;
  const actor = await as.actorOf(known);
  if (!actor) return UNKNOWN_LINK;
  const about = { name: 'review-links use', permission: as.permission, actor } as const;
  const outcome = await performInside(engine, about, async (work) => {
    // The proforma before the link: heads come first in the order of locks.
    const sheet = await loadSheet(work, known.proformaId, { lock: true });
    const link = await linkOf(work.db, id, true);
    if (!sheet || !link) return UNKNOWN_LINK;
    const open = live(link, sheet.head.state, work.today);
    return open.ok ? await run(work, link, sheet) : open;
  });
  if (!outcome.ok) await keepRefused(engine, known, address, outcome.refusal);
  return outcome;
}

async function keepRefused(engine: Engine, link: KeptLink, address: string | null, refusal: Refusal): Promise<void> {
  const about = { name: 'review-links use', permission: 'see own', actor: guest(link, address) } as const;
  await performInside(engine, about, async (work) => {
    await keepUse(work, link.id, 'refused', refusal.code);
    return done(null);
  });
}

/** Opens the page of a link: this one proforma, and what may be done with it. */
export async function openLink(engine: Engine, id: string, address: string | null): Promise<Outcome<LinkView>> {
  return await useLink(engine, id, address, async (work, link, sheet) => {
    await keepUse(work, link.id, 'opened', '');
    return done(await viewOf(work, link, sheet));
  });
}

async function viewOf(work: Work, link: KeptLink, sheet: Sheet): Promise<LinkView> {
  const { head } = sheet;
  const { rows } = await sql<{ client: string; matter: string; who: string }>`
    select m.client_name as client, a.matters as matter,
      coalesce((select name from person_brief where id = ${link.personId}), ${link.guest}) as who
    from matter_brief m, proforma_about a where m.id = ${head.matterId} and a.proforma_id = ${head.id}`.execute(
    work.db,
  );
  const amounts = presentAmounts(sheet);
  const answers = (await usesOf(work.db, [link.id])).get(link.id) ?? [];
  const obstacle = link.kind === 'approve' ? await obstacleOf(work, link, sheet) : null;
  return {
    kind: link.kind,
    who: rows[0]?.who ?? '',
    firm: sheet.entity.name,
    endsOn: link.endsOn,
    number: head.number,
    client: rows[0]?.client ?? '',
    matter: rows[0]?.matter ?? '',
    throughDay: head.throughDay,
    lines: presentLines({ ...sheet, lines: sheet.lines.filter(counts) }).map((line) => ({
      id: line.id,
      workDate: line.workDate,
      timekeeper: line.timekeeperName,
      matter: sheet.matters.length > 1 ? line.matter : '',
      narrative: line.narrative,
      hours: line.kind === 'time' ? line.hours : '',
      bill: line.bill,
    })),
    net: wire(sheet.settled.netMinor, head.currency),
    reduction: amounts.reduction,
    tax: amounts.tax,
    total: amounts.total,
    answers: answers.filter((a) => a.what !== 'opened' && a.what !== 'refused'),
    obstacle,
  };
}

/** Leaves a note, returns the proforma or marks it complete for this reviewer. */
export async function answerByLink(
  engine: Engine,
  id: string,
  address: string | null,
  said: { readonly answer: 'noted' | 'completed' | 'returned'; readonly note: string },
): Promise<Outcome<LinkView>> {
  return await useLink(engine, id, address, async (work, link, sheet) => {
    if (link.kind !== 'review') return UNKNOWN_LINK;
    const { head } = sheet;
    const note = `${link.guest}, by link: ${said.note || said.answer}`;
    const to = said.answer === 'returned' ? moved(head.state, 'return', said.note) : done(head.state);
    // In pre-review there is nothing to return: the note says what is wanted.
    const leads = to.ok ? to.value : head.state;
    if (said.note === '' && said.answer !== 'completed')
      return {
        ok: false,
        refusal: { code: 'needs-note', sentence: 'Say what should be changed, so that they know.', where: 'note' },
      };
    if (head.state === 'with-reviewer' && leads !== head.state) await recallRest(work, head.id);
    if (leads === head.state) await step(work, head, head.state, note);
    else await setState(work, sheet, leads, note, {});
    await keepUse(work, link.id, said.answer, said.note);
    await work.announce({
      name: `proforma ${said.answer} by link`,
      subject: { type: 'proforma', id: head.id },
      entityId: head.entityId,
      clientId: head.clientId,
      matterId: head.matterId,
      facts: { linkId: link.id, from: head.state, to: leads },
      detail: { guest: link.guest, note: said.note },
    });
    return done(await viewOf(work, link, { ...sheet, head: { ...head, state: leads } }));
  });
}

/** Approves what was mailed, as the person it was mailed to: their ceiling, their limits and four eyes hold. Works once. */
export async function approveByLink(
  engine: Engine,
  id: string,
  address: string | null,
): Promise<Outcome<{ number: string }>> {
  const asPerson = async (link: KeptLink): Promise<Actor | null> =>
    link.personId === null ? null : await actorFor(engine.store, link.personId, 'web', address);
  return await useLink(
    engine,
    id,
    address,
    async (work, link, sheet) => {
      const within = await withinCeiling(work, link, sheet);
      if (!within.ok) return within;
      const approved = await approveOne(work, sheet, {
        version: sheet.head.version,
        note: 'By the link in a message',
        objection: (await work.objections(APPROVED, [sheet.head.id])).get(sheet.head.id),
      });
      if (!approved.ok) return approved;
      await work.db
        .updateTable('review_link')
        .set({ used_at: sql<Date>`clock_timestamp()` })
        .where('id', '=', link.id)
        .execute();
      await keepUse(work, link.id, 'approved', '');
      return done({ number: sheet.head.number });
    },
    { permission: 'approve proformas', actorOf: asPerson },
  );
}

async function withinCeiling(work: Work, link: KeptLink, sheet: Sheet): Promise<Outcome<true>> {
  const facts = await approvalFacts(work, sheet, link.personId ?? '');
  if (!facts.ok) return facts;
  return mayApproveByLink({
    same: link.contentHash?.equals(contentHash(sheet)) ?? false,
    totalEntityMinor: facts.value.totalEntityMinor,
    ceilingMinor: await limitOf(work.db, link.personId ?? '', 'approve-by-mail', facts.value.currency),
    currency: facts.value.currency,
  });
}

async function obstacleOf(work: Work, link: KeptLink, sheet: Sheet): Promise<string | null> {
  const within = await withinCeiling(work, link, sheet);
  if (!within.ok) return within.refusal.sentence;
  const objection = (await work.objections(APPROVED, [sheet.head.id])).get(sheet.head.id);
  if (objection) return objection.refusal.sentence;
  const facts = await approvalFacts(work, sheet, link.personId ?? '');
  const may = facts.ok ? mayApprove(facts.value) : facts;
  return may.ok ? null : may.refusal.sentence;
}
