import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { loadSheets } from '../../proformas/index.ts';
import * as c from '../contract/information.ts';
import { informationRows } from '../queries/information.ts';
import { keepInformation, openWork, shownOf, type ToShow } from '../store/information.ts';

/** A copy that is shown and never billed: it locks and changes nothing, so a card may stand on any number of them. */
export const makeInformation: Command = handleCommand(c.makeInformation, async (work, input) => {
  const { proformaId, matterId, familyId, clientId } = input;
  if ([proformaId, matterId, familyId, clientId].filter(Boolean).length !== 1)
    return refuse('bad-input', 'Name a proforma, or a matter, a family or a client: one of them.', {
      where: 'clientId',
    });
  const throughDay = input.throughDay ?? work.today;
  if (throughDay > work.today)
    return refuse('future-date', 'The through date is in the future. Choose today or a day before.', {
      where: 'throughDay',
    });
  let shown: readonly ToShow[];
  if (proformaId === undefined) shown = await openWork(work, { matterId, familyId, clientId }, throughDay);
  else {
    const [sheet] = await loadSheets(work, [proformaId], { lock: false });
    if (!sheet) return refuse('not-found', 'There is no such proforma.', { where: 'proformaId' });
    shown = [shownOf(sheet)];
  }
  if (shown.every((one) => one.lines.length === 0))
    return refuse('nothing-to-do', 'There is no open work up to that day to show. Choose a later day.');
  const ids: string[] = [];
  for (const one of shown) {
    const id = await keepInformation(work, one, input.forWhom);
    ids.push(id);
    await work.announce({
      name: 'copy made for information',
      subject: { type: 'information_proforma', id },
      entityId: one.entityId,
      clientId: one.clientId,
      facts: {
        forWhom: input.forWhom,
        cards: one.lines.length,
        proformaId: one.proforma?.id ?? null,
        currency: one.currency,
      },
    });
  }
  return done({ made: await informationRows(work.db, { ids, limit: ids.length, offset: 0 }) });
});
