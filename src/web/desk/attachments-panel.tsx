import { Button, FileButton, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { addAttachment, listAttachments, removeAttachment } from '../../modules/proformas/contract/attachments.ts';
import { useAsk, useDo } from '../api/use.ts';
import { base64Of } from '../parts/base64.ts';
import { momentText } from '../parts/day.tsx';
import { Answer, Empty, Refusal } from '../parts/page.tsx';
import type { PanelProps } from './panel.tsx';

type Attachment = OutputOf<typeof listAttachments>['rows'][number];

/** Files of the proforma and of the cards on it, each to look at. */
export function AttachmentsPanel({ sheet, line }: PanelProps) {
  const files = useAsk(listAttachments, { proformaId: sheet.id });
  const add = useDo(addAttachment);
  const remove = useDo(removeAttachment);
  const [where, setWhere] = useState<'line' | 'proforma'>(line ? 'line' : 'proforma');
  const [kind, setKind] = useState<'attachment' | 'receipt'>('attachment');
  const [openId, setOpen] = useState<string | null>(null);
  const mayAdd = sheet.may.includes('propose') || sheet.may.includes('edit');
  const take = async (file: File | null): Promise<void> => {
    if (!file) return;
    const lineId = where === 'line' && line ? line.id : null;
    add.mutate({
      input: { proformaId: sheet.id, lineId, kind, fileName: file.name, base64: await base64Of(file) },
    });
  };
  return (
    <>
      {mayAdd ? (
        <div className="row">
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
          <SegmentedControl
            aria-label="What kind"
            data={[
              { value: 'attachment', label: 'File' },
              { value: 'receipt', label: 'Receipt' },
            ]}
            value={kind}
            onChange={setKind}
          />
          <FileButton onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} size="compact-sm" loading={add.isPending}>
                Attach a file
              </Button>
            )}
          </FileButton>
        </div>
      ) : null}
      {add.error || remove.error ? <Refusal error={add.error ?? remove.error} /> : null}
      <Answer of={files} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              what="Nothing is attached."
              how="Attach a receipt to a line’s card, or a file to the proforma: up to 10 MB."
            />
          ) : (
            rows.map((file) => (
              <div key={file.id} className="panel-row">
                <div className="row">
                  <button
                    type="button"
                    className="as-link grow"
                    aria-expanded={openId === file.id}
                    onClick={() => setOpen(openId === file.id ? null : file.id)}
                  >
                    {file.fileName}
                  </button>
                  <a className="small" href={`/api/documents/${file.id}?download`}>
                    Download
                  </a>
                  {sheet.may.includes('edit') ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={remove.isPending}
                      onClick={() => remove.mutate({ input: { id: file.id } })}
                    >
                      Take away
                    </Button>
                  ) : null}
                </div>
                <div className="small quiet">
                  {file.kind} {file.cardNumber === '' ? 'of the proforma' : `of card ${file.cardNumber}`},{' '}
                  {momentText(file.recordedAt)}
                </div>
                {openId === file.id ? <Preview file={file} /> : null}
              </div>
            ))
          )
        }
      </Answer>
    </>
  );
}

function Preview({ file }: { file: Attachment }) {
  const href = `/api/documents/${file.id}`;
  if (file.mediaType.startsWith('image/'))
    return <img src={href} alt={file.fileName} style={{ maxWidth: '100%', marginTop: 6 }} />;
  if (file.mediaType === 'application/pdf')
    return (
      <iframe
        src={href}
        title={file.fileName}
        sandbox="allow-same-origin"
        style={{ width: '100%', height: 420, border: '1px solid var(--rule)', marginTop: 6 }}
      />
    );
  if (file.mediaType.startsWith('text/')) return <TextPreview href={href} />;
  return <p className="small quiet">This kind of file can’t be shown here. Download it.</p>;
}

const TEXT_SHOWN = 20_000;

function TextPreview({ href }: { href: string }) {
  const text = useQuery({
    queryKey: ['text', href],
    queryFn: async () => {
      const response = await fetch(href);
      if (!response.ok) throw new Error('The file could not be read. Try again.');
      return (await response.text()).slice(0, TEXT_SHOWN);
    },
  });
  return <Answer of={text}>{(words) => <pre className="preview-text">{words}</pre>}</Answer>;
}
