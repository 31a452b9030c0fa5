import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Frame } from './frame.tsx';
import { Broken, Missing } from './missing.tsx';
import { SignIn } from './sign-in.tsx';

const loadDesk = () => import('../desk/desk.tsx');

const WHILE_READING_MS = 800;

/** Loads what is likely opened next while the page before it is read. */
function meanwhile(load: () => Promise<unknown>): void {
  // Where it fails it is loaded, and told of, when it is opened.
  setTimeout(() => void load().catch(() => undefined), WHILE_READING_MS);
}

/** Each place is loaded when it is first visited. */
const router = createBrowserRouter([
  { path: '/sign-in', Component: SignIn },
  {
    path: '/link',
    HydrateFallback: () => null,
    lazy: async () => ({ Component: (await import('../review/link-page.tsx')).LinkPage }),
  },
  {
    path: '/',
    Component: Frame,
    ErrorBoundary: Broken,
    HydrateFallback: () => null,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('../today/today.tsx')).Today }) },
      { path: 'work/new', lazy: async () => ({ Component: (await import('../record/record.tsx')).Record }) },
      { path: 'work/cards', lazy: async () => ({ Component: (await import('../cards/cards.tsx')).Cards }) },
      { path: 'cards/:id', lazy: async () => ({ Component: (await import('../cards/card.tsx')).CardPage }) },
      {
        path: 'work/import',
        lazy: async () => ({ Component: (await import('../imports/imports.tsx')).Imports }),
      },
      {
        path: 'imports/:id',
        lazy: async () => ({ Component: (await import('../imports/import-page.tsx')).ImportPage }),
      },
      { path: 'runs', lazy: async () => ({ Component: (await import('../runs/runs.tsx')).Runs }) },
      {
        path: 'runs/prepared/:id',
        lazy: async () => ({ Component: (await import('../runs/prepared.tsx')).PreparedPage }),
      },
      { path: 'runs/:id', lazy: async () => ({ Component: (await import('../runs/run.tsx')).RunPage }) },
      {
        path: 'pre-review',
        lazy: async () => ({ Component: (await import('../flags/pre-review.tsx')).PreReview }),
      },
      { path: 'rules', lazy: async () => ({ Component: (await import('../flags/rules.tsx')).Rules }) },
      {
        path: 'guidelines',
        lazy: async () => ({ Component: (await import('../flags/guidelines.tsx')).Guidelines }),
      },
      {
        path: 'guidelines/:id',
        lazy: async () => ({ Component: (await import('../flags/guideline.tsx')).GuidelinePage }),
      },
      { path: 'quality', lazy: async () => ({ Component: (await import('../flags/quality.tsx')).Quality }) },
      {
        path: 'proformas',
        lazy: async () => {
          const { Tracking } = await import('../tracking/tracking.tsx');
          meanwhile(loadDesk);
          return { Component: Tracking };
        },
      },
      {
        path: 'proformas/information',
        lazy: async () => ({ Component: (await import('../information/information.tsx')).Information }),
      },
      {
        path: 'proformas/:id',
        lazy: async () => ({ Component: (await loadDesk()).DeskPage }),
      },
      {
        path: 'work/ageing',
        lazy: async () => ({ Component: (await import('../ageing-wip/ageing.tsx')).AgeingLists }),
      },
      { path: 'reviews', lazy: async () => ({ Component: (await import('../review/reviews.tsx')).Reviews }) },
      {
        path: 'invoices',
        lazy: async () => ({ Component: (await import('../invoices/invoices.tsx')).Invoices }),
      },
      {
        path: 'invoices/:id',
        lazy: async () => ({ Component: (await import('../invoices/invoice.tsx')).InvoicePage }),
      },
      {
        path: 'on-account',
        lazy: async () => ({ Component: (await import('../on-account/on-account.tsx')).OnAccount }),
      },
      {
        path: 'on-account/retainers',
        lazy: async () => ({ Component: (await import('../on-account/retainers.tsx')).Retainers }),
      },
      {
        path: 'credit-notes',
        lazy: async () => ({ Component: (await import('../invoices/credit-notes.tsx')).CreditNotes }),
      },
      {
        path: 'receipts',
        lazy: async () => ({ Component: (await import('../receipts/receipts.tsx')).Receipts }),
      },
      {
        path: 'receipts/new',
        lazy: async () => ({ Component: (await import('../receipts/new-receipt.tsx')).NewReceipt }),
      },
      {
        path: 'receipts/:id',
        lazy: async () => ({ Component: (await import('../receipts/receipt.tsx')).ReceiptPage }),
      },
      {
        path: 'receipts/:id/apply',
        lazy: async () => ({ Component: (await import('../receipts/apply.tsx')).ApplyReceipt }),
      },
      {
        path: 'receivables',
        lazy: async () => ({ Component: (await import('../invoices/receivables.tsx')).Receivables }),
      },
      {
        path: 'receivables/:id',
        lazy: async () => ({ Component: (await import('../invoices/receivable.tsx')).ReceivablePage }),
      },
      {
        path: 'deposits',
        lazy: async () => ({ Component: (await import('../deposits/deposits.tsx')).Deposits }),
      },
      {
        path: 'decisions',
        lazy: async () => ({ Component: (await import('../decisions/decisions.tsx')).Decisions }),
      },
      { path: 'outbox', lazy: async () => ({ Component: (await import('../outbox/outbox.tsx')).Outbox }) },
      {
        path: 'outbox/:id',
        lazy: async () => ({ Component: (await import('../outbox/message.tsx')).MessagePage }),
      },
      {
        path: 'inventory',
        lazy: async () => ({ Component: (await import('../inventory/inventory.tsx')).Inventory }),
      },
      {
        path: 'clients',
        lazy: async () => ({ Component: (await import('../clients/clients.tsx')).Clients }),
      },
      {
        path: 'clients/:id',
        lazy: async () => ({ Component: (await import('../clients/client.tsx')).ClientPage }),
      },
      {
        path: 'matters',
        lazy: async () => ({ Component: (await import('../matters/matters.tsx')).Matters }),
      },
      {
        path: 'matters/:id',
        lazy: async () => ({ Component: (await import('../matters/matter.tsx')).MatterPage }),
      },
      { path: 'fees', lazy: async () => ({ Component: (await import('../fees/fee-book.tsx')).FeeBook }) },
      {
        path: 'portfolio',
        lazy: async () => ({ Component: (await import('../portfolio/portfolio.tsx')).Portfolio }),
      },
      { path: 'budgets', lazy: async () => ({ Component: (await import('../budgets/budgets.tsx')).Budgets }) },
      { path: 'docket', lazy: async () => ({ Component: (await import('../docket/docket.tsx')).Docket }) },
      {
        path: 'completeness',
        lazy: async () => ({ Component: (await import('../docket/completeness.tsx')).Completeness }),
      },
      {
        path: 'engagements',
        lazy: async () => ({ Component: (await import('../engagements/engagements.tsx')).Engagements }),
      },
      {
        path: 'rates/changes/:id',
        lazy: async () => ({ Component: (await import('../rates/change.tsx')).RateChangePage }),
      },
      {
        path: 'engagements/:id',
        lazy: async () => ({ Component: (await import('../engagements/engagement.tsx')).EngagementPage }),
      },
      { path: 'rates', lazy: async () => ({ Component: (await import('../rates/rates.tsx')).Rates }) },
      {
        path: 'journals',
        lazy: async () => ({ Component: (await import('../ledger/journals.tsx')).Journals }),
      },
      {
        path: 'journals/:id',
        lazy: async () => ({ Component: (await import('../ledger/journal.tsx')).JournalPage }),
      },
      {
        path: 'ledger',
        lazy: async () => ({ Component: (await import('../ledger/balances.tsx')).Balances }),
      },
      {
        path: 'reports/ageing',
        lazy: async () => ({ Component: (await import('../reports/ageing.tsx')).Ageing }),
      },
      {
        path: 'reports/ageing/invoices',
        lazy: async () => ({ Component: (await import('../reports/aged-invoices.tsx')).AgedInvoices }),
      },
      {
        path: 'reports/roll-forward',
        lazy: async () => ({ Component: (await import('../reports/roll-forward.tsx')).RollForward }),
      },
      {
        path: 'reports/advanced-costs',
        lazy: async () => ({ Component: (await import('../reports/advanced-costs.tsx')).AdvancedCosts }),
      },
      {
        path: 'reports/trial-balance',
        lazy: async () => ({ Component: (await import('../reports/trial-balance.tsx')).TrialBalance }),
      },
      {
        path: 'reports/billing',
        lazy: async () => ({ Component: (await import('../reports/register.tsx')).Register }),
      },
      {
        path: 'reports/realisation',
        lazy: async () => ({ Component: (await import('../reports/ladder.tsx')).Ladder }),
      },
      {
        path: 'reports/statement',
        lazy: async () => ({ Component: (await import('../reports/statement.tsx')).Statement }),
      },
      { path: 'setup', lazy: async () => ({ Component: (await import('../setup/setup.tsx')).Setup }) },
      { path: 'audit', lazy: async () => ({ Component: (await import('../audit/audit.tsx')).Audit }) },
      { path: 'books', lazy: async () => ({ Component: (await import('../audit/books.tsx')).Books }) },
      { path: '*', Component: Missing },
    ],
  },
]);

export function App() {
  return <RouterProvider router={router} />;
}
