import { addDays, addMonths, type Day, weekday } from '../../kernel/day.ts';
import { refuse } from '../../kernel/outcome.ts';

/** When a fee may be paid, counted in months from a day of the case. */
export interface Due {
  readonly from: 'registrationDate' | 'applicationDate';
  readonly opensMonths: number;
  readonly dueMonths: number;
  readonly graceMonths: number;
  /** the item that is added in the months of grace */
  readonly surcharge: string;
}

export interface Window {
  readonly opens: Day;
  /** last day without a surcharge: the next working day when it falls on a week-end; public holidays are not known here */
  readonly due: Day;
  readonly graceEnds: Day;
}

const SATURDAY = 6;

function nextWorkingDay(of: Day): Day {
  let next = of;
  while (weekday(next) >= SATURDAY) next = addDays(next, 1);
  return next;
}

export function windowOf(due: Due, anchor: Day): Window {
  return {
    opens: addMonths(anchor, due.opensMonths),
    due: nextWorkingDay(addMonths(anchor, due.dueMonths)),
    graceEnds: nextWorkingDay(addMonths(anchor, due.graceMonths)),
  };
}

/** Whether the fee may be paid on the day, and whether with the surcharge. */
export function whenPaid(
  window: Window,
  on: Day,
): { readonly late: boolean; readonly sentence: string } | ReturnType<typeof refuse> {
  if (on < window.opens)
    return refuse(
      'too-early',
      `The fee can’t be paid before ${window.opens}. It is due without surcharge until ${window.due}.`,
      { where: 'on' },
    );
  if (on > window.graceEnds)
    return refuse(
      'too-late',
      `The last day to pay, with surcharge, was ${window.graceEnds}. Correct the day of payment.`,
      {
        where: 'on',
      },
    );
  return on > window.due
    ? {
        late: true,
        sentence: `Due without surcharge until ${window.due}; paid in grace, which ends on ${window.graceEnds}.`,
      }
    : { late: false, sentence: `Payable from ${window.opens}, without surcharge until ${window.due}.` };
}
