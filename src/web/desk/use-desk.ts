import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Endpoint } from '../../kernel/endpoint.ts';
import { editProforma, gatherCards, redoEdit, showProforma, undoEdit } from '../../modules/proformas/contract.ts';
import { type AskOf, perform, sentenceOf } from '../api/client.ts';
import { keyOf, useAsk } from '../api/use.ts';
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

interface After {
  readonly sentence: string;
  readonly sheet: Sheet;
}

/** The desk's dealings with the server: one edit after the other, each saved as it is made. */
export function useDesk(id: string) {
  const client = useQueryClient();
  const asked = useAsk(showProforma, { id });
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const [save, setSave] = useState<SaveState>('saved');
  const [said, setSaid] = useState('');
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);

  const latest = useCallback(() => client.getQueryData<Sheet>(keyOf(showProforma, { id })), [client, id]);

  /** Waits for the edits before it, so that each carries the versions that they left. */
  const inTurn = useCallback(
    async (act: (sheet: Sheet) => Promise<After>, failed: (error: unknown) => void): Promise<boolean> => {
      waiting.current += 1;
      setSave('saving');
      const mine = queue.current.then(async () => {
        const sheet = latest();
        if (!sheet) return false;
        try {
          const after = await act(sheet);
          client.setQueryData(keyOf(showProforma, { id }), after.sheet);
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
      if (!done) await client.invalidateQueries({ queryKey: keyOf(showProforma, { id }) });
      return done;
    },
    [client, id, latest],
  );

  const send = useCallback(
    (operation: Operation, words: { lineId?: string; field?: string; typed?: string } = {}): Promise<boolean> => {
      const attempt = (make: (sheet: Sheet) => Operation): Promise<boolean> =>
        inTurn(
          (sheet) => perform(editProforma, { id, operation: make(sheet) }),
          (error) =>
            setUnsaved({
              sentence: sentenceOf(error),
              lineId: words.lineId ?? null,
              field: words.field ?? '',
              typed: words.typed ?? '',
              again: () => {
                setUnsaved(null);
                void attempt((sheet) =>
                  'lines' in operation
                    ? withLines(
                        operation,
                        sheet,
                        operation.lines.map((l) => l.id),
                      )
                    : operation,
                );
              },
            }),
        );
      return attempt((sheet) =>
        'lines' in operation && waiting.current > 1
          ? withLines(
              operation,
              sheet,
              operation.lines.map((l) => l.id),
            )
          : operation,
      );
    },
    [id, inTurn],
  );

  const simple = <E extends Endpoint<'command'>>(endpoint: E) =>
    inTurn(
      async () => (await perform(endpoint, { id } as AskOf<E>)) as After,
      (error) =>
        setUnsaved({
          sentence: sentenceOf(error),
          lineId: null,
          field: '',
          typed: '',
          again: () => setUnsaved(null),
        }),
    );

  return {
    asked,
    save,
    said,
    unsaved,
    dropUnsaved: () => {
      setUnsaved(null);
      setSave('saved');
    },
    refuse: (wrong: Unsaved) => {
      setUnsaved(wrong);
      setSave('not-saved');
    },
    send,
    operate: (
      operation: OnLines,
      ids: readonly string[],
      words?: { lineId?: string; field?: string; typed?: string },
    ) => {
      const sheet = latest();
      return sheet ? send(withLines(operation, sheet, ids), words) : Promise.resolve(false);
    },
    undo: () => void simple(undoEdit),
    redo: () => void simple(redoEdit),
    gather: () => void simple(gatherCards),
  };
}

export type Desk = ReturnType<typeof useDesk>;
