import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFileText, IconLayoutSidebarRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { InformationButton } from '../information/make-dialog.tsx';
import { StateBadge } from '../parts/state.tsx';
import type { useAlong } from './along.ts';
import type { Sheet } from './operations.ts';
import type { SaveState } from './use-desk.ts';

const SAVE_WORDS: Readonly<Record<SaveState, string>> = {
  saved: 'Saved',
  saving: 'Saving …',
  'not-saved': 'Not saved',
};

type Alongside = ReturnType<typeof useAlong>;

export function deskCrumb(sheet: Sheet, { list }: Alongside): ReactNode {
  const others = sheet.matters.length - 1;
  const facts =
    others > 0
      ? [`and ${counted(others, 'more matter')}`]
      : [
          sheet.matter.name.includes(sheet.matter.title) ? '' : sheet.matter.title,
          sheet.matter.jurisdiction,
          sheet.matter.applicationNumber,
          sheet.matter.clientReference,
        ].filter(Boolean);
  return (
    <>
      {list ? (
        <>
          <Link to={list.from} state={{ at: sheet.id }} title={`Back to ${list.name} (q)`}>
            {list.name}
          </Link>
          , {list.nth} of {list.of}
        </>
      ) : (
        <Link to="/proformas">Proformas</Link>
      )}{' '}
      · <Link to={`/clients/${sheet.client.id}`}>{sheet.client.name}</Link> ·{' '}
      <Link to={`/matters/${sheet.matter.id}`}>
        {sheet.matter.number} {sheet.matter.name}
      </Link>
      {facts.length > 0 ? ` · ${facts.join(' · ')}` : ''}
    </>
  );
}

export function DeskTitle({ sheet, save }: { sheet: Sheet; save: SaveState }) {
  return (
    <span style={{ display: 'inline-flex', gap: 14, alignItems: 'baseline', flexWrap: 'wrap' }}>
      {`Proforma ${sheet.number}`}
      <span
        style={{
          fontFamily: 'Inter Variable',
          fontSize: 13,
          letterSpacing: 0,
          display: 'inline-flex',
          gap: 14,
        }}
      >
        <StateBadge state={sheet.state} />
        <span className="save" data-state={save} role="status">
          {SAVE_WORDS[save]}
        </span>
      </span>
    </span>
  );
}

interface DeskLinksProps {
  readonly sheet: Sheet;
  readonly along: Alongside;
  readonly onPanel: () => void;
  readonly children: ReactNode;
}

export function DeskLinks({ sheet, along, onPanel, children }: DeskLinksProps) {
  return (
    <>
      {sheet.invoices.map((invoice) => (
        <Button key={invoice.id} component={Link} to={`/invoices/${invoice.id}`} variant="default">
          Invoice {invoice.number}
        </Button>
      ))}
      {children}
      {sheet.state === 'billed'
        ? null
        : sheet.payers.map((payer) => (
            <Button
              key={payer.payerId}
              component="a"
              href={`/api/proformas/${sheet.id}/draft.pdf?payerId=${payer.payerId}`}
              target="_blank"
              rel="noreferrer"
              variant="default"
              leftSection={<IconFileText size={14} aria-hidden />}
              title={`The invoice to ${payer.name} as it would be today, marked as a draft; takes no number`}
            >
              {sheet.payers.length > 1 ? `Preview: ${payer.name}` : 'Preview PDF'}
            </Button>
          ))}
      {sheet.state === 'billed' || sheet.state === 'closed' ? null : (
        <InformationButton
          of={{ proformaId: sheet.id }}
          word="For information"
          hint="A copy to show to the client or a partner; it is never billed"
        />
      )}
      {sheet.client.ebilled && sheet.state !== 'billed' ? (
        <Button
          component="a"
          href={`/api/proformas/${sheet.id}/draft-ledes.txt`}
          target="_blank"
          rel="noreferrer"
          variant="default"
          title="The LEDES file as it would be today, or why it can’t be made"
        >
          Preview LEDES
        </Button>
      ) : null}
      <Button
        variant="default"
        leftSection={<IconLayoutSidebarRight size={14} aria-hidden />}
        onClick={onPanel}
        title="Redline, comments, files, what helps to judge, history (l, c, u, b, y)"
      >
        Panel
      </Button>
      <span className="nowrap">
        <ActionIcon
          aria-label="Previous proforma"
          title="Previous proforma ([)"
          disabled={along.previousId === null}
          onClick={along.previous}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label="Next proforma"
          title="Next proforma (])"
          disabled={along.nextId === null}
          onClick={along.next}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </span>
    </>
  );
}
