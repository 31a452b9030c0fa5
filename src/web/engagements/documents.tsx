import { Button, FileButton } from '@mantine/core';
import { attachLetter } from '../../modules/terms/contract/engagements.ts';
import { useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { base64Of } from '../parts/base64.ts';
import { momentText } from '../parts/day.tsx';
import { Refusal, Section } from '../parts/page.tsx';
import type { Engagement } from './engagement.tsx';

/** The signed letter and what belongs to it. */
export function Documents({ of }: { of: Engagement }) {
  const may = useMay()('set up matters');
  const attach = useDo(attachLetter);
  const take = async (file: File | null): Promise<void> => {
    if (file) attach.mutate({ input: { engagementId: of.id, fileName: file.name, base64: await base64Of(file) } });
  };
  return (
    <Section
      title="Documents"
      aside={
        may ? (
          <FileButton onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} size="compact-xs" variant="default" loading={attach.isPending}>
                Attach
              </Button>
            )}
          </FileButton>
        ) : null
      }
    >
      <Refusal error={attach.error} />
      {of.documents.length === 0 ? <p className="quiet">The signed letter isn’t attached.</p> : null}
      {of.documents.map((file) => (
        <div key={file.id}>
          <a href={`/api/documents/${file.id}`} target="_blank" rel="noreferrer">
            {file.fileName}
          </a>{' '}
          <span className="small quiet">{momentText(file.recordedAt)}</span>
        </div>
      ))}
    </Section>
  );
}
