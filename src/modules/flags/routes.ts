import type { Handler } from '../../platform/command.ts';
import { applyFixes } from './commands/apply.ts';
import { backTest } from './commands/backtest.ts';
import { addWord, removeWord } from './commands/dictionary.ts';
import { acknowledgeGuideline, addGuideline, addGuidelineVersion, adoptGuideline } from './commands/guidelines.ts';
import { lookAtProformas } from './commands/look.ts';
import { checkSample, readInvoice, setDigest, setSamplePolicy } from './commands/quality.ts';
import { setRule } from './commands/rules.ts';
import { waiveFlag, withdrawWaiver } from './commands/waive.ts';
import { listBackTests } from './queries/backtests.ts';
import { listWords, spellWords } from './queries/dictionary.ts';
import { showDigest } from './queries/digest.ts';
import { listFlags } from './queries/flags.ts';
import { guidelineTemplates, listGuidelines, showGuideline } from './queries/guidelines.ts';
import { listAudits, listSamples } from './queries/quality.ts';
import { showQueue } from './queries/queue.ts';
import { listRules, testRule } from './queries/rules.ts';

export const routes: readonly Handler[] = [
  listFlags,
  showQueue,
  listRules,
  testRule,
  listBackTests,
  showDigest,
  setDigest,
  waiveFlag,
  withdrawWaiver,
  applyFixes,
  lookAtProformas,
  setRule,
  backTest,
  listGuidelines,
  showGuideline,
  guidelineTemplates,
  addGuideline,
  addGuidelineVersion,
  adoptGuideline,
  acknowledgeGuideline,
  listSamples,
  setSamplePolicy,
  checkSample,
  listAudits,
  readInvoice,
  listWords,
  addWord,
  removeWord,
  spellWords,
];
