import type { Handler } from '../../platform/command.ts';
import { answerAgeing, setAgeingPolicy } from './commands/answer.ts';
import { decidePurge, restorePurged } from './commands/decide.ts';
import { sendAgeingLists } from './commands/send.ts';
import { listAgeing, listAttorneys, showAgeingPolicy } from './queries/lists.ts';

export const routes: readonly Handler[] = [
  setAgeingPolicy,
  showAgeingPolicy,
  sendAgeingLists,
  listAgeing,
  listAttorneys,
  answerAgeing,
  decidePurge,
  restorePurged,
];
