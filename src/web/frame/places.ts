import {
  IconAdjustments,
  IconEyeCheck,
  IconFlag,
  IconListCheck,
  IconAddressBook,
  IconArrowsExchange,
  IconArrowsRight,
  IconBook2,
  IconBuildingBank,
  IconBuildingMonument,
  IconCalendarEvent,
  IconCards,
  IconCashBanknote,
  IconChartBar,
  IconChecks,
  IconClockPlus,
  IconCoins,
  IconFileDescription,
  IconFileInvoice,
  IconFileMinus,
  IconFileUpload,
  IconFolders,
  IconGauge,
  IconHistory,
  IconHistoryToggle,
  IconHome,
  IconHourglass,
  IconHourglassLow,
  IconListDetails,
  IconMailForward,
  IconPigMoney,
  IconPlayerPlay,
  IconReceipt2,
  IconReportMoney,
  IconScale,
  IconScaleOutline,
  IconSettings,
  IconSignature,
  IconShieldCheck,
  IconStairs,
  IconUserCheck,
} from '@tabler/icons-react';
import type { Permission } from '../../kernel/permission.ts';

export interface Place {
  readonly to: string;
  readonly name: string;
  readonly Icon: typeof IconHome;
  readonly needs: Permission;
}

/** The way of the work, from recording to the books. */
export const PLACES: readonly { readonly group: string; readonly places: readonly Place[] }[] = [
  { group: '', places: [{ to: '/', name: 'Today', Icon: IconHome, needs: 'see own' }] },
  {
    group: 'Work',
    places: [
      { to: '/work/new', name: 'Record', Icon: IconClockPlus, needs: 'record work' },
      { to: '/work/cards', name: 'Cards', Icon: IconCards, needs: 'see work' },
      { to: '/work/import', name: 'Import', Icon: IconFileUpload, needs: 'import work' },
      { to: '/inventory', name: 'Inventory', Icon: IconChartBar, needs: 'see money' },
      { to: '/docket', name: 'Docket', Icon: IconCalendarEvent, needs: 'see work' },
      { to: '/completeness', name: 'Completeness', Icon: IconArrowsExchange, needs: 'see money' },
      { to: '/work/ageing', name: 'Old work', Icon: IconHistoryToggle, needs: 'see work' },
    ],
  },
  {
    group: 'Billing',
    places: [
      { to: '/runs', name: 'Runs', Icon: IconPlayerPlay, needs: 'see work' },
      { to: '/pre-review', name: 'Pre-review', Icon: IconFlag, needs: 'see work' },
      { to: '/proformas', name: 'Proformas', Icon: IconListDetails, needs: 'see work' },
      { to: '/quality', name: 'Quality', Icon: IconEyeCheck, needs: 'see work' },
      { to: '/reviews', name: 'Reviews', Icon: IconUserCheck, needs: 'see work' },
      { to: '/invoices', name: 'Invoices', Icon: IconFileInvoice, needs: 'see work' },
      { to: '/on-account', name: 'On account', Icon: IconPigMoney, needs: 'see work' },
      { to: '/credit-notes', name: 'Credit notes', Icon: IconFileMinus, needs: 'see work' },
      { to: '/outbox', name: 'Outbox', Icon: IconMailForward, needs: 'see work' },
    ],
  },
  {
    group: 'Money',
    places: [
      { to: '/receivables', name: 'Owed', Icon: IconHourglassLow, needs: 'see money' },
      { to: '/receipts', name: 'Receipts', Icon: IconCashBanknote, needs: 'see money' },
      { to: '/deposits', name: 'Deposits', Icon: IconBuildingBank, needs: 'see money' },
      { to: '/decisions', name: 'Decisions', Icon: IconChecks, needs: 'see money' },
    ],
  },
  {
    group: 'Practice',
    places: [
      { to: '/clients', name: 'Clients', Icon: IconAddressBook, needs: 'see work' },
      { to: '/matters', name: 'Matters', Icon: IconFolders, needs: 'see work' },
      { to: '/engagements', name: 'Engagements', Icon: IconSignature, needs: 'see work' },
      { to: '/rates', name: 'Rates', Icon: IconReceipt2, needs: 'see work' },
      { to: '/budgets', name: 'Budgets', Icon: IconGauge, needs: 'see money' },
      { to: '/fees', name: 'Fee book', Icon: IconBuildingMonument, needs: 'see work' },
      { to: '/guidelines', name: 'Guidelines', Icon: IconListCheck, needs: 'see work' },
      { to: '/rules', name: 'Rules', Icon: IconAdjustments, needs: 'see work' },
    ],
  },
  {
    group: 'Reports',
    places: [
      { to: '/reports/ageing', name: 'Receivables ageing', Icon: IconHourglass, needs: 'see money' },
      { to: '/reports/realisation', name: 'Realisation', Icon: IconStairs, needs: 'see money' },
      { to: '/reports/billing', name: 'Billing register', Icon: IconReportMoney, needs: 'see money' },
      { to: '/reports/roll-forward', name: 'Roll-forwards', Icon: IconArrowsRight, needs: 'see money' },
      { to: '/reports/advanced-costs', name: 'Costs advanced', Icon: IconCoins, needs: 'see money' },
      { to: '/reports/trial-balance', name: 'Trial balance', Icon: IconScaleOutline, needs: 'see money' },
      { to: '/reports/statement', name: 'Statements', Icon: IconFileDescription, needs: 'see money' },
    ],
  },
  {
    group: 'Books',
    places: [
      { to: '/journals', name: 'Journals', Icon: IconBook2, needs: 'see money' },
      { to: '/ledger', name: 'Ledger', Icon: IconScale, needs: 'see money' },
      { to: '/audit', name: 'Audit', Icon: IconHistory, needs: 'see audit' },
      { to: '/books', name: 'Prove the books', Icon: IconShieldCheck, needs: 'see audit' },
      { to: '/setup', name: 'Setup', Icon: IconSettings, needs: 'see work' },
    ],
  },
];
