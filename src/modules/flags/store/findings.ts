import { sql } from 'kysely';
import { canonicalJson } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import type { Flag } from '../check.ts';
import { stakeOf } from '../present.ts';
import type { Evaluated } from './evaluate.ts';

export interface Kept {
  raised: number;
  gone: number;
  open: number;
}

/** Keeps what the rules found: new flags are raised, those no longer found are gone, and one that came back is open again. */
export async function keepFindings(work: Work, all: readonly Evaluated[]): Promise<Kept> {
  const kept: Kept = { raised: 0, gone: 0, open: 0 };
  // A few hundred proformas at a time: one statement takes all their flags.
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const part = await keepSome(work, some);
    kept.raised += part.raised;
    kept.gone += part.gone;
    kept.open += part.open;
  }
  return kept;
}

const AT_ONCE = 250;

async function keepSome(work: Work, all: readonly Evaluated[]): Promise<Kept> {
  const ids = all.map(({ sheet }) => sheet.head.id);
  // Two looks at once would both raise the same flag; the second waits for the first.
  await sql`select pg_advisory_xact_lock(${LOOK_LOCK})`.execute(work.db);
  const rows = all.flatMap(({ sheet, outcome, facts }) =>
    outcome.flags.map((flag) => rowOf(flag, sheet.head.id, facts.currency)),
  );
  const gone = await sql<{ id: string }>`
    update flag set gone_at = clock_timestamp() where proforma_id = any(${ids}::uuid[]) and gone_at is null
      and not (fingerprint = any(${rows.map((row) => row.fingerprint)}::text[])) returning id`.execute(work.db);
  const { rows: raised } = await sql<{ is_new: boolean }>`
    insert into flag (id, proforma_id, client_id, matter_id, code, rule_id, fingerprint, severity, sentence, citation, evidence, line_ids, card_ids, currency, at_stake_minor, suggests)
    select r.id, r.proforma_id, r.client_id, r.matter_id, r.code, r.rule_id, r.fingerprint, r.severity, r.sentence, r.citation, r.evidence,
      array(select jsonb_array_elements_text(r.line_ids)::uuid), array(select jsonb_array_elements_text(r.card_ids)::uuid), r.currency, r.at_stake_minor, r.suggests
    from jsonb_to_recordset(${canonicalJson(rows)}::jsonb) as r(id uuid, proforma_id uuid, client_id uuid, matter_id uuid, code text, rule_id uuid, fingerprint text,
      severity text, sentence text, citation text, evidence jsonb, line_ids jsonb, card_ids jsonb, currency text, at_stake_minor int8, suggests text)
    on conflict (proforma_id, fingerprint) do update set severity = excluded.severity, sentence = excluded.sentence, citation = excluded.citation,
      evidence = excluded.evidence, line_ids = excluded.line_ids, card_ids = excluded.card_ids, at_stake_minor = excluded.at_stake_minor, suggests = excluded.suggests,
      rule_id = excluded.rule_id, gone_at = null
    returning (xmax = 0) as is_new`.execute(work.db);
  await sql`
    insert into flag_look (proforma_id, proforma_version, ran, could_not)
    select * from unnest(${ids}::uuid[], ${all.map((e) => e.sheet.head.version)}::int[], ${all.map((e) => e.outcome.ran)}::int[],
      ${all.map((e) => JSON.stringify(e.outcome.couldNot.map(({ rule, why }) => ({ code: rule.check.code, why }))))}::jsonb[])
    on conflict (proforma_id) do update set proforma_version = excluded.proforma_version, ran = excluded.ran, could_not = excluded.could_not,
      looked_at = clock_timestamp()`.execute(work.db);
  return { raised: raised.filter((row) => row.is_new).length, gone: gone.rows.length, open: rows.length };
}

const LOOK_LOCK = 4_711_018;

function rowOf(flag: Flag, proformaId: string, currency: string) {
  return {
    id: newId<'flag'>(),
    proforma_id: proformaId,
    client_id: flag.clientId,
    matter_id: flag.matterId,
    code: flag.rule.check.code,
    rule_id: flag.rule.id,
    fingerprint: flag.fingerprint,
    severity: flag.rule.severity,
    sentence: flag.sentence,
    citation: flag.rule.citation,
    evidence: flag.evidence,
    line_ids: flag.lines.map((line) => line.id),
    card_ids: flag.lines.map((line) => line.cardId),
    currency,
    at_stake_minor: stakeOf(flag),
    suggests: flag.fix === undefined || flag.fix.kind === 'go' ? null : flag.fix.says,
  };
}
