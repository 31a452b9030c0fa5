import { Button, Textarea } from '@mantine/core';
import { type Ref, useState } from 'react';
import { Link } from 'react-router';
import { cellKey, reword, type Week } from './use-week.ts';
import { type Card, cardsOn, codesOf, lockOf, type WeekRow } from './week-rows.ts';

interface WordsProps {
  readonly week: Week;
  readonly timekeeperId: string;
  readonly row: WeekRow;
  readonly day: string;
  readonly may: boolean;
  readonly box: Ref<HTMLTextAreaElement>;
  readonly onSaved: () => void;
}

/** The words of the cell under the cursor, and what is wrong with it. */
export function WeekWords(props: WordsProps) {
  const { week, timekeeperId, row, day } = props;
  const draft = week.drafts[cellKey(timekeeperId, row, day)];
  const cards = cardsOn(row, day);
  return (
    <section className="week-words" aria-label="The cell’s cards">
      <div className="quiet small">
        {row.matter} {codesOf(row)} · {day}
      </div>
      {draft && draft.sentence !== '' ? (
        <div className={draft.state === 'refused' ? 'refusal' : 'note'} role="alert">
          {draft.sentence}
        </div>
      ) : null}
      {cards.length === 0 || draft ? <NewWords {...props} known={cards[0]?.narrative ?? ''} /> : null}
      {draft
        ? null
        : cards.map((card) => <Recorded key={card.id} {...props} card={card} single={cards.length === 1} />)}
    </section>
  );
}

/** Words for hours that are no card yet. */
function NewWords({ week, timekeeperId, row, day, may, box, onSaved, known }: WordsProps & { known: string }) {
  const cell = { timekeeperId, row, day };
  const draft = week.drafts[cellKey(timekeeperId, row, day)];
  const [only] = cardsOn(row, day);
  if (!may) return <p className="quiet">Nothing is recorded here.</p>;
  const record = async (): Promise<void> => {
    if ((await week.save(cell)) === 'saved') onSaved();
  };
  return (
    <>
      <Textarea
        ref={box}
        label="Narrative"
        autosize
        minRows={2}
        maxRows={6}
        placeholder={known || 'What was done'}
        value={draft?.narrative ?? ''}
        disabled={draft?.state === 'saving'}
        onChange={(e) => week.change(cell, { narrative: e.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          void record();
        }}
      />
      <div className="row" style={{ marginTop: 6 }}>
        <Button
          size="compact-sm"
          loading={draft?.state === 'saving'}
          disabled={!draft || draft.typed.trim() === ''}
          onClick={() => void record()}
        >
          {draft?.state === 'refused' ? 'Try again' : 'Record'}
        </Button>
        {draft && only && draft.typed.trim() === '' ? (
          <Button size="compact-sm" color="red" onClick={() => void week.takeBack(cell, only)}>
            Take the card back
          </Button>
        ) : null}
        {draft ? (
          <Button size="compact-sm" variant="default" onClick={() => week.drop(cell)}>
            {only ? 'Leave it as it was' : 'Drop it'}
          </Button>
        ) : (
          <span className="small quiet">Type the hours in the cell first; Enter comes here, Enter records.</span>
        )}
      </div>
    </>
  );
}

function Recorded({ may, card, single, box }: WordsProps & { card: Card; single: boolean }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const lock = lockOf(card);
  const words = typed ?? card.narrative;
  const save = async (): Promise<void> => {
    setBusy(true);
    const refused = await reword(card, words.trim());
    setBusy(false);
    setWrong(refused);
    if (refused === null) setTyped(null);
  };
  return (
    <div className="week-card">
      <div className="small">
        <Link to={`/cards/${card.id}`}>Card {card.number}</Link> {card.workedHours} h
        <span className="quiet"> · {card.where.sentence}</span>
      </div>
      {wrong ? (
        <div className="refusal" role="alert">
          {wrong}
        </div>
      ) : null}
      {lock === '' && may ? (
        <Textarea
          ref={single ? box : null}
          aria-label={`Narrative of card ${card.number}`}
          autosize
          minRows={1}
          maxRows={6}
          value={words}
          onChange={(e) => setTyped(e.currentTarget.value)}
        />
      ) : (
        <div>{card.narrative}</div>
      )}
      {typed !== null && typed.trim() !== card.narrative ? (
        <div className="row" style={{ marginTop: 6 }}>
          <Button size="compact-sm" loading={busy} disabled={words.trim() === ''} onClick={() => void save()}>
            Save the words
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setTyped(null)}>
            Leave them
          </Button>
        </div>
      ) : null}
    </div>
  );
}
