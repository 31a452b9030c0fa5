import { QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Endpoint, OutputOf } from '../../kernel/endpoint.ts';
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

/** Does a command, then asks afresh for all that is on the screen: what follows from a change is the server's to say. */
export function useDo<E extends Endpoint<'command'>>(endpoint: E) {
  const client = useQueryClient();
  return useMutation<OutputOf<E>, Error, { input: AskOf<E>; options?: DoOptions }>({
    mutationFn: ({ input, options }) => perform(endpoint, input, options),
    onSuccess: async (_value, { options }) => {
      if (!options?.dryRun) await client.invalidateQueries();
    },
  });
}
