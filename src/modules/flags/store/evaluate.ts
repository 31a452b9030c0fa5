import type { Reading } from '../../../platform/command.ts';
import { loadSheets, type Sheet } from '../../proformas/index.ts';
import { evaluateSheet, type Flag, type Outcome, type Rule } from '../check.ts';
import type { Facts } from '../facts.ts';
import { type KeptRule, rulesFor } from '../settings.ts';
import { gatherFacts } from './facts.ts';
import { keptRules } from './rules.ts';

interface Waiver {
  readonly id: string;
  readonly fingerprint: string;
  readonly reason: string;
  readonly who: string;
  readonly recordedAt: Date;
}

/** What the rules say of one proforma now, with the waivers that hold. */
export interface Evaluated {
  readonly sheet: Sheet;
  /** of the whole */
  readonly facts: Facts;
  readonly outcome: Outcome;
  readonly waivers: ReadonlyMap<string, Waiver>;
}

/** Flags that nobody waived. */
export function unwaived({ outcome, waivers }: Evaluated): Flag[] {
  return outcome.flags.filter((flag) => !waivers.has(flag.fingerprint));
}

/** Evaluates proformas as they are now, in one go. Nothing is written. */
export async function evaluateProformas(reading: Reading, ids: readonly string[]): Promise<Evaluated[]> {
  return await evaluateSheets(reading, await loadSheets(reading, ids, { lock: false }));
}

export async function evaluateSheets(
  reading: Reading,
  sheets: readonly Sheet[],
  rules: (kept: readonly KeptRule[], facts: Facts) => Rule[] = ownRules,
): Promise<Evaluated[]> {
  const kept = await keptRules(reading.db, [
    ...new Set(sheets.flatMap((sheet) => sheet.matters.map((matter) => matter.clientId))),
  ]);
  const all = await gatherFacts(reading, sheets);
  const outcomes = all.map((facts) => evaluateSheet(facts, (of) => rules(kept, of)));
  const waivers = await waiversOf(
    reading.db,
    outcomes.flatMap((outcome) => outcome.flags.map((flag) => flag.fingerprint)),
  );
  return sheets.map((sheet, i) => ({ sheet, facts: all[i]?.whole as Facts, outcome: outcomes[i] as Outcome, waivers }));
}

function ownRules(kept: readonly KeptRule[], facts: Facts): Rule[] {
  return rulesFor(kept, { clientId: facts.client.id, matterId: facts.matter.id, on: facts.today });
}

async function waiversOf(db: Reading['db'], fingerprints: readonly string[]): Promise<Map<string, Waiver>> {
  if (fingerprints.length === 0) return new Map();
  const rows = await db
    .selectFrom('flag_waiver as w')
    .leftJoin('person_brief as p', 'p.id', 'w.actor_id')
    .select(['w.id', 'w.fingerprint', 'w.reason', 'p.name', 'w.recorded_at'])
    .where('w.withdrawn_at', 'is', null)
    .where('w.fingerprint', '=', (eb) => eb.fn.any(eb.val(fingerprints)))
    .execute();
  return new Map(
    rows.map((row) => [
      row.fingerprint,
      {
        id: row.id,
        fingerprint: row.fingerprint,
        reason: row.reason,
        who: row.name ?? '',
        recordedAt: row.recorded_at,
      },
    ]),
  );
}
