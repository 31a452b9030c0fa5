import type { Day } from '../../kernel/day.ts';
import { sum } from '../../kernel/money.ts';
import type { MatterFacts, Snapshot } from './snapshot.ts';

/** What is known of an open invoice that another system issued. */
export interface EarlierFacts extends Pick<
  Snapshot,
  'number' | 'currency' | 'rounding' | 'entity' | 'payer' | 'client'
> {
  readonly invoiceDate: Day;
  readonly dueDate: Day;
  readonly matter: MatterFacts | null;
  /** what was open at the cut-over, by kind */
  readonly lines: readonly {
    readonly kind: 'time' | 'disbursement' | 'charge';
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
  }[];
}

const KINDS = { time: 'Fees', disbursement: 'Disbursements', charge: 'Charges' } as const;

/**
 * The text that a credit note on an invoice of the earlier books is made from. Tax is what the invoice carried, as a
 * whole: neither its code nor its rate came along, so none is named; where it carried none, that is said.
 */
export function earlierSnapshot(of: EarlierFacts): Snapshot {
  const { lines, matter, ...parties } = of;
  const net = sum(lines.map((l) => l.netMinor));
  const tax = sum(lines.map((l) => l.taxMinor));
  const inKind = (kind: keyof typeof KINDS): string =>
    sum(lines.filter((l) => l.kind === kind).map((l) => l.netMinor)).toString();
  return {
    ...parties,
    schema: 2,
    renderer: '',
    earlierBooks: { namesMatter: matter !== null },
    matter: matter ?? unnamed(of.number),
    period: { from: of.invoiceDate, to: of.invoiceDate },
    lines: lines.map((l) => ({
      cardId: '',
      kind: l.kind,
      workDate: of.invoiceDate,
      timekeeper: null,
      narrative: `${KINDS[l.kind]} of invoice ${of.number}`,
      taskCode: null,
      activityCode: null,
      expenseCode: null,
      seconds: '0',
      rateE4: null,
      bill: l.netMinor.toString(),
      printed: true,
    })),
    adjustments: [],
    taxes: [
      {
        code: '',
        name:
          tax === 0n
            ? `Invoice ${of.number} carried no tax, so none is credited`
            : `Tax as invoice ${of.number} carried it`,
        kind: '',
        note: '',
        ratePpm: 0,
        base: net.toString(),
        tax: tax.toString(),
        entityBase: '0',
        entityTax: '0',
      },
    ],
    exchange: null,
    totals: {
      fees: inKind('time'),
      disbursements: inKind('disbursement'),
      charges: inKind('charge'),
      net: net.toString(),
      tax: tax.toString(),
      total: (net + tax).toString(),
    },
  };
}

/** Stands where the case would: the earlier books named none. */
function unnamed(number: string): MatterFacts {
  return {
    number: `of invoice ${number}`,
    name: 'from the earlier books',
    caseType: '',
    title: '',
    jurisdiction: '',
    caseKind: '',
    applicationNumber: '',
    applicationDate: '',
    registrationNumber: '',
    clientReference: '',
    clientMatterId: '',
    agentReference: '',
    dueEvent: '',
    applicants: '',
  };
}
