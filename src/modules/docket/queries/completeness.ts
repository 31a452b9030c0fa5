import { addMonths } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { amountText, wire } from '../../../kernel/money.ts';
import { counted, listed } from '../../../kernel/text.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import { type Finding, FINDINGS } from '../completeness.ts';
import * as c from '../contract/completeness.ts';
import { type Gaps, gapsOf } from '../store/gaps.ts';
import { priced } from '../store/price.ts';

type Told = OutputOf<typeof c.showCompleteness>['findings'][number];

const LOOK_BACK_MONTHS = 6;

const show = handleQuery(c.showCompleteness, async ({ db, today }, input) => {
  const asked = {
    from: input.from ?? addMonths(today, -LOOK_BACK_MONTHS),
    through: input.through ?? today,
    clientId: input.clientId ?? null,
    matterIds: input.matterId === undefined ? null : [input.matterId],
    graceDays: input.graceDays,
    agedDays: input.agedDays,
    withTime: true,
  };
  const gaps = await gapsOf(db, asked);
  const clients = new Map(
    (await db.selectFrom('client_brief').select(['id', 'name']).execute()).map((row) => [row.id ?? '', row.name ?? '']),
  );
  const findings: Told[] = [];
  for (const finding of gaps.findings) {
    const of = gaps.cases.get(finding.matterId);
    if (!of) continue;
    const told = await amountOf(db, gaps, finding);
    findings.push({
      key: [finding.kind, finding.eventId ?? '', finding.lineId ?? '', ...finding.cardIds].join('|'),
      kind: finding.kind,
      matterId: finding.matterId,
      matter: of.number,
      clientId: of.clientId,
      client: clients.get(of.clientId) ?? '',
      eventId: finding.eventId,
      lineId: finding.lineId,
      cards: [...finding.cardIds],
      day: finding.day,
      what: finding.what,
      amount: told.minor === null ? null : wire(told.minor, of.currency),
      problem: told.problem,
    });
  }
  const totals = FINDINGS.map((kind) => {
    const of = findings.filter((f) => f.kind === kind);
    return { kind, findings: of.length, amounts: sums(of) };
  }).filter((total) => total.findings > 0);
  return {
    from: asked.from,
    through: asked.through,
    events: gaps.events.length,
    matters: gaps.matters,
    totals,
    sentence: sentenceOf(findings),
    findings: findings.toSorted((a, b) => (a.day < b.day ? 1 : -1)),
  };
});

/** What is missing is priced as its rule would make it now. */
async function amountOf(
  db: Reading['db'],
  gaps: Gaps,
  finding: Finding,
): Promise<{ minor: bigint | null; problem: string }> {
  if (finding.kind !== 'fee-missing' && finding.kind !== 'official-fee-missing')
    return { minor: finding.amountMinor, problem: '' };
  const event = gaps.events.find((e) => e.id === finding.eventId);
  const rule = gaps.rules.find(
    (r) => r.lineId === finding.lineId && r.from <= finding.day && (r.to === null || finding.day <= r.to),
  );
  const of = gaps.cases.get(finding.matterId);
  if (!event || !rule || !of) return { minor: finding.amountMinor, problem: '' };
  const told = await priced(db, rule, event, of);
  return { minor: told.amountMinor, problem: told.problem };
}

interface Priced {
  readonly kind: string;
  readonly amount: { readonly minor: string; readonly currency: string } | null;
}

function sums(of: readonly Priced[]) {
  const found = new Map<string, bigint>();
  for (const { amount } of of)
    if (amount) found.set(amount.currency, (found.get(amount.currency) ?? 0n) + BigInt(amount.minor));
  return [...found].map(([currency, minor]) => wire(minor, currency));
}

/** `7 events, about 9,400.00 USD, not billed.` */
function sentenceOf(findings: readonly Priced[]): string {
  const missing = findings.filter((f) => f.kind === 'fee-missing' || f.kind === 'official-fee-missing');
  if (missing.length === 0)
    return findings.length === 0
      ? 'Every completed event is billed as agreed.'
      : 'Every completed event has its fee; see what else was found.';
  const about = sums(missing).map(({ minor, currency }) => `${amountText(BigInt(minor), currency)} ${currency}`);
  return `${counted(missing.length, 'fee')}${about.length === 0 ? '' : `, about ${listed(about)},`} not billed.`;
}

export const queries: readonly Query[] = [show];
