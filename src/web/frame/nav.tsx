import { Tooltip } from '@mantine/core';
import { NavLink } from 'react-router';
import { PLACES } from './places.ts';
import { useMay } from './session.tsx';

/** The places a person may use; the others aren't shown. */
export function Nav({ narrow, firm, onGo }: { narrow: boolean; firm: string; onGo: () => void }) {
  const may = useMay();
  return (
    <nav className="nav" aria-label="Places">
      {firm === '' || narrow ? null : <div className="firm">{firm}</div>}
      {PLACES.map(({ group, places }) => {
        const open = places.filter((place) => may(place.needs));
        if (open.length === 0) return null;
        return (
          <div key={group}>
            {group !== '' && !narrow ? <div className="nav-group">{group}</div> : null}
            {open.map(({ to, name, Icon }) => (
              <Tooltip key={to} label={name} position="right" disabled={!narrow}>
                <NavLink to={to} end={to === '/'} className="nav-link" onClick={onGo} aria-label={name}>
                  <Icon size={17} stroke={1.6} aria-hidden />
                  {narrow ? null : name}
                </NavLink>
              </Tooltip>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
