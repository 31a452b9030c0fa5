import type { OutputOf } from '../../kernel/endpoint.ts';
import type { listProformas } from '../../modules/proformas/contract/tracking.ts';
import type { Column } from '../grid/column.ts';
import { FlagCounts, flagsText, Severity, StateBadge, stateWord } from '../parts/state.tsx';

export type Row = OutputOf<typeof listProformas>['rows'][number];

export const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Number', width: 72, text: (r) => r.number, href: (r) => `/proformas/${r.id}`, phone: true },
  {
    key: 'state',
    label: 'State',
    width: 112,
    text: (r) => stateWord(r.state),
    show: (r) => <StateBadge state={r.state} />,
    phone: true,
  },
  {
    key: 'days',
    label: 'Days',
    hint: 'Days in this state',
    width: 58,
    number: (r) => r.daysInState,
    show: (r) =>
      r.urgent ? (
        <span title="In this state for longer than the policy says">
          <Severity of="warn" /> {r.daysInState}
        </span>
      ) : (
        r.daysInState
      ),
  },
  { key: 'client', label: 'Client', width: 110, grow: 1, text: (r) => r.client, phone: true },
  { key: 'matter', label: 'Matter', width: 140, grow: 1.6, text: (r) => `${r.matter} ${r.matterName}`, phone: true },
  { key: 'owner', label: 'Owner', width: 70, text: (r) => r.billingTimekeeper, hidden: true },
  {
    key: 'with',
    label: 'With',
    phone: true,
    width: 100,
    text: (r) => [...r.holders, ...(r.editing ? [`${r.editing} is editing`] : [])].join(', '),
  },
  { key: 'hours', label: 'Hours', width: 62, hours: (r) => r.hours, sum: true },
  { key: 'currency', label: 'Cur.', width: 48, text: (r) => r.bill.currency, phone: true },
  { key: 'work', label: 'Work', width: 104, money: (r) => r.work, bare: true, sum: true, hidden: true },
  { key: 'bill', label: 'To bill', width: 132, money: (r) => r.bill, bare: true, sum: true, phone: true },
  { key: 'reduction', label: 'Reduction', width: 98, money: (r) => r.reduction, bare: true, sum: true },
  { key: 'held', label: 'Held', width: 72, number: (r) => r.held, hidden: true },
  { key: 'new', label: 'New', width: 54, number: (r) => r.newCards },
  {
    key: 'proposals',
    label: 'Prop.',
    hint: 'Proposals that wait for a decision',
    width: 62,
    number: (r) => r.proposals,
    show: (r) => r.proposals || '',
    href: (r) => (r.proposals > 0 ? `/proformas/${r.id}?panel=redline` : null),
    hidden: true,
  },
  {
    key: 'comments',
    label: 'Comments',
    width: 92,
    number: (r) => r.comments,
    show: (r) => r.comments || '',
    href: (r) => (r.comments > 0 ? `/proformas/${r.id}?panel=comments` : null),
    hidden: true,
  },
  {
    key: 'flags',
    label: 'Flags',
    phone: true,
    width: 88,
    number: (r) => r.flags.block * 1_000_000 + r.flags.fix * 1_000 + r.flags.warn,
    text: (r) => flagsText(r.flags),
    show: (r) => <FlagCounts of={r.flags} />,
  },
  {
    key: 'problems',
    label: 'Problem',
    width: 80,
    text: (r) => r.problems.join(' '),
    show: (r) =>
      r.problems.length === 0 ? null : (
        <span title={r.problems.join(' ')}>
          <Severity of="fix" /> {r.problems[0]}
        </span>
      ),
  },
  { key: 'through', label: 'Through', width: 100, text: (r) => r.throughDay, hidden: true },
];

export const WITHOUT_PROBLEMS = COLUMNS.filter((column) => column.key !== 'problems');
