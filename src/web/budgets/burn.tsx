import { percentText, textOf } from '../parts/money.tsx';
import type { Budget } from './budget-form.tsx';
import './budgets.css';

const WHOLE = 1_000_000;
const TENTH_OF_PERCENT = 1_000;

type Burnt = Pick<Budget, 'amount' | 'billed' | 'wip' | 'used' | 'usedPpm' | 'expected'>;

/** A budget as a bar: billed, carried, still to come; beyond its end when there is more. */
export function Burn({ of }: { of: Burnt }) {
  const whole = Number(of.amount.minor);
  const share = (minor: string): number => Math.max(0, Number(minor)) / whole;
  const parts = [share(of.billed.minor), share(of.wip.minor), share(of.expected.minor)];
  const total = parts.reduce((sum, part) => sum + part, 0);
  const scale = total > 1 ? 1 / total : 1;
  const width = (part: number): string => `${part * scale * 100}%`;
  return (
    <div className="burn" data-over={of.usedPpm > WHOLE}>
      <div className="burn-bar" aria-hidden>
        <span className="burn-billed" style={{ width: width(parts[0] ?? 0) }} />
        <span className="burn-wip" style={{ width: width(parts[1] ?? 0) }} />
        <span className="burn-expected" style={{ width: width(parts[2] ?? 0) }} />
      </div>
      <div className="small">
        {percentText(of.usedPpm - (of.usedPpm % TENTH_OF_PERCENT))} of {of.amount.currency} {textOf(of.amount)}
      </div>
      <div className="small quiet">
        billed {textOf(of.billed)}, WIP {textOf(of.wip)}
        {of.expected.minor === '0' ? '' : `, to come ${textOf(of.expected)}`}
      </div>
    </div>
  );
}
