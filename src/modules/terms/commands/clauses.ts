import { sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { strangeTaskCodes } from '../../firm/index.ts';
import { matterFacts } from '../../matters/index.ts';
import { type Engagement, type Terms, termsProblem } from '../clause.ts';
import { termsSaid } from '../said.ts';
import * as c from '../contract/engagements.ts';
import { announce, closeAt } from '../store/change-clause.ts';
import { clausesOf, lockEngagement, termsOf, type VersionRow, versionsOf } from '../store/engagements.ts';

const setClause = handleCommand(c.setClause, async (work, input) => {
  const engagement = await lockEngagement(work.db, input.engagementId);
  if (!engagement) return refuse('not-found', 'There is no such engagement. Choose one from the list.');
  const terms = termsOf(input.terms);
  const wrong = (await misfit(work, engagement, input, terms)) ?? (await endBefore(work, engagement, input));
  if (wrong) return wrong;
  const id = newId<'engagement_clause'>();
  const lineId = input.lineId ?? id;
  await sql`insert into engagement_clause (id, line_id, engagement_id, number, kind, words, terms, valid, reason, actor_id)
    values (${id}::uuid, ${lineId}::uuid, ${engagement.id}::uuid, ${input.number}, ${terms.kind}, ${input.words}, ${JSON.stringify(input.terms)}::jsonb,
      daterange(${input.from}::date, ${engagement.to === null ? null : addDays(engagement.to, 1)}::date), ${input.reason}, ${work.actor.personId}::uuid)`.execute(
    work.db,
  );
  await announce(work, engagement, input.lineId === undefined ? 'clause agreed' : 'clause amended', {
    reason: input.reason,
    countsOn: input.from,
    facts: { lineId, clauseId: id, number: input.number, from: input.from, terms: input.terms },
  });
  return done({ id, lineId, said: termsSaid(terms) });
});

type ClauseInput = InputOf<typeof c.setClause>;
type Refused = ReturnType<typeof refuse>;

async function misfit(work: Work, engagement: Engagement, input: ClauseInput, terms: Terms): Promise<Refused | null> {
  if (input.from < engagement.from || (engagement.to !== null && input.from > engagement.to))
    return refuse(
      'outside-engagement',
      `The engagement counts from ${engagement.from}${engagement.to === null ? '' : ` to ${engagement.to}`}. Choose a day within it.`,
      { where: 'from' },
    );
  const problem =
    termsProblem(terms, engagement.matterIds?.length ?? null) ?? (await unknownIn(work, engagement, terms));
  if (problem) return refuse('bad-input', problem.sentence, { where: problem.where });
  return await rivalOf(work, engagement, { lineId: input.lineId, terms, from: input.from });
}

/** A clause of which an engagement has one at a time, where another such one counts on a day from this on. */
async function rivalOf(
  work: Work,
  engagement: Engagement,
  wanted: { readonly lineId: string | undefined; readonly terms: Terms; readonly from: Day },
): Promise<Refused | null> {
  const others = (await clausesOf(work.db, [engagement.clientId])).filter(
    (o) => o.engagement.id === engagement.id && o.lineId !== wanted.lineId && (o.to === null || o.to >= wanted.from),
  );
  const rival = others.find((o) => sameSort(o.terms, wanted.terms));
  return rival
    ? refuse(
        'one-of-a-kind',
        `Clause ${rival.number} of this engagement says already ${termsSaid(rival.terms)}. Amend that one, or end it first.`,
        { where: 'terms' },
      )
    : null;
}

/** What terms name and isn't there: a task code, or the matter on which a subscription is charged. */
async function unknownIn(
  work: Work,
  engagement: Engagement,
  terms: Terms,
): Promise<{ sentence: string; where: string } | null> {
  if (terms.kind === 'retainer')
    return (
      (await strangeMatter(work, engagement, terms.matterId, 'A retainer is billed')) ??
      (await otherCurrency(work, terms))
    );
  if (terms.kind !== 'fixed' && terms.kind !== 'subscription') return null;
  const strange = await strangeTaskCodes(work.db, terms.taskCodes);
  if (strange !== null) return { sentence: strange, where: 'terms.taskCodes' };
  if (terms.kind === 'fixed') return null;
  return await strangeMatter(work, engagement, terms.matterId, 'A subscription is charged');
}

/** It is billed in the currency of its matter. */
async function otherCurrency(work: Work, { matterId, currency }: { matterId: string; currency: string }) {
  const matter = (await matterFacts(work.db, [matterId])).get(matterId);
  return matter?.currency === currency
    ? null
    : {
        sentence: `Matter ${matter?.number ?? ''} is billed in ${matter?.currency ?? ''}. Agree the retainer in that currency.`,
        where: 'terms.amount',
      };
}

async function strangeMatter(work: Work, engagement: Engagement, matterId: string, what: string) {
  const matter = (await matterFacts(work.db, [matterId])).get(matterId);
  return matter?.clientId === engagement.clientId && (engagement.matterIds?.includes(matter.id) ?? true)
    ? null
    : { sentence: `${what} on a matter of its engagement. Choose one of them.`, where: 'terms.matterId' };
}

/** Of these an engagement has one at a time: of each kind, of caps one per matter and one in all, of prices one for the same work. */
function sameSort(a: Terms, b: Terms): boolean {
  switch (a.kind) {
    case 'success':
    case 'other':
      return false;
    case 'retainer':
      return b.kind === 'retainer' && a.matterId === b.matterId;
    case 'cap':
      return b.kind === 'cap' && a.per === b.per;
    case 'minimum':
      return b.kind === 'minimum' && a.over === b.over;
    case 'fixed':
    case 'subscription':
      return (b.kind === 'fixed' || b.kind === 'subscription') && sameWork(a.taskCodes, b.taskCodes);
    case 'blended':
    case 'discount':
    case 'volume':
    case 'collar':
    case 'holdback':
      return a.kind === b.kind;
  }
}

function sameWork(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((code) => b.includes(code));
}

/** Ends the version that counts on the day before it; refused where a later one is there. */
async function endBefore(
  work: Work,
  engagement: Engagement,
  { lineId, from, reason, terms }: ClauseInput,
): Promise<Refused | null> {
  if (lineId === undefined) return null;
  const [latest] = await versionsOf(work.db, lineId);
  if (!latest || latest.engagementId !== engagement.id)
    return refuse('not-found', 'This engagement has no such clause. Reload to see it as it is.');
  if (latest.kind !== terms.kind)
    return refuse('other-kind', `The clause is a ${latest.kind}. End it, and add a clause of the other kind.`, {
      where: 'terms',
    });
  if (latest.endedReason !== '')
    return refuse(
      'ended',
      `The clause is ended: ${latest.endedReason}. Take its end back first, or agree a new clause.`,
    );
  if (reason === '')
    return refuse('bad-input', 'Say why it is amended: which letter, which agreement.', { where: 'reason' });
  if (latest.from >= from)
    return refuse(
      'later-version',
      `A version counts from ${latest.from} on. Choose a later day, or take that version back first.`,
      { where: 'from' },
    );
  await closeAt(work, latest.id, from, '');
  return null;
}

const endClause = handleCommand(c.endClause, async (work, { lineId, from, reason }) => {
  const found = await latestOf(work, lineId);
  if (!found.ok) return found;
  const { engagement, latest } = found.value;
  if (latest.to !== null && latest.to < from)
    return refuse('ended', `The clause counts to ${latest.to} only. It is ended already.`);
  if (latest.from >= from)
    return refuse(
      'later-version',
      `The clause counts from ${latest.from} on. Choose a later day, or take that version back.`,
      {
        where: 'from',
      },
    );
  await closeAt(work, latest.id, from, reason);
  await announce(work, engagement, 'clause ended', {
    reason,
    countsOn: from,
    facts: { lineId, clauseId: latest.id, from },
  });
  return done({ lineId });
});

const withdrawClause = handleCommand(c.withdrawClause, async (work, { lineId, reason }) => {
  const found = await latestOf(work, lineId);
  if (!found.ok) return found;
  const { engagement, latest, before } = found.value;
  const ended = latest.endedReason !== '';
  if (ended && engagement.to !== null)
    return refuse('ended', `The engagement ended on ${engagement.to}, and its clauses with it. Agree a new one.`);
  const again = await rivalAgain(work, engagement, ended ? latest : before, ended ? latest.to : latest.from);
  if (again) return again;
  if (ended) {
    await sql`update engagement_clause set valid = daterange(lower(valid), null), ended_reason = '' where id = ${latest.id}::uuid`.execute(
      work.db,
    );
  } else {
    await withdraw(work, latest.id, reason);
  }
  await announce(work, engagement, ended ? 'clause end taken back' : 'clause withdrawn', {
    reason,
    facts: { lineId, clauseId: latest.id },
  });
  return done({ lineId });
});

/** Another clause may have been agreed for the days on which this version was not to count. */
async function rivalAgain(
  work: Work,
  engagement: Engagement,
  version: VersionRow | undefined,
  from: Day | null,
): Promise<Refused | null> {
  if (version === undefined || from === null) return null;
  return await rivalOf(work, engagement, { lineId: version.lineId, terms: termsOf(version.terms), from });
}

async function withdraw(work: Work, clauseId: string, reason: string): Promise<void> {
  await sql`update engagement_clause set withdrawn_at = clock_timestamp(), withdrawn_reason = ${reason} where id = ${clauseId}::uuid`.execute(
    work.db,
  );
  // The version before counts on, as long as the withdrawn one would have.
  await sql`update engagement_clause p set valid = daterange(lower(p.valid), upper(w.valid)) from engagement_clause w
    where w.id = ${clauseId}::uuid and p.line_id = w.line_id and p.withdrawn_at is null and upper(p.valid) = lower(w.valid)`.execute(
    work.db,
  );
}

async function latestOf(work: Work, lineId: string) {
  const [known] = await versionsOf(work.db, lineId);
  const engagement = known ? await lockEngagement(work.db, known.engagementId) : null;
  const [latest, before] = await versionsOf(work.db, lineId);
  return engagement && latest
    ? done({ engagement, latest, before })
    : refuse('not-found', 'There is no such clause any more. Reload to see the engagement as it is.');
}

export const commands: readonly Command[] = [setClause, endClause, withdrawClause];
