import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showProforma } from '../../modules/proformas/contract/sheet.ts';
import { lookAtProforma } from '../../modules/proformas/contract/redline.ts';
import { releaseLease, takeLease } from '../../modules/proformas/contract/leases.ts';
import { perform } from '../api/client.ts';
import { keyOf } from '../api/use.ts';
import type { Sheet } from './operations.ts';

/** Remembers that one looks, so that the next time shows what changed since; in half an hour it counts once. */
export function useLook(id: string, may: boolean): void {
  useEffect(() => {
    if (may) void perform(lookAtProforma, { id }).catch(() => undefined);
  }, [id, may]);
}

type Lease = OutputOf<typeof takeLease>;

const EVERY = 10_000;

/**
 * Who is editing, renewed while the page is looked at; what another changed meanwhile is asked for. That it can't be
 * renewed interrupts nobody: the versions of the lines keep edits apart.
 */
export function useLease(id: string, mayEdit: boolean, isSaving: () => boolean) {
  const client = useQueryClient();
  const [lease, setLease] = useState<Lease | null>(null);
  const renew = useRef<(over: boolean) => Promise<void>>(() => Promise.resolve());
  useEffect(() => {
    if (!mayEdit) return;
    let gone = false;
    renew.current = async (over) => {
      const now = await perform(takeLease, { proformaId: id, over }).catch(() => null);
      if (gone || !now) return;
      setLease(now);
      const sheet = client.getQueryData<Sheet>(keyOf(showProforma, { id }));
      if (sheet && now.version > sheet.version && !isSaving())
        await client.invalidateQueries({ queryKey: keyOf(showProforma, { id }) });
    };
    const tick = (): void => void (document.visibilityState === 'visible' && renew.current(false));
    tick();
    const timer = setInterval(tick, EVERY);
    document.addEventListener('visibilitychange', tick);
    return () => {
      gone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
      void perform(releaseLease, { proformaId: id }).catch(() => undefined);
    };
  }, [client, id, mayEdit, isSaving]);
  return { lease, takeOver: () => void renew.current(true) };
}
