import type { Handler } from '../../platform/command.ts';
import { exportLedger } from './queries/export.ts';
import { journalQueries } from './queries/journals.ts';
import { trialBalance } from './queries/trial-balance.ts';

export const routes: readonly Handler[] = [...journalQueries, trialBalance, exportLedger];
