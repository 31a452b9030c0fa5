import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { editProforma, gatherCards, redoEdit, undoEdit } from '../../modules/proformas/contract.ts';
import { showProforma } from '../../modules/proformas/contract/sheet.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { makeProposal } from '../../modules/proformas/contract/proposals.ts';
import { perform, sentenceOf } from '../api/client.ts';
import { keyOf, useAsk } from '../api/use.ts';
import { merged } from './merge.ts';
import { type OnLines, type Operation, type Sheet, withLines } from './operations.ts';

/** An edit that was not taken; what was typed is kept here until it is saved or dropped. */
export interface Unsaved {
  readonly sentence: string;
  readonly lineId: string | null;
  readonly field: string;
  readonly typed: string;
  readonly again: () => void;
}

export type SaveState = 'saved' | 'saving' | 'not-saved';

type After = Pick<OutputOf<typeof editProforma>, 'sentence'> &
  Partial<Pick<OutputOf<typeof editProforma>, 'sheet' | 'changes'>>;

/** What a turn answers; a proposal changes no line. */
type Act = (sheet: Sheet) => Promise<After>;

/** Where an edit was typed, so that it can be shown again when it isn't taken. */
interface Words {
  readonly lineId?: string | null;
  readonly field?: string;
  readonly typed?: string;
}

/** What lies open beside the lines and tells of edits. */
const LIVE = new Set(['proposals list', 'proformas redline', 'flags list', 'on-account beside']);

/** Edits wait for the ones before them, so that each carries the versions that they left. */
function useTurns(id: string) {
  const client = useQueryClient();
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const [save, setSave] = useState<SaveState>('saved');
  const [said, setSaid] = useState('');

  const latest = useCallback(() => client.getQueryData<Sheet>(keyOf(showProforma, { id })), [client, id]);

  const inTurn = useCallback(
    async (act: Act, failed: (error: unknown) => void): Promise<boolean> => {
      waiting.current += 1;
      setSave('saving');
      const mine = queue.current.then(async () => {
        const sheet = latest();
        if (!sheet) return false;
        try {
          const after = await act(sheet);
          const { sheet: whole, changes } = after;
          const now = whole ?? (changes ? merged(sheet, changes) : sheet);
          client.setQueryData(keyOf(showProforma, { id }), now);
          setSaid(after.sentence);
          return true;
        } catch (error) {
          failed(error);
          return false;
        }
      });
      queue.current = mine;
      const done = await mine;
      waiting.current -= 1;
      if (!done) setSave('not-saved');
      else if (waiting.current === 0) setSave('saved');
      // Other lists show sums of this proforma; they ask again when they are next looked at.
      void client.invalidateQueries({
        refetchType: 'none',
        predicate: (query) => query.queryKey[0] !== 'proformas' || query.queryKey[1] !== 'show',
      });
      void client.invalidateQueries({
        predicate: ({ queryKey: [noun, verb] }) => LIVE.has(`${String(noun)} ${String(verb)}`),
      });
      if (!done) await client.invalidateQueries({ queryKey: keyOf(showProforma, { id }) });
      return done;
    },
    [client, id, latest],
  );
  const othersWait = useCallback(() => waiting.current > 1, []);
  const isSaving = useCallback(() => waiting.current > 0, []);
  const settled = useCallback((): Promise<unknown> => queue.current, []);
  return { save, setSave, said, latest, inTurn, othersWait, isSaving, settled };
}

/** The operation with the versions that its lines have now. */
function renewed(operation: Operation, sheet: Sheet): Operation {
  if (!('lines' in operation)) return operation;
  return withLines(
    operation,
    sheet,
    operation.lines.map((line) => line.id),
  );
}

type Turns = ReturnType<typeof useTurns>;

/** Sends an operation as an edit, or as a proposal; what is not taken is handed back with what was typed. */
function useSend(
  id: string,
  { inTurn, othersWait }: Turns,
  proposing: boolean,
  setUnsaved: (u: Unsaved | null) => void,
) {
  return useCallback(
    (operation: Operation, { lineId = null, field = '', typed = '' }: Words = {}): Promise<boolean> => {
      const attempt = (make: (sheet: Sheet) => Operation): Promise<boolean> =>
        inTurn(
          (sheet): Promise<After> =>
            proposing
              ? perform(makeProposal, { proformaId: id, operation: make(sheet) })
              : perform(editProforma, { id, operation: make(sheet), answer: 'changes' }),
          (error) => {
            const again = (): void => {
              setUnsaved(null);
              void attempt((sheet) => renewed(operation, sheet));
            };
            setUnsaved({ sentence: sentenceOf(error), lineId, field, typed, again });
          },
        );
      return attempt((sheet) => (othersWait() ? renewed(operation, sheet) : operation));
    },
    [id, inTurn, othersWait, proposing, setUnsaved],
  );
}

/** The desk's dealings with the server: one edit after the other, each saved as it is made. */
export function useDesk(id: string) {
  const asked = useAsk(showProforma, { id });
  const turns = useTurns(id);
  const { save, setSave, said, latest, inTurn, isSaving, settled } = turns;
  const [wanted, setProposing] = useState(false);
  const may = asked.data?.may ?? [];
  // Whoever may not edit proposes; whoever may do both chooses.
  const proposing = may.includes('propose') && (wanted || !may.includes('edit'));
  const [unsaved, showUnsaved] = useState<Unsaved | null>(null);
  const kept = useRef<Unsaved | null>(null);
  const setUnsaved = useCallback((next: Unsaved | null): void => {
    kept.current = next;
    showUnsaved(next);
  }, []);
  const send = useSend(id, turns, proposing, setUnsaved);

  const simple = (act: Act): void =>
    void inTurn(act, (error) => {
      const again = (): void => setUnsaved(null);
      setUnsaved({ sentence: sentenceOf(error), lineId: null, field: '', typed: '', again });
    });
  // The edit that is seen as the latest, and no other that came since.
  const undo: Act = ({ history }) =>
    perform(undoEdit, { id, answer: 'changes', sequence: history.find((edit) => !edit.undone)?.sequence });

  return {
    asked,
    save,
    said,
    unsaved,
    dropUnsaved: () => {
      setUnsaved(null);
      setSave('saved');
    },
    proposing,
    setProposing,
    isSaving,
    /** The proforma once every edit before is saved; null while one of them waits to be saved or dropped. */
    whenSaved: async (): Promise<Sheet | null> => {
      await settled();
      return kept.current === null ? (latest() ?? null) : null;
    },
    refuse: (wrong: Unsaved) => {
      setUnsaved(wrong);
      setSave('not-saved');
    },
    send,
    operate: (operation: OnLines, ids: readonly string[], words?: Words) => {
      const sheet = latest();
      return sheet ? send(withLines(operation, sheet, ids), words) : Promise.resolve(false);
    },
    undo: () => simple(undo),
    redo: () => simple(() => perform(redoEdit, { id, answer: 'changes' })),
    gather: () => simple(() => perform(gatherCards, { id, answer: 'changes' })),
  };
}

export type Desk = ReturnType<typeof useDesk>;
