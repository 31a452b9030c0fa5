import { permitted } from '../../kernel/permission.ts';
import { useMe } from '../frame/session.tsx';

/** Who may review, by name. */
export function useReviewers(): { value: string; label: string }[] {
  const { people } = useMe();
  return people.filter((p) => permitted(p.roles, 'edit proformas')).map((p) => ({ value: p.id, label: p.name }));
}
