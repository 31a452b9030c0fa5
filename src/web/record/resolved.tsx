import { hoursTyped } from '../../kernel/hours.ts';
import { rateFromText, timeValue } from '../../kernel/money.ts';
import { explainRate } from '../../modules/terms/contract.ts';
import { useAsk } from '../api/use.ts';
import { rateReading, textOf } from '../parts/money.tsx';

/** The rate that would apply, why, and what the hours come to. */
export function Resolved({
  timekeeperId,
  matterId,
  on,
  hours,
}: {
  timekeeperId: string;
  matterId: string;
  on: string;
  hours: string;
}) {
  const rate = useAsk(explainRate, { timekeeperId, matterId, on: on });
  if (rate.error)
    return (
      <span className="small" role="status">
        {rate.error.message}
      </span>
    );
  const won = rate.data?.agreed.won ?? rate.data?.standard.won;
  if (!rate.data || !won)
    return (
      <span className="small quiet" role="status">
        {rate.data?.sentence}
      </span>
    );
  const { currency } = rate.data;
  const seconds = hoursTyped(hours.trim() === '' ? '0' : hours);
  const amount =
    seconds === null ? null : { minor: timeValue(seconds, rateFromText(won.ratePerHour)).toString(), currency };
  return (
    <span className="small" role="status" title={rate.data.sentence}>
      {currency} {rateReading(won.ratePerHour, currency)} an hour ({won.level})
      {amount ? (
        <strong>
          {' '}
          = {currency} {textOf(amount)}
        </strong>
      ) : null}
    </span>
  );
}
