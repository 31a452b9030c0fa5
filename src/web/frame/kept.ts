import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listSettings, saveSetting } from '../../modules/firm/contract.ts';
import { type AskOf, perform } from '../api/client.ts';
import { keyOf, useAsk } from '../api/use.ts';

export type Keepable = AskOf<typeof saveSetting>['value'];

/** A personal setting: what was kept, and how to keep another. Kept half a second after the last change. */
export function useKept(key: string): { value: unknown; ready: boolean; keep: (value: Keepable) => void } {
  const client = useQueryClient();
  const settings = useAsk(listSettings, {});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = (value: Keepable): void => {
    client.setQueryData<OutputOf<typeof listSettings>>(keyOf(listSettings, {}), (before) => ({
      rows: [...(before?.rows ?? []).filter((row) => row.key !== key), { key, value }],
    }));
    clearTimeout(timer.current);
    // A layout that could not be kept is no reason to interrupt anybody.
    timer.current = setTimeout(() => void perform(saveSetting, { key, value }).catch(() => undefined), 500);
  };
  return {
    value: settings.data?.rows.find((row) => row.key === key)?.value,
    ready: !settings.isPending,
    keep,
  };
}
