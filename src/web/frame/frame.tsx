import { ActionIcon, Drawer, Loader } from '@mantine/core';
import { useDisclosure, useHotkeys, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebar, IconMenu2 } from '@tabler/icons-react';
import { Suspense, useEffect } from 'react';
import { Outlet, useLocation, useNavigate, useNavigation } from 'react-router';
import { showMe } from '../../modules/firm/contract.ts';
import { whenSignedOut } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { Refusal } from '../parts/page.tsx';
import { Keys } from './keys.tsx';
import { Nav } from './nav.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SearchBox } from './search-box.tsx';
import { type Me, SessionProvider } from './session.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Around every page: where one can go, who one is, the one search box. */
export function Frame() {
  const navigate = useNavigate();
  useEffect(() => {
    whenSignedOut.act = () => {
      const here = window.location.pathname + window.location.search;
      if (!here.startsWith('/sign-in')) void navigate(`/sign-in?then=${encodeURIComponent(here)}`, { replace: true });
    };
  }, [navigate]);
  const me = useAsk(showMe, {});
  if (me.data) return <Inside me={me.data} />;
  return (
    <main className="page">
      {me.error ? (
        <Refusal error={me.error} again={() => void me.refetch()} />
      ) : (
        <Loader size="sm" role="status" aria-label="Loading" />
      )}
    </main>
  );
}

function Inside({ me }: { me: Me }) {
  const [narrow, setNarrow] = useLocalStorage({ key: 'engross-narrow', defaultValue: false });
  const [menu, menuIs] = useDisclosure(false);
  const [keys, keysAre] = useDisclosure(false);
  const phone = useMediaQuery('(max-width: 760px)', window.innerWidth <= 760) ?? false;
  const busy = useNavigation().state !== 'idle';
  const { pathname } = useLocation();
  useHotkeys([
    ['shift+?', keysAre.open, { usePhysicalKeys: false }],
    ['?', keysAre.open],
  ]);
  return (
    <SessionProvider me={me}>
      <a href="#main" className="skip">
        Skip to the page
      </a>
      <div className="frame" data-narrow={narrow}>
        {phone ? (
          <Drawer
            opened={menu}
            onClose={menuIs.close}
            size={290}
            title={me.firm.name}
            closeButtonProps={{ 'aria-label': 'Close' }}
          >
            <Nav narrow={false} firm="" onGo={menuIs.close} />
          </Drawer>
        ) : (
          <Nav narrow={narrow} firm={me.firm.name} onGo={() => undefined} />
        )}
        <div style={{ minWidth: 0 }}>
          <header className="head">
            <ActionIcon
              aria-label={phone ? 'Menu' : narrow ? 'Widen the menu' : 'Narrow the menu'}
              onClick={phone ? menuIs.open : () => setNarrow(!narrow)}
            >
              {phone ? <IconMenu2 size={20} aria-hidden /> : <IconLayoutSidebar size={18} aria-hidden />}
            </ActionIcon>
            <SearchBox />
            <div className="grow" />
            {busy ? <Loader size={14} role="status" aria-label="Loading" /> : null}
            <Keys opened={keys} onOpen={keysAre.open} onClose={keysAre.close} />
            <ThemeSwitch />
            <PersonMenu />
          </header>
          <main id="main" className="page" tabIndex={-1} key={pathname} style={{ outline: 'none' }}>
            <Suspense>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
    </SessionProvider>
  );
}
