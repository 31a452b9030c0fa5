import { useState } from 'react';
import { Link } from 'react-router';
import { Amount, Amounts, percentText, sumsOf, textOf } from '../parts/money.tsx';
import { Section } from '../parts/page.tsx';
import { WhyDialog } from '../why/why.tsx';
import type { Invoice } from './invoice.tsx';

type Line = Invoice['lines'][number];

/** What the amounts are made of, by matter where there are several; each line leads to its card. */
export function Lines({ invoice }: { invoice: Invoice }) {
  const [asked, setAsked] = useState<Line | null>(null);
  const shared = invoice.lines.some((line) => line.sharePpm !== 1_000_000);
  const matters = [...Map.groupBy(invoice.lines, (line) => line.matterId).values()].toSorted((a, b) =>
    (a[0]?.matter ?? '').localeCompare(b[0]?.matter ?? ''),
  );
  return (
    <Section title="Lines">
      <div className="scroll-x" id="lines">
        <table className="ruled bill-lines">
          <thead>
            <tr>
              <th>Date</th>
              <th>TK</th>
              <th>Narrative</th>
              <th className="num">Hours</th>
              <th className="num">Rate</th>
              {shared ? <th className="num">Share</th> : null}
              <th className="num">WIP, {invoice.net.currency}</th>
              <th className="num">Bill, {invoice.net.currency}</th>
            </tr>
          </thead>
          {matters.map((lines) => (
            <tbody key={lines[0]?.matterId}>
              {matters.length > 1 ? <MatterSum lines={lines} span={shared ? 6 : 5} /> : null}
              {lines.map((line) => (
                <OneLine
                  key={line.lineNo}
                  line={line}
                  shared={shared}
                  taxed={invoice.taxes.length > 1}
                  onWhy={setAsked}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {asked ? <WhyDialog of={{ invoice: invoice.id, lineNo: asked.lineNo }} onClose={() => setAsked(null)} /> : null}
    </Section>
  );
}

/** One of several matters, with what is billed for it before tax. */
function MatterSum({ lines, span }: { lines: readonly Line[]; span: number }) {
  const [first] = lines;
  if (!first) return null;
  return (
    <tr className="sum">
      <th colSpan={span} scope="rowgroup" style={{ textAlign: 'left' }}>
        <Link to={`/matters/${first.matterId}`}>{first.matter}</Link>
      </th>
      <td className="num quiet beside">
        <Amounts of={sumsOf(lines.map((line) => line.wip))} />
      </td>
      <td className="num">
        <strong>
          <Amounts of={sumsOf(lines.map((line) => line.bill))} />
        </strong>
      </td>
    </tr>
  );
}

interface LineProps {
  readonly line: Line;
  readonly shared: boolean;
  /** there are several taxes: each line says its own */
  readonly taxed: boolean;
  readonly onWhy: (line: Line) => void;
}

function OneLine({ line, shared, taxed, onWhy }: LineProps) {
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        <Link to={`/cards/${line.cardId}`}>{line.workDate}</Link>
      </td>
      <td>{line.timekeeper}</td>
      <td className="words">
        {line.narrative}
        {line.printed ? null : <span className="quiet small"> (not printed)</span>}
        {taxed ? <span className="quiet small"> [{line.taxCode}]</span> : null}
      </td>
      <td className="num hours">{line.hours}</td>
      <td className="num beside">{line.rate}</td>
      {shared ? <td className="num beside">{percentText(line.sharePpm)}</td> : null}
      <td className="num quiet beside">
        <Amount of={line.wip} bare />
      </td>
      <td className="num">
        <button
          type="button"
          className="as-link"
          title="Why this amount?"
          aria-label={`Why this amount? ${textOf(line.bill)}`}
          onClick={() => onWhy(line)}
        >
          <Amount of={line.bill} bare />
        </button>
      </td>
    </tr>
  );
}
