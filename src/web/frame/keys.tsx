import { ActionIcon, Modal } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';

const KEYS: readonly { readonly group: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    group: 'Everywhere',
    keys: [
      ['/', 'find anything'],
      ['?', 'this sheet'],
      ['Enter', 'open the row'],
      ['arrows', 'move in a list'],
      ['Esc', 'leave a dialog or a cell'],
    ],
  },
  {
    group: 'Desk: the row, or all selected rows',
    keys: [
      ['Space', 'select'],
      ['e', 'exclude or include'],
      ['h', 'hold or release'],
      ['n', 'no charge on or off'],
      ['p', 'print on or off'],
      ['t', 'transfer'],
      ['d', 'divide'],
      ['m', 'combine'],
      ['Ctrl+H', 'find and replace in narratives'],
      ['w', 'write down or up'],
      ['x', 'purge'],
      ['r', 're-rate'],
      ['o', 'restore what was recorded'],
    ],
  },
  {
    group: 'Desk',
    keys: [
      ['Enter or F2', 'edit the cell'],
      ['Tab', 'next cell'],
      ['Ctrl+Z', 'undo'],
      ['Ctrl+Shift+Z', 'redo'],
      ['a', 'adjustment'],
      ['g', 'gather new cards'],
      ['[ and ]', 'previous, next proforma, of the queue one came from'],
      ['q', 'back to that queue'],
      ['f', 'flags; . applies the first suggestion'],
      ['l', 'redline and proposals'],
      ['c', 'comments'],
      ['i', 'internal note on the row'],
      ['u', 'files'],
      ['b', 'what helps to judge'],
      ['y', 'history'],
      ['Ctrl+Enter', 'submit, or the next step'],
    ],
  },
  {
    group: 'Pre-review',
    keys: [
      ['up, down', 'flag before, flag after'],
      ['[ and ]', 'previous, next proforma'],
      ['.', 'apply the suggestion'],
      ['w', 'waive, with a reason'],
      ['Ctrl+Z', 'undo'],
      ['Enter', 'open the desk'],
      ['Ctrl+Enter', 'submit, and go on'],
    ],
  },
  {
    group: 'Recording',
    keys: [
      ['t', 'today, in a day field'],
      ['-1', 'yesterday, in a day field'],
      ['Enter', 'record the card'],
      ['[ and ]', 'week before, week after'],
      ['arrows, Tab', 'move in the week'],
      ['Enter', 'from the hours to the words'],
      ['1:30, 1,5, 90m', 'hours as you think of them'],
    ],
  },
];

export function Keys({ opened, onOpen, onClose }: { opened: boolean; onOpen: () => void; onClose: () => void }) {
  return (
    <>
      <ActionIcon aria-label="All keys" title="All keys (?)" onClick={onOpen} visibleFrom="sm">
        <IconKeyboard size={18} aria-hidden />
      </ActionIcon>
      <Modal opened={opened} onClose={onClose} title="Keys" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
        <div className="two" style={{ gridTemplateColumns: 'repeat(auto-fit, minmax(230px, 1fr))' }}>
          {KEYS.map(({ group, keys }) => (
            <div key={group}>
              <h2 className="section">{group}</h2>
              <dl className="facts">
                {keys.map(([key, what]) => (
                  <div key={key} style={{ display: 'contents' }}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </div>
      </Modal>
    </>
  );
}
