import { SegmentedControl } from '@mantine/core';
import { diffWordsWithSpace } from 'diff';
import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showRedline } from '../../modules/proformas/contract/redline.ts';
import { useAsk } from '../api/use.ts';
import { momentText } from '../parts/day.tsx';
import { Answer, Empty } from '../parts/page.tsx';
import type { PanelProps } from './panel.tsx';
import { Proposals } from './proposals.tsx';

type Redline = OutputOf<typeof showRedline>;

/** The difference of two texts, word by word: what went is struck, what came is underlined. */
function TextDifference({ before, after }: { before: string; after: string }) {
  return (
    <span className="difference">
      {diffWordsWithSpace(before, after).map((part, i) =>
        part.removed ? (
          <del key={i}>{part.value}</del>
        ) : part.added ? (
          <ins key={i}>{part.value}</ins>
        ) : (
          <span key={i}>{part.value}</span>
        ),
      )}
    </span>
  );
}

/** What a field said and says: words word by word, figures as a whole. */
export function FieldDifference({ field, before, after }: { field: string; before: string; after: string }) {
  if (field === 'narrative') return <TextDifference before={before} after={after} />;
  return (
    <span className="difference">
      <del>{before === '' ? 'none' : before}</del> <ins>{after === '' ? 'none' : after}</ins>
    </span>
  );
}

/** Proposals to decide, then what changed since generation or since one last looked. */
export function RedlinePanel(props: PanelProps) {
  const { sheet } = props;
  const [since, setSince] = useState<'generation' | 'look'>('generation');
  const redline = useAsk(showRedline, { id: sheet.id, since });
  return (
    <>
      <Proposals {...props} />
      <h2 className="section">Changed</h2>
      <SegmentedControl
        fullWidth
        aria-label="Since when"
        data={[
          { value: 'generation', label: 'Since generation' },
          { value: 'look', label: 'Since I last looked' },
        ]}
        value={since}
        onChange={setSince}
      />
      <Answer of={redline} rows={5}>
        {(data) => <Changes redline={data} since={since} />}
      </Answer>
    </>
  );
}

function Changes({ redline, since }: { redline: Redline; since: 'generation' | 'look' }) {
  const none = redline.lines.length === 0 && redline.others.length === 0;
  if (none)
    return (
      <Empty
        what={since === 'look' ? 'Nothing changed since you last looked.' : 'Nothing was edited since generation.'}
        how="Edits of anybody come here, each beside what was there before."
      />
    );
  return (
    <>
      {since === 'look' && redline.since ? (
        <p className="small quiet">You last looked on {momentText(redline.since)}.</p>
      ) : null}
      {redline.lines.length > 0 ? <p className="small quiet">{counted(redline.lines.length, 'line')} changed</p> : null}
      {redline.lines.map((line) => (
        <div key={line.id} className="panel-row">
          <div className="small quiet">
            Card {line.cardNumber} · {line.workDate} {line.timekeeper === '' ? '' : `· ${line.timekeeper}`}
          </div>
          {line.fields.map((field) => (
            <div key={field.field}>
              <span className="small quiet">{field.field}: </span>
              <FieldDifference {...field} />
              <span className="small quiet"> {field.who}</span>
            </div>
          ))}
        </div>
      ))}
      {redline.others.map((other) => (
        <div key={other.sequence} className="panel-row">
          <div className={other.undone ? 'struck' : ''}>{other.sentence}</div>
          <div className="small quiet">
            {other.who}, {momentText(other.recordedAt)}
            {other.reason === '' ? '' : `. Reason: ${other.reason}`}
            {other.undone ? '. Undone since.' : ''}
          </div>
        </div>
      ))}
    </>
  );
}
