import { Severity } from '../parts/state.tsx';

/** Whether an amount may be used as it is; an unsure one says so with a shape and a word. */
export function Sureness({ of }: { of: { readonly sure: boolean; readonly checked?: string | null } }) {
  if (of.sure) return <span className="quiet">{of.checked ? 'compared' : 'sure'}</span>;
  return <Severity of="warn" word="not sure" />;
}
