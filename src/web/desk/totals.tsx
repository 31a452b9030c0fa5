import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { Amount, isZero, percentText } from '../parts/money.tsx';
import { Figure } from '../parts/page.tsx';
import type { Sheet } from './operations.ts';

/** What would be billed as the proforma stands. */
export function Totals({ sheet }: { sheet: Sheet }) {
  const { amounts } = sheet;
  // On a phone the strip scrolls sideways, so it can be reached by keyboard too.
  const phone = useMediaQuery('(max-width: 760px)', window.innerWidth <= 760) ?? false;
  return (
    <>
      <div className="strip" aria-label="Totals" role="group" {...(phone ? { tabIndex: 0 } : {})}>
        <Figure label={`Fees, ${amounts.hours} h`}>
          <Sum of={amounts.fees} />
        </Figure>
        <Figure label="Disbursements">
          <Sum of={amounts.disbursements} />
        </Figure>
        <Figure label="Charges">
          <Sum of={amounts.charges} />
        </Figure>
        {isZero(amounts.adjustments) ? null : (
          <Figure label="of it adjustments">
            <Sum of={amounts.adjustments} />
          </Figure>
        )}
        <Figure label="Tax">
          <Sum of={amounts.tax} />
        </Figure>
        <Figure label="Total" lead>
          <span data-testid="total">
            <Amount of={amounts.total} />
          </span>
        </Figure>
        <Figure label="Reduction">
          <Sum of={amounts.reduction} />{' '}
          <span className="quiet small">{shareOf(amounts.reduction.minor, amounts.work.minor)}</span>
        </Figure>
        <Figure label="Work value">
          <Sum of={amounts.work} />
        </Figure>
        <Figure label="WIP">
          <Sum of={amounts.wip} />
        </Figure>
      </div>
      {sheet.payers.length > 1 || sheet.payers.some((payer) => payer.taxes.length > 1) ? (
        <Payers sheet={sheet} />
      ) : null}
    </>
  );
}

/** An amount of nothing stands back, as in lists. */
function Sum({ of }: { of: Sheet['amounts']['total'] }) {
  return (
    <span className={isZero(of) ? 'quiet' : ''}>
      <Amount of={of} bare />
    </span>
  );
}

/** The reduction as a share of the work, to a tenth of a percent. */
function shareOf(part: string, whole: string): string {
  if (BigInt(whole) === 0n || BigInt(part) === 0n) return '';
  const tenths = (BigInt(part) * 1000n) / BigInt(whole);
  return percentText(Number(tenths) * 1000);
}

function Payers({ sheet }: { sheet: Sheet }) {
  return (
    <table className="ruled" style={{ marginBottom: 14, maxWidth: 760 }}>
      <thead>
        <tr>
          <th>{sheet.payers.length > 1 ? `${counted(sheet.payers.length, 'payer')}, one invoice each` : 'Payer'}</th>
          <th className="num">Share</th>
          <th>Tax</th>
          <th className="num">Net, {sheet.currency}</th>
          <th className="num">Tax, {sheet.currency}</th>
          <th className="num">Total, {sheet.currency}</th>
        </tr>
      </thead>
      <tbody>
        {sheet.payers.map((payer) => (
          <tr key={payer.payerId}>
            <td>
              <Link to={`/clients/${sheet.client.id}`}>{payer.name}</Link>
            </td>
            <td className="num">{percentText(payer.sharePpm)}</td>
            <td>
              {payer.taxes.map((tax) => (
                <div key={tax.code} title={tax.name}>
                  {tax.code} {percentText(tax.ratePpm)}
                  {payer.taxes.length > 1 ? (
                    <span className="quiet">
                      {' '}
                      of <Amount of={tax.base} bare />
                    </span>
                  ) : null}
                </div>
              ))}
            </td>
            <td className="num">
              <Amount of={payer.net} bare />
            </td>
            <td className="num">
              <Amount of={payer.tax} bare />
            </td>
            <td className="num">
              <Amount of={payer.total} bare />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
