import { Progress } from '@mantine/core';
import { Link } from 'react-router';
import type { MoneyWire } from '../../kernel/money.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { termsInForce } from '../../modules/terms/contract/engagements.ts';
import { spanText } from '../parts/day.tsx';
import { Amount, textOf } from '../parts/money.tsx';

type Use = OutputOf<typeof termsInForce>['uses'][number];

const WHOLE = 100n;
const LEFT: Readonly<Record<Use['kind'], string>> = {
  fixed: 'of the price left',
  volume: 'to the next tier',
  minimum: 'to the minimum',
  collar: 'to the upper end',
  cap: 'left',
};

function percentOf(part: string, whole: string): number {
  if (BigInt(whole) <= 0n) return BigInt(part) > 0n ? Number(WHOLE) : 0;
  const percent = (BigInt(part) * WHOLE) / BigInt(whole);
  return Number(percent < 0n ? 0n : percent > WHOLE ? WHOLE : percent);
}

interface BarProps {
  readonly limit: MoneyWire;
  readonly used: MoneyWire;
  /** of this proforma, on top of what is used */
  readonly here?: MoneyWire;
  readonly label: string;
}

/** How much of a limit is used, and how much of it what is looked at takes. */
export function UseBar({ limit, used, here, label }: BarProps) {
  const before = percentOf(used.minor, limit.minor);
  const now = Math.min(percentOf(here?.minor ?? '0', limit.minor), 100 - before);
  const full = before + now >= 100;
  return (
    <Progress.Root size={8} radius={2} aria-hidden title={`${label}: ${textOf(used)} of ${textOf(limit)}`}>
      <Progress.Section value={before} color={full && now === 0 ? 'red' : 'gray'} />
      {now > 0 ? <Progress.Section value={now} color={full ? 'orange' : 'blue'} /> : null}
    </Progress.Root>
  );
}

/** Prices, limits and a year's volume with what is used and left of them; a clause once, with its matters under it. */
export function Uses({ uses }: { uses: readonly Use[] }) {
  return (
    <>
      {[...Map.groupBy(uses, (use) => use.clauseId).values()].map((own) => (
        <ClauseUses key={own[0]?.clauseId} uses={own} />
      ))}
    </>
  );
}

function ClauseUses({ uses }: { uses: readonly Use[] }) {
  const [use] = uses;
  if (!use) return null;
  const single = uses.length === 1;
  return (
    <div className="cap-use">
      <div>
        <Link to={`/engagements/${use.engagementId}`}>Clause {use.number}</Link> {use.said}
        {single && use.matter !== null ? `, ${use.matter}` : ''}
        {use.from === null ? null : <span className="quiet"> {spanText({ from: use.from, to: use.to })}</span>}
      </div>
      {uses.map((one) => (
        <div key={one.matter ?? ''} className="use">
          <UseBar limit={one.limit} used={one.used} label={one.said} />
          <div className="small row">
            <span className="grow">
              {single ? null : <b>{one.matter} </b>}
              <Amount of={one.used} /> billed
            </span>
            <span>
              <Rest of={one} />
            </span>
          </div>
        </div>
      ))}
    </div>
  );
}

function Rest({ of: { limit, used, left, kind } }: { of: Use }) {
  const over = BigInt(used.minor) - BigInt(limit.minor);
  return over > 0n && kind !== 'volume' ? (
    <>
      <Amount of={{ ...used, minor: over.toString() }} /> {kind === 'minimum' ? 'above the minimum' : 'above it'}
    </>
  ) : (
    <>
      <Amount of={left} /> {LEFT[kind]}
    </>
  );
}
