import type { Handler } from '../../platform/command.ts';
import { listAdvancedCosts } from './queries/advanced-costs.ts';
import { ageingQueries } from './queries/ageing.ts';
import { clientQueries } from './queries/clients.ts';
import { findQueries } from './queries/find.ts';
import { showInventory } from './queries/inventory.ts';
import { matterQueries } from './queries/matters.ts';
import { proveBooks } from './queries/proof/prove.ts';
import { rollForwardQueries } from './queries/roll-forward.ts';
import { showLadder } from './queries/ladder.ts';
import { showBeside } from './queries/beside.ts';
import { explainPrice } from './queries/price.ts';
import { showPortfolio } from './queries/portfolio.ts';
import { registerQueries } from './queries/register.ts';
import { showStatement } from './queries/statement.ts';
import { showToday } from './queries/today.ts';

export const routes: readonly Handler[] = [
  showToday,
  showInventory,
  proveBooks,
  ...registerQueries,
  showBeside,
  explainPrice,
  showLadder,
  showStatement,
  showPortfolio,
  listAdvancedCosts,
  ...ageingQueries,
  ...rollForwardQueries,
  ...clientQueries,
  ...matterQueries,
  ...findQueries,
];
