import { createContext, type ReactNode, useContext } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { Permission } from '../../kernel/permission.ts';
import type { showMe } from '../../modules/firm/contract.ts';

export type Me = OutputOf<typeof showMe>;

const Session = createContext<Me | null>(null);

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <Session value={me}>{children}</Session>;
}

/** Who is signed in. Only used below the frame, where somebody is. */
export function useMe(): Me {
  const me = useContext(Session);
  if (!me) throw new Error('Invariant broken: nobody is signed in here');
  return me;
}

/** Whether the person may do this; what they may not is not shown to them. */
export function useMay(): (permission: Permission) => boolean {
  const { person } = useMe();
  return (permission) => person.permissions.includes(permission);
}
