import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showEngagement } from '../../modules/terms/contract/engagements.ts';
import { queryText } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText, spanText } from '../parts/day.tsx';
import { Answer, Empty, Facts, Page, Section } from '../parts/page.tsx';
import type { Version } from './clause-draft.ts';
import { ClauseForm } from './clause-form.tsx';
import { Charged, DueCharges, SuccessDialog } from './charges.tsx';
import { Documents } from './documents.tsx';
import { HeldBack } from './held-back.tsx';
import { BackDialog, EndDialog } from './end-dialogs.tsx';
import { Uses } from './use-bar.tsx';

export type Engagement = OutputOf<typeof showEngagement>;
type Open =
  | { readonly form: 'clause'; readonly version: Version | null }
  | { readonly form: 'end' | 'back' | 'success'; readonly version: Version }
  | { readonly form: 'end-all' }
  | null;

export function EngagementPage() {
  const id = useParams()['id'] ?? '';
  const engagement = useAsk(showEngagement, { id });
  return engagement.data ? (
    <Inside of={engagement.data} />
  ) : (
    <Page title="Engagement">
      <Answer of={engagement}>{() => null}</Answer>
    </Page>
  );
}

function Inside({ of }: { of: Engagement }) {
  const may = useMay()('set up matters') && of.to === null;
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <Page
      title={of.title}
      crumb={
        <>
          <Link to="/engagements">Engagements</Link> · <Link to={`/clients/${of.clientId}`}>{of.client}</Link>
        </>
      }
      aside={
        <>
          <Button
            variant="default"
            component="a"
            href={`/api/engagements/letter.pdf${queryText({ id: of.id })}`}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconFileTypePdf size={15} aria-hidden />}
          >
            {of.signedOn === null ? 'Draft letter' : 'Letter'}
          </Button>
          {may ? (
            <>
              <Button variant="default" onClick={() => setOpen({ form: 'end-all' })}>
                End it
              </Button>
              <Button onClick={() => setOpen({ form: 'clause', version: null })}>Add a clause</Button>
            </>
          ) : null}
        </>
      }
    >
      <Section title="Clauses">
        {of.lines.length === 0 ? (
          <Empty
            what="No clause yet."
            how="Add what the letter agrees, clause by clause. Each is applied from its day on, and cited."
          />
        ) : (
          <div className="scroll-x">
            <table className="ruled stacks">
              <thead>
                <tr>
                  <th>No.</th>
                  <th>Executed as</th>
                  <th>Words of the letter</th>
                  <th>Counts</th>
                  <th />
                </tr>
              </thead>
              {of.lines.map((line) => (
                <ClauseRows key={line.lineId} line={line} may={may} onOpen={setOpen} />
              ))}
            </table>
          </div>
        )}
      </Section>
      <DueCharges engagementId={of.id} />
      <HeldBack engagementId={of.id} />
      <Charged of={of} />
      <div className="two">
        <Section title="Used and left">
          {of.uses.length === 0 ? (
            <p className="quiet">No price, tier or limit is counted today.</p>
          ) : (
            <Uses uses={of.uses} />
          )}
        </Section>
        <div>
          <Section title="Particulars">
            <Facts
              of={[
                ['Parties', of.parties],
                ['Signed', of.signedOn ?? ''],
                ['Counts', spanText(of)],
                ['Ended because', of.endedReason],
                [
                  'For',
                  of.matters.length === 0 ? 'all matters of the client' : of.matters.map((m) => m.number).join(', '),
                ],
              ]}
            />
          </Section>
          <Documents of={of} />
        </div>
      </div>
      {open?.form === 'clause' ? <ClauseForm engagement={of} version={open.version} onClose={close} /> : null}
      {open?.form === 'end' || open?.form === 'end-all' ? (
        <EndDialog of={of} version={open.form === 'end' ? open.version : null} onClose={close} />
      ) : null}
      {open?.form === 'success' ? <SuccessDialog of={of} version={open.version} onClose={close} /> : null}
      {open?.form === 'back' ? <BackDialog version={open.version} onClose={close} /> : null}
    </Page>
  );
}

interface RowsProps {
  readonly line: Engagement['lines'][number];
  readonly may: boolean;
  readonly onOpen: (open: Open) => void;
}

/** A clause with its versions, newest first; the one that counts today stands out. */
function ClauseRows({ line, may, onOpen }: RowsProps) {
  const latest = line.versions.find((v) => v.withdrawn === null);
  return (
    <tbody>
      {line.versions.map((version) => (
        <tr key={version.id} className={version.id === line.current?.id ? '' : 'quiet'}>
          <td className="nowrap">{version.number}</td>
          <td>
            {version.terms.kind === 'other' ? <span className="quiet">kept and cited</span> : version.said}
            {version.reason === '' ? null : <div className="small quiet">Amended: {version.reason}</div>}
            {version.endedReason === '' ? null : <div className="small quiet">Ended: {version.endedReason}</div>}
            {version.withdrawn === null ? null : <div className="small">Taken back: {version.withdrawn}</div>}
          </td>
          <td style={{ maxWidth: '46ch' }}>{version.words}</td>
          <td className="nowrap" title={`${version.recordedBy}, ${momentText(version.recordedAt)}`}>
            {version.withdrawn === null ? spanText(version) : <s>{spanText(version)}</s>}
          </td>
          <td className="num nowrap">
            {may && version.id === latest?.id ? (
              <>
                {version.terms.kind === 'success' && version.id === line.current?.id ? (
                  <>
                    <Button size="compact-xs" onClick={() => onOpen({ form: 'success', version })}>
                      Charge
                    </Button>{' '}
                  </>
                ) : null}
                {version.to === null ? (
                  <>
                    <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: 'clause', version })}>
                      Amend
                    </Button>{' '}
                    <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: 'end', version })}>
                      End
                    </Button>{' '}
                  </>
                ) : null}
                <Button size="compact-xs" variant="default" onClick={() => onOpen({ form: 'back', version })}>
                  Take back
                </Button>
              </>
            ) : null}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
