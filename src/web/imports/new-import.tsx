import { Button, FileInput, Textarea } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { previewImport, startImport } from '../../modules/cards/contract.ts';
import { type AskOf, send } from '../api/client.ts';
import { useDo } from '../api/use.ts';
import { Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { PreviewEditor, type Settings } from './preview-editor.tsx';

export type Preview = OutputOf<typeof previewImport>;
type Source = Pick<AskOf<typeof previewImport>, 'fileName' | 'file'>;

/** A file dropped, chosen or pasted; read and asked about before anything is taken. */
export function NewImport() {
  const navigate = useNavigate();
  const [source, setSource] = useState<Source | null>(null);
  const [pasted, setPasted] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const preview = useDo(previewImport);
  const start = useDo(startImport);
  const look = (next: Source, settings?: Settings): void => {
    setSource(next);
    setFailed(null);
    preview.mutate({
      input: {
        ...next,
        ...(settings
          ? { mapping: settings.mapping, createMissing: settings.createMissing, entityCode: settings.entityCode }
          : {}),
      },
      options: { dryRun: false },
    });
  };
  const take = async (file: File | null): Promise<void> => {
    if (!file) return;
    try {
      const { uploaded } = (await send('/api/uploads', { method: 'PUT', body: file })) as { uploaded: string };
      look({ fileName: file.name, file: { uploaded } });
    } catch (error) {
      setFailed(error);
    }
  };
  const begin = (settings: Settings): void => {
    if (!source) return;
    start.mutate(
      {
        input: {
          ...source,
          ...settings,
        },
      },
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
        void take(event.dataTransfer.files[0] ?? null);
      }}
    >
      <Refusal error={failed ?? start.error ?? preview.error} />
      <div className="filters" style={{ alignItems: 'flex-start' }}>
        <FileInput
          size="xs"
          label="A file"
          description="CSV, XLSX or LEDES 1998B; drop it anywhere here."
          placeholder="Choose a file"
          w={300}
          accept=".csv,.txt,.tsv,.xlsx"
          onChange={(file) => void take(file)}
          clearable
        />
        <Textarea
          label="or rows pasted from a spreadsheet"
          description="With their header line."
          w={420}
          autosize
          minRows={2}
          maxRows={8}
          value={pasted}
          onChange={(e) => setPasted(e.currentTarget.value)}
        />
        <Button
          mt={42}
          variant="default"
          disabled={pasted.trim() === ''}
          onClick={() => look({ fileName: 'pasted rows', file: { text: pasted } })}
        >
          Read them
        </Button>
      </div>
      {preview.isPending ? <p className="quiet">Reading the file …</p> : null}
      {preview.data && source ? (
        <PreviewEditor
          key={preview.data.uploaded}
          preview={preview.data}
          busy={start.isPending}
          onChange={(settings) => look(source, settings)}
          onStart={begin}
        />
      ) : null}
    </div>
  );
}
