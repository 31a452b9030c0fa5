import { Button, MultiSelect, SegmentedControl, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { addComment, listComments, listMentionable, readComments } from '../../modules/proformas/contract/talk.ts';
import { perform } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { momentText } from '../parts/day.tsx';
import { Answer, Empty, Refusal } from '../parts/page.tsx';
import type { PanelProps } from './panel.tsx';

/** Comments and internal notes on the proforma and its lines. */
export function CommentsPanel(props: PanelProps) {
  const { sheet } = props;
  const comments = useAsk(listComments, { proformaId: sheet.id }, { every: 20_000 });
  const unread = comments.data?.rows.some((row) => row.unread) ?? false;
  const mayTalk = sheet.may.includes('propose') || sheet.may.includes('edit');
  useEffect(() => {
    // Seen once shown; that it could not be kept is no reason to interrupt anybody.
    if (unread) void perform(readComments, { proformaId: sheet.id }).catch(() => undefined);
  }, [unread, sheet.id]);
  return (
    <>
      {mayTalk ? <Write key={`${props.line?.id ?? ''} ${props.note}`} {...props} /> : null}
      <Answer of={comments} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty what="Nobody said anything yet." how="Write a comment; choose whom to tell, and they are told." />
          ) : (
            rows.toReversed().map((row) => (
              <div key={row.id} className="panel-row" data-testid="comment">
                <div className="small quiet">
                  {row.who}, {momentText(row.recordedAt)}
                  {row.cardNumber === '' ? '' : ` · card ${row.cardNumber}`}
                  {row.kind === 'note' ? ' · internal note' : ''}
                  {row.unread ? ' · new' : ''}
                </div>
                <div style={{ whiteSpace: 'pre-wrap' }}>{row.words}</div>
                {row.mentions.length > 0 ? <div className="small quiet">told: {row.mentions.join(', ')}</div> : null}
              </div>
            ))
          )
        }
      </Answer>
    </>
  );
}

function Write({ sheet, line, note }: PanelProps) {
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<'comment' | 'note'>(note ? 'note' : 'comment');
  const [where, setWhere] = useState<'line' | 'proforma'>(line ? 'line' : 'proforma');
  const [chosen, setChosen] = useState<string[]>([]);
  const people = useAsk(listMentionable, {}).data?.rows ?? [];
  const add = useDo(addComment);
  // Whoever is named with @ in the words is meant too.
  const named = people.filter((person) => words.includes(`@${person.name}`)).map((person) => person.id);
  const mentions = [...new Set([...chosen, ...named])];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (words.trim() === '' || add.isPending) return;
    add.mutate(
      { input: { proformaId: sheet.id, lineId: where === 'line' && line ? line.id : null, kind, words, mentions } },
      {
        onSuccess: () => {
          setWords('');
          setChosen([]);
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <div className="row">
        <SegmentedControl
          aria-label="What kind"
          data={[
            { value: 'comment', label: 'Comment' },
            { value: 'note', label: 'Internal note' },
          ]}
          value={kind}
          onChange={setKind}
        />
        {line ? (
          <SegmentedControl
            aria-label="On what"
            data={[
              { value: 'line', label: `Card ${line.cardNumber}` },
              { value: 'proforma', label: 'Proforma' },
            ]}
            value={where}
            onChange={setWhere}
          />
        ) : null}
      </div>
      <Textarea
        mt={8}
        aria-label="Words"
        placeholder="Write; @Name tells that person"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
        autosize
        minRows={2}
        maxRows={10}
        autoFocus
      />
      <MultiSelect
        mt={6}
        aria-label="Tell"
        placeholder={mentions.length === 0 ? 'Tell nobody' : ''}
        data={people.map((person) => ({ value: person.id, label: person.name }))}
        value={mentions}
        onChange={setChosen}
        searchable
        limit={50}
      />
      {add.error ? <Refusal error={add.error} /> : null}
      <Button
        type="submit"
        size="compact-sm"
        mt={8}
        mb={10}
        disabled={words.trim() === ''}
        loading={add.isPending}
        title="Ctrl+Enter"
      >
        {kind === 'note' ? 'Keep the note' : 'Comment'}
      </Button>
    </form>
  );
}
