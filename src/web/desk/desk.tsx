import './desk.css';
import { useParams } from 'react-router';
import { listSettings } from '../../modules/firm/contract.ts';
import { useAsk } from '../api/use.ts';
import { Answer, Page } from '../parts/page.tsx';
import { OpenDesk } from './open-desk.tsx';
import { useDesk } from './use-desk.ts';

/** The desk of one proforma. */
export function DeskPage() {
  const id = useParams()['id'] ?? '';
  return <Loaded key={id} id={id} />;
}

function Loaded({ id }: { id: string }) {
  const desk = useDesk(id);
  // Asked for along with the proforma: its grid waits for how this person left the columns.
  useAsk(listSettings, {});
  if (desk.asked.data) return <OpenDesk desk={desk} sheet={desk.asked.data} />;
  return (
    <Page title="Proforma">
      <Answer of={desk.asked} rows={14}>
        {() => null}
      </Answer>
    </Page>
  );
}
