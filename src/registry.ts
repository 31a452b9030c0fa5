import type { Handler } from './platform/command.ts';
import { routes as ageing } from './modules/ageing/index.ts';
import { routes as arrangements } from './modules/arrangements/index.ts';
import { routes as budgets } from './modules/budgets/index.ts';
import { routes as cards } from './modules/cards/index.ts';
import { routes as clients } from './modules/clients/index.ts';
import { routes as dispatch } from './modules/dispatch/index.ts';
import { routes as docket } from './modules/docket/index.ts';
import { routes as fees } from './modules/fees/index.ts';
import { routes as flags } from './modules/flags/index.ts';
import { routes as firm } from './modules/firm/index.ts';
import { routes as invoices } from './modules/invoices/index.ts';
import { routes as ledger } from './modules/ledger/index.ts';
import { routes as matters } from './modules/matters/index.ts';
import { routes as openings } from './modules/openings/index.ts';
import { routes as proformas } from './modules/proformas/index.ts';
import { routes as rateChanges } from './modules/rate-changes/index.ts';
import { routes as receivables } from './modules/receivables/index.ts';
import { routes as reports } from './modules/reports/index.ts';
import { routes as terms } from './modules/terms/index.ts';

/** All that can be done or asked: the HTTP routes, the CLI and the API document are made from this list. */
export const HANDLERS: readonly Handler[] = [
  ...firm,
  ...clients,
  ...matters,
  ...terms,
  ...cards,
  ...arrangements,
  ...rateChanges,
  ...fees,
  ...docket,
  ...proformas,
  ...ageing,
  ...invoices,
  ...receivables,
  ...openings,
  ...budgets,
  ...flags,
  ...dispatch,
  ...ledger,
  ...reports,
];
