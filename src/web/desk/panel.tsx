import { ActionIcon, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { FlagPanel } from '../flags/flag-panel.tsx';
import { AttachmentsPanel } from './attachments-panel.tsx';
import { BesidePanel } from './beside-panel.tsx';
import { CommentsPanel } from './comments-panel.tsx';
import { History } from './history.tsx';
import type { Line, Sheet } from './operations.ts';
import { RedlinePanel } from './redline-panel.tsx';
import type { Desk } from './use-desk.ts';
import { WhyPanel } from './why-panel.tsx';

export interface PanelProps {
  readonly sheet: Sheet;
  readonly desk: Desk;
  /** the line under the cursor when the panel was opened or a key pressed */
  readonly line: Line | null;
  readonly note: boolean;
}

/** The tabs of the side panel, with the key of each. A tab more is a row more. */
export const PANELS: readonly { name: string; word: string; key: string; inside: (props: PanelProps) => ReactNode }[] =
  [
    { name: 'flags', word: 'Flags', key: 'f', inside: (props) => <FlagPanel {...props} /> },
    { name: 'redline', word: 'Redline', key: 'l', inside: (props) => <RedlinePanel {...props} /> },
    { name: 'why', word: 'Why', key: 'v', inside: (props) => <WhyPanel {...props} /> },
    { name: 'comments', word: 'Comments', key: 'c', inside: (props) => <CommentsPanel {...props} /> },
    { name: 'attachments', word: 'Files', key: 'u', inside: (props) => <AttachmentsPanel {...props} /> },
    { name: 'beside', word: 'Beside', key: 'b', inside: (props) => <BesidePanel {...props} /> },
    { name: 'history', word: 'History', key: 'y', inside: (props) => <History {...props} /> },
  ];

interface Open extends PanelProps {
  readonly name: string;
  readonly onName: (name: string | null) => void;
}

/** What lies beside the lines; the desk's keys go on working while it is open. */
export function Panel({ name, onName, ...props }: Open) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('[role="dialog"]')) onName(null);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [onName]);
  const panel = PANELS.find((one) => one.name === name) ?? PANELS[0];
  return (
    <aside className="desk-panel" aria-label="Beside the lines">
      <Tabs value={panel?.name ?? null} onChange={onName} keepMounted={false}>
        <div className="desk-panel-head">
          <Tabs.List style={{ flex: 1 }}>
            {PANELS.map(({ name: tab, word, key }) => (
              <Tabs.Tab key={tab} value={tab} title={`${word} (${key})`}>
                {word}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <ActionIcon aria-label="Close the panel" title="Close (Esc)" onClick={() => onName(null)}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
        {PANELS.map(({ name: tab, inside }) => (
          <Tabs.Panel key={tab} value={tab} pt={10}>
            {inside(props)}
          </Tabs.Panel>
        ))}
      </Tabs>
    </aside>
  );
}
