import { useSearchParams } from 'react-router';

export interface Filters {
  readonly of: (name: string) => string;
  readonly set: (name: string, value: string | null | undefined) => void;
  readonly clear: () => void;
  readonly any: boolean;
}

/** What a list is narrowed to stands in the address, so that it can be kept and sent. */
export function useFilters(): Filters {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | null | undefined): void => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null || value === undefined || value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  };
  return {
    of: (name) => params.get(name) ?? '',
    set,
    clear: () => setParams({}, { replace: true }),
    any: params.size > 0,
  };
}

/** Only what is filled in; an empty filter asks nothing. */
export function given<T extends Record<string, string>>(filters: T): Partial<T> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')) as Partial<T>;
}
