import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { Amount } from '../parts/money.tsx';
import type { Sheet } from './operations.ts';

export type SheetMatter = Sheet['matters'][number];

interface MattersProps {
  readonly sheet: Sheet;
  /** the matter whose lines alone are shown */
  readonly only: string | null;
  readonly onOnly: (matterId: string | null) => void;
  /** absent where one may not edit */
  readonly onTakeOff?: (matter: SheetMatter) => void;
}

/** so many stand open; of more only their number until one looks */
const OPEN = 8;

/** The matters that are billed together, with what each comes to; they sum to the whole. */
export function Matters(props: MattersProps) {
  const { sheet } = props;
  if (sheet.matters.length < 2) return null;
  return (
    <details className="desk-matters" open={sheet.matters.length <= OPEN}>
      <summary>{counted(sheet.matters.length, 'matter')}, billed together</summary>
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Matters">
        <MatterTable {...props} />
      </div>
    </details>
  );
}

function MatterTable({ sheet, only, onOnly, onTakeOff }: MattersProps) {
  const clients = new Set(sheet.matters.map((matter) => matter.clientId)).size > 1;
  return (
    <table className="ruled">
      <thead>
        <tr>
          <th>Matter</th>
          <th>Case</th>
          <th className="num">Hours</th>
          <th className="num">Fees, {sheet.currency}</th>
          <th className="num">Disbursements</th>
          <th className="num">Charges</th>
          <th className="num">Net</th>
          <th aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {sheet.matters.map((matter) => (
          <tr key={matter.id} data-testid="matter">
            <td>
              <Link to={`/matters/${matter.id}`}>{matter.number}</Link> {matter.name}
              {matter.id === sheet.matter.id ? (
                <span
                  className="small quiet"
                  title="Its billing timekeeper decides, and its client’s settings count for the whole"
                >
                  {' '}
                  leads
                </span>
              ) : null}
            </td>
            <td className="small quiet">{caseText(matter, clients)}</td>
            <td className="num">{matter.hours}</td>
            <td className="num">
              <Amount of={matter.fees} bare />
            </td>
            <td className="num">
              <Amount of={matter.disbursements} bare />
            </td>
            <td className="num">
              <Amount of={matter.charges} bare />
            </td>
            <td className="num">
              <strong>
                <Amount of={matter.net} bare />
              </strong>
            </td>
            <td className="num">
              <span className="row" style={{ gap: 4, justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
                <Button
                  size="compact-xs"
                  variant={only === matter.id ? 'filled' : 'default'}
                  aria-pressed={only === matter.id}
                  onClick={() => onOnly(only === matter.id ? null : matter.id)}
                >
                  {only === matter.id ? 'Show all' : 'Show only'}
                </Button>
                {onTakeOff ? (
                  <Button size="compact-xs" variant="default" onClick={() => onTakeOff(matter)}>
                    Take off
                  </Button>
                ) : null}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function caseText(matter: SheetMatter, clients: boolean): string {
  const facts = [matter.jurisdiction, matter.applicationNumber, matter.clientReference, clients ? matter.client : ''];
  return facts.filter(Boolean).join(' · ');
}
