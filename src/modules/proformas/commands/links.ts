import { sql } from 'kysely';
import { addDays, type Day, daysBetween } from '../../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { writeLetter } from '../../../platform/letters.ts';
import { newId } from '../../../platform/new-id.ts';
import { limitOf } from '../../firm/index.ts';
import * as c from '../contract/links.ts';
import { APPROVE_DAYS, LINK_DAYS_MAX, live, mayApproveByLink } from '../link.ts';
import { mayApprove } from '../state.ts';
import { linkOf } from '../store/links.ts';
import { loadSheet, type Sheet } from '../store/sheet.ts';
import { approvalFacts } from './approval-facts.ts';
import { APPROVED, contentHash } from './move.ts';

export const inviteReviewer: Command = handleCommand(c.inviteReviewer, async (work, input) => {
  const sheet = await openSheet(work, input.id, input.endsOn);
  if (!sheet.ok) return sheet;
  const days = daysBetween(work.today, input.endsOn);
  if (days < 0 || days > LINK_DAYS_MAX)
    return refuse('bad-input', `The last day is today or within ${LINK_DAYS_MAX} days.`, { where: 'endsOn' });
  const { head } = sheet.value;
  const linkId = await make(work, sheet.value, {
    kind: 'review',
    personId: null,
    guest: { name: input.name, email: input.email },
    contentHash: null,
    endsOn: input.endsOn,
    letter: {
      subject: `Please look at proforma ${head.number}`,
      body: (address) =>
        [
          `Dear ${input.name},`,
          '',
          `${work.actor.name} asks you to look at proforma ${head.number}. This link opens it, and nothing else, until ${input.endsOn}:`,
          '',
          address,
          '',
          ...(input.message === '' ? [] : [input.message, '']),
          'You can leave a note, return it with a comment, or mark it complete. Please don’t pass the link on.',
        ].join('\n'),
    },
  });
  return done({ linkId });
});

export const mailApproval: Command = handleCommand(c.mailApproval, async (work, input) => {
  const endsOn = addDays(work.today, APPROVE_DAYS);
  const opened = await openSheet(work, input.id, endsOn);
  if (!opened.ok) return opened;
  const sheet = opened.value;
  const may = await couldApprove(work, sheet, input.personId);
  if (!may.ok) return may;
  const { head } = sheet;
  const linkId = await make(work, sheet, {
    kind: 'approve',
    personId: input.personId,
    guest: null,
    contentHash: contentHash(sheet),
    endsOn,
    letter: {
      subject: `Proforma ${head.number} waits for your approval`,
      body: (address) =>
        [
          `${work.actor.name} asks you to approve proforma ${head.number} as it is now. The page behind this link shows it and has one button:`,
          '',
          address,
          '',
          `It works once, until ${endsOn}, and not after a change. To edit or return it, sign in: {site}/proformas/${head.id}`,
        ].join('\n'),
    },
  });
  return done({ linkId, endsOn });
});

/** Refuses now what would be refused at the button, so that nobody is sent a link that can't work. */
async function couldApprove(work: Work, sheet: Sheet, personId: string): Promise<Outcome<true>> {
  const objection = (await work.objections(APPROVED, [sheet.head.id])).get(sheet.head.id);
  if (objection) return objection;
  const facts = await approvalFacts(work, sheet, personId);
  if (!facts.ok) return facts;
  const within = mayApprove(facts.value);
  if (!within.ok) return within;
  const ceilingMinor = await limitOf(work.db, personId, 'approve-by-mail', facts.value.currency);
  return mayApproveByLink({ ...facts.value, same: true, ceilingMinor });
}

async function openSheet(work: Work, id: string, endsOn: Day): Promise<Outcome<Sheet>> {
  const sheet = await loadSheet(work, id, { lock: true });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const imagined = { id, kind: 'review', proformaId: id, endsOn: work.today, revoked: false, used: false } as const;
  const open = live({ ...imagined, endsOn: endsOn < work.today ? work.today : endsOn }, sheet.head.state, work.today);
  return open.ok ? done(sheet) : refuse('wrong-state', `${open.refusal.sentence.split('. ')[0]}.`);
}

interface Making {
  readonly kind: 'review' | 'approve';
  readonly personId: string | null;
  readonly guest: { readonly name: string; readonly email: string } | null;
  readonly contentHash: Buffer | null;
  readonly endsOn: Day;
  readonly letter: { readonly subject: string; body(address: string): string };
}

async function make(work: Work, sheet: Sheet, making: Making): Promise<string> {
  const { head } = sheet;
  const linkId = newId();
  // The secret end stands behind “#”, so that it never reaches a server's log or another site.
  const letterId = await writeLetter(work, {
    to: making.guest ? { address: making.guest.email } : { personId: making.personId ?? '' },
    about: { type: 'proforma', id: head.id },
    clientId: head.clientId,
    subject: making.letter.subject,
    body: making.letter.body(`{site}/link#{link:${linkId}}`),
  });
  await work.db
    .insertInto('review_link')
    .values({
      id: linkId,
      kind: making.kind,
      proforma_id: head.id,
      person_id: making.personId,
      guest_name: making.guest?.name ?? '',
      guest_email: making.guest?.email ?? '',
      content_hash: making.contentHash,
      ends_on: making.endsOn,
      made_by: work.actor.personId,
      letter_id: letterId,
    })
    .execute();
  await work.announce({
    name: making.kind === 'approve' ? 'approval mailed' : 'reviewer invited',
    subject: { type: 'proforma', id: head.id },
    entityId: head.entityId,
    clientId: head.clientId,
    matterId: head.matterId,
    facts: { linkId, endsOn: making.endsOn, person: making.personId },
    ...(making.guest ? { detail: making.guest } : {}),
  });
  return linkId;
}

export const revokeLink: Command = handleCommand(c.revokeLink, async (work, { linkId }) => {
  const link = await linkOf(work.db, linkId, true);
  if (!link) return refuse('not-found', 'There is no such link.');
  if (link.revoked || link.used) return refuse('nothing-to-do', 'This link has ended already.');
  await work.db
    .updateTable('review_link')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', linkId)
    .execute();
  await work.announce({
    name: 'link revoked',
    subject: { type: 'proforma', id: link.proformaId },
    facts: { linkId },
  });
  return done({ linkId });
});
