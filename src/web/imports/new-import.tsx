import { type DragEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { previewImport, startImport } from '../../modules/cards/contract.ts';
import { type AskOf, perform, send } from '../api/client.ts';
import { useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { GivenFile } from './given-file.tsx';
import { saveText } from './save-text.ts';
import { PreviewEditor } from './preview-editor.tsx';

export type Preview = OutputOf<typeof previewImport>;
export type Mapping = Preview['mapping'];
type Source = Pick<AskOf<typeof previewImport>, 'fileName' | 'file'>;

/** What was chosen beside the mapping; it stands while the file is read again and whatever that says. */
export interface Choices {
  readonly createMissing: boolean;
  /** the legal entity for what is opened; empty where the firm has one */
  readonly entityCode: string;
  readonly allOrNothing: boolean;
  /** null: as the file's layout is remembered already */
  readonly rememberAs: string | null;
}

/** A file dropped, chosen or pasted; read and asked about before anything is taken. */
export function NewImport() {
  const navigate = useNavigate();
  const { entities } = useMe().firm;
  const fresh: Choices = {
    createMissing: false,
    entityCode: entities.length === 1 ? '' : (entities[0]?.code ?? ''),
    allOrNothing: false,
    rememberAs: null,
  };
  const [source, setSource] = useState<Source | null>(null);
  const [choices, setChoices] = useState(fresh);
  const [mapping, setMapping] = useState<Mapping | undefined>();
  // The last good answer stays on the screen while the next is under way, and beside a refusal of it.
  const [shown, setShown] = useState<Preview | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const preview = useDo(previewImport);
  const start = useDo(startImport);
  const look = (of: Source, under: Mapping | undefined, { createMissing, entityCode }: Choices): void => {
    setFailed(null);
    start.reset();
    preview.mutate(
      { input: { ...of, ...(under ? { mapping: under } : {}), createMissing, entityCode } },
      { onSuccess: setShown },
    );
  };
  const mend = async (): Promise<void> => {
    if (!source) return;
    try {
      const { createMissing, entityCode } = choices;
      const input = { ...source, ...(mapping ? { mapping } : {}), createMissing, entityCode, toMend: true };
      const { toMend } = await perform(previewImport, input);
      if (toMend) saveText(toMend.text, toMend.fileName, toMend.mediaType);
    } catch (error) {
      setFailed(error);
    }
  };
  const begin = (next: Source): void => {
    setSource(next);
    setChoices(fresh);
    setMapping(undefined);
    setShown(null);
    look(next, undefined, fresh);
  };
  const read = async (file: File | null): Promise<void> => {
    if (!file) return;
    try {
      const { uploaded } = (await send('/api/uploads', { method: 'PUT', body: file })) as { uploaded: string };
      begin({ fileName: file.name, file: { uploaded } });
    } catch (error) {
      setFailed(error);
    }
  };
  const again = (under = mapping, chosen = choices): void => {
    setMapping(under);
    setChoices(chosen);
    if (source) look(source, under, chosen);
  };
  const take = (): void => {
    if (!source || !shown) return;
    const input = { ...source, mapping: mapping ?? shown.answered, ...choices };
    start.mutate(
      { input: { ...input, rememberAs: choices.rememberAs ?? shown.remembered ?? '' } },
      {
        onSuccess: ({ id, state, accepted, refused }) => {
          if (state === 'done') say(`${counted(accepted, 'card')} taken, ${counted(refused, 'row')} refused.`);
          void navigate(`/imports/${id}`);
        },
      },
    );
  };
  return (
    <div
      onDragOver={(event: DragEvent) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        void read(event.dataTransfer.files[0] ?? null);
      }}
    >
      <Refusal
        error={failed ?? start.error ?? preview.error}
        {...(preview.error && !failed && !start.error ? { again: () => again() } : {})}
      />
      <GivenFile
        onFile={(file) => void read(file)}
        onText={(text) => begin({ fileName: 'pasted rows', file: { text } })}
      />
      {preview.isPending && !shown ? <p className="quiet">Reading the file …</p> : null}
      {shown ? (
        <PreviewEditor
          preview={shown}
          mapping={mapping ?? shown.answered}
          choices={choices}
          // What is on the screen is not what would be taken until the file has been read so.
          state={preview.isPending ? 'reading' : preview.isError ? 'refused' : start.isPending ? 'taking' : 'read'}
          onMapping={(next) => again(next)}
          onLook={(more) => again(mapping, { ...choices, ...more })}
          onChoose={(more) => setChoices({ ...choices, ...more })}
          onMend={() => void mend()}
          onStart={take}
        />
      ) : null}
    </div>
  );
}
