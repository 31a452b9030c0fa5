import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { rateFromText } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import type { Clause, Engagement, Kind, Terms } from '../clause.ts';
import type { setClause } from '../contract/engagements.ts';

export type TermsInput = InputOf<typeof setClause>['terms'];

/** As it is kept: digits as text. */
export function termsOf(input: TermsInput): Terms {
  switch (input.kind) {
    case 'volume':
      return {
        kind: 'volume',
        currency: input.currency,
        over: input.over,
        tiers: input.tiers.map((t) => ({ aboveMinor: BigInt(t.above), percentPpm: t.percentPpm })),
        alreadyMinor: BigInt(input.already),
      };
    case 'cap': {
      const { amount, hard, on, per, over, already } = input;
      return { kind: 'cap', ...amountOf(amount), hard, on, per, over, alreadyMinor: BigInt(already) };
    }
    case 'blended':
      return { kind: 'blended', currency: input.currency, rateE4: rateFromText(input.ratePerHour) };
    case 'fixed': {
      const { amount, taskCodes, billed, already } = input;
      return { kind: 'fixed', ...amountOf(amount), taskCodes, billed, alreadyMinor: BigInt(already) };
    }
    case 'subscription': {
      const { amount, every, matterId, narrative, taskCodes } = input;
      return { kind: 'subscription', ...amountOf(amount), every, matterId, narrative, taskCodes };
    }
    case 'minimum': {
      const { amount, on, over, already } = input;
      return { kind: 'minimum', ...amountOf(amount), on, over, alreadyMinor: BigInt(already) };
    }
    case 'collar': {
      const { amount, bandPpm, on, already } = input;
      return { kind: 'collar', ...amountOf(amount), bandPpm, on, alreadyMinor: BigInt(already) };
    }
    case 'success': {
      const { currency, percentPpm, amount } = input;
      return { kind: 'success', currency, percentPpm, amountMinor: amount === null ? null : BigInt(amount) };
    }
    case 'retainer': {
      const { amount, floor, matterId, wholeClient } = input;
      const floorMinor = floor === null ? null : BigInt(floor);
      return { kind: 'retainer', ...amountOf(amount), floorMinor, matterId, wholeClient };
    }
    case 'discount':
    case 'holdback':
    case 'other':
      return input;
  }
}

function amountOf({ minor, currency }: { minor: string; currency: string }): { amountMinor: bigint; currency: string } {
  return { amountMinor: BigInt(minor), currency };
}

interface ClauseRow {
  id: string;
  line_id: string;
  number: string;
  words: string;
  terms: TermsInput;
  valid: string;
  engagement_id: string;
  client_id: string;
  title: string;
  engagement_valid: string;
  matter_ids: string[] | null;
}

/** All standing versions of the clauses of clients' engagements. */
export async function clausesOf(db: Reading['db'], clientIds: readonly string[]): Promise<Clause[]> {
  if (clientIds.length === 0) return [];
  const { rows } = await sql<ClauseRow>`
    select c.id, c.line_id, c.number, c.words, c.terms, c.valid::text as valid, e.id as engagement_id, e.client_id, e.title, e.valid::text as engagement_valid,
      (select array_agg(m.matter_id order by m.matter_id) from engagement_matter m where m.engagement_id = e.id) as matter_ids
    from engagement e join engagement_clause c on c.engagement_id = e.id
    where e.client_id = any(${[...new Set(clientIds)]}::uuid[]) and c.withdrawn_at is null order by c.number, lower(c.valid)`.execute(
    db,
  );
  return rows.map((r) => ({
    id: r.id,
    lineId: r.line_id,
    number: r.number,
    words: r.words,
    terms: termsOf(r.terms),
    ...rangeDays(r.valid),
    engagement: {
      id: r.engagement_id,
      clientId: r.client_id,
      title: r.title,
      ...rangeDays(r.engagement_valid),
      matterIds: r.matter_ids,
    } satisfies Engagement,
  }));
}

/** Under lock, so that its clauses change one after the other and billing waits for them. */
export async function lockEngagement(db: Reading['db'], id: string): Promise<Engagement | null> {
  const { rows } = await sql<{ client_id: string; title: string; valid: string; matter_ids: string[] | null }>`
    select e.client_id, e.title, e.valid::text as valid,
      (select array_agg(m.matter_id) from engagement_matter m where m.engagement_id = e.id) as matter_ids
    from engagement e where e.id = ${id}::uuid for update of e`.execute(db);
  const [row] = rows;
  return row
    ? { id, clientId: row.client_id, title: row.title, ...rangeDays(row.valid), matterIds: row.matter_ids }
    : null;
}

export interface VersionRow {
  readonly id: string;
  readonly lineId: string;
  readonly engagementId: string;
  readonly kind: Kind;
  readonly terms: TermsInput;
  readonly from: Day;
  readonly to: Day | null;
  /** it was ended by hand, not by a later version */
  readonly endedReason: string;
}

/** The standing versions of one clause, newest first. */
export async function versionsOf(db: Reading['db'], lineId: string): Promise<VersionRow[]> {
  const { rows } = await sql<{
    id: string;
    engagement_id: string;
    kind: Kind;
    terms: TermsInput;
    valid: string;
    ended_reason: string;
  }>`
    select id, engagement_id, kind, terms, ended_reason, valid::text as valid from engagement_clause
    where line_id = ${lineId}::uuid and withdrawn_at is null order by lower(valid) desc`.execute(db);
  return rows.map((r) => ({
    id: r.id,
    lineId,
    engagementId: r.engagement_id,
    kind: r.kind,
    terms: r.terms,
    endedReason: r.ended_reason,
    ...rangeDays(r.valid),
  }));
}
