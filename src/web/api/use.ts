import { useDebouncedValue } from '@mantine/hooks';
import { QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Endpoint, OutputOf } from '../../kernel/endpoint.ts';
import type { Permission } from '../../kernel/permission.ts';
import { v4 as newKey } from 'uuid';
import { useRef } from 'react';
import { ask, type AskOf, type DoOptions, perform, Refused } from './client.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 1 && error instanceof Refused && (error.status === 0 || error.status >= 500),
    },
  },
});

export function keyOf(endpoint: Pick<Endpoint, 'noun' | 'verb'>, input: unknown): readonly unknown[] {
  return [endpoint.noun, endpoint.verb, input];
}

export interface AskHow {
  readonly enabled?: boolean;
  /** ask again after so many milliseconds, while true */
  readonly every?: number | false;
  /** show the last answer while the next is under way */
  readonly keep?: boolean;
}

/** Asks the server and keeps asking when something changed. */
export function useAsk<E extends Endpoint<'query'>>(
  endpoint: E,
  input: AskOf<E>,
  how: AskHow = {},
): UseQueryResult<OutputOf<E>> {
  return useQuery<OutputOf<E>>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => ask(endpoint, input, signal),
    enabled: how.enabled ?? true,
    refetchInterval: how.every ?? false,
    ...(how.keep ? { placeholderData: (before: OutputOf<E> | undefined) => before as never } : {}),
  });
}

/** What commands need that may change who one is and the firm one works in. Work and money don't: that isn't asked again. */
const OF_ME: ReadonlySet<Permission> = new Set(['see own', 'set up firm', 'administer']);

/** Does a command, then asks afresh for all that is on the screen: what follows from a change is the server's to say. */
export function useDo<E extends Endpoint<'command'>>(endpoint: E) {
  const client = useQueryClient();
  return useMutation<OutputOf<E>, Error, { input: AskOf<E>; options?: DoOptions }>({
    mutationFn: ({ input, options }) => perform(endpoint, input, options),
    onSuccess: async (_value, { options }) => {
      if (options?.dryRun) return;
      const aboutMe = OF_ME.has(endpoint.permission);
      await client.invalidateQueries({ predicate: ({ queryKey }) => aboutMe || queryKey[0] !== 'me' });
    },
  });
}

/** Like `useDo`, with one key for as long as the input stays the same: a second press does nothing twice. */
export function useDoOnce<E extends Endpoint<'command'>>(endpoint: E) {
  const act = useDo(endpoint);
  const said = useRef({ input: '', key: '' });
  const once = (input: AskOf<E>): Promise<OutputOf<E>> => {
    const text = JSON.stringify(input);
    if (said.current.input !== text) said.current = { input: text, key: newKey() };
    return act.mutateAsync({ input, options: { key: said.current.key } });
  };
  return { once, isPending: act.isPending, error: act.error };
}

/** What a command would do, told by the code that will do it. `current` says that the answer is for what is typed now. */
export function useRehearse<E extends Endpoint<'command'>>(endpoint: E, input: AskOf<E> | null) {
  const text = JSON.stringify(input);
  const [settled] = useDebouncedValue(text, 250);
  const rehearsed = useQuery<OutputOf<E>>({
    queryKey: ['rehearsal', endpoint.noun, endpoint.verb, settled],
    queryFn: () => perform(endpoint, JSON.parse(settled) as AskOf<E>, { dryRun: true }),
    enabled: settled !== 'null',
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const current = input !== null && settled === text;
  return { data: current ? rehearsed.data : undefined, error: current ? rehearsed.error : null, current };
}
