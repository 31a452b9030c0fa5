import type { Reading, Work } from '../../../platform/command.ts';
import { sha256 } from '../../../platform/canonical.ts';
import type { Evaluated } from './evaluate.ts';

export interface SamplePolicy {
  readonly sharePpm: number;
  readonly codes: readonly string[];
}

export async function samplePolicy(db: Reading['db']): Promise<SamplePolicy> {
  const row = await db
    .selectFrom('sample_policy')
    .select(['share_ppm', 'codes'])
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { sharePpm: row?.share_ppm ?? 0, codes: row?.codes ?? [] };
}

const WHOLE_PPM = 1_000_000n;

/** Chance that nobody can steer and anybody can check: the digest of the id, as a share of all there are. */
export function isPicked(id: string, sharePpm: number): boolean {
  return (sha256(id).readBigUInt64BE(0) * WHOLE_PPM) >> 64n < BigInt(sharePpm);
}

/** Picks proformas for a second pair of eyes, once each: by share, and those that certain rules flagged. */
export async function pickSamples(work: Work, all: readonly Evaluated[]): Promise<void> {
  const policy = await samplePolicy(work.db);
  const picked = all.flatMap(({ sheet, outcome }) => {
    const flag = outcome.flags.find((one) => policy.codes.includes(one.rule.check.code));
    if (flag) return [{ proforma_id: sheet.head.id, why: `rule ${flag.rule.check.title}` }];
    return isPicked(sheet.head.id, policy.sharePpm)
      ? [{ proforma_id: sheet.head.id, why: `one of ${policy.sharePpm / 10_000} %` }]
      : [];
  });
  if (picked.length === 0) return;
  await work.db
    .insertInto('sample')
    .values(picked)
    .onConflict((oc) => oc.doNothing())
    .execute();
}
