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

/** Prices, limits and a year's volume with what is used and left of them. */
export function Uses({ uses }: { uses: readonly Use[] }) {
  return (
    <>
      {uses.map((use) => (
        <div key={use.clauseId + (use.matter ?? '')} className="cap-use">
          <div className="row">
            <span className="grow">
              <Link to={`/engagements/${use.engagementId}`}>Clause {use.number}</Link> {use.said}
              {use.matter === null ? '' : `, ${use.matter}`}
              {use.from === null ? null : <span className="quiet"> {spanText({ from: use.from, to: use.to })}</span>}
            </span>
          </div>
          <UseBar limit={use.limit} used={use.used} label={use.said} />
          <div className="small row">
            <span className="grow">
              <Amount of={use.used} /> billed
            </span>
            <span>
              <Amount of={use.left} /> {LEFT[use.kind]}
            </span>
          </div>
        </div>
      ))}
    </>
  );
}
