import { Link, useParams } from 'react-router';
import { showMessage } from '../../modules/dispatch/contract.ts';
import { useAsk } from '../api/use.ts';
import { momentText } from '../parts/day.tsx';
import { Answer, Facts, Page, Section } from '../parts/page.tsx';

/** A message as it left: the evidence of a dispatch. */
export function MessagePage() {
  const id = useParams()['id'] ?? '';
  const message = useAsk(showMessage, { id });
  return (
    <Page title={message.data?.subject ?? 'Message'} crumb={<Link to="/outbox">Outbox</Link>}>
      <Answer of={message}>
        {(data) => (
          <>
            <Facts
              of={[
                ['From', data.sender],
                ['To', data.recipients.join(', ')],
                ['Left', momentText(data.recordedAt)],
                ['Message id', data.messageId],
                [
                  'About',
                  data.subjectHref ? (
                    <Link key="a" to={data.subjectHref}>
                      its invoice
                    </Link>
                  ) : (
                    ''
                  ),
                ],
              ]}
            />
            <Section title="Text">
              <pre style={{ whiteSpace: 'pre-wrap', font: 'inherit', maxWidth: '80ch' }}>{data.body}</pre>
            </Section>
            <Section title="Attachments">
              {data.attachments.map((file) => (
                <div key={file.hash}>
                  <a href={file.href} target="_blank" rel="noreferrer">
                    {file.fileName}
                  </a>{' '}
                  <span className="small quiet" style={{ overflowWrap: 'anywhere' }}>
                    SHA-256 {file.hash}
                  </span>
                </div>
              ))}
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}
