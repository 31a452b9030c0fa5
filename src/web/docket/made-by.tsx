import { Link } from 'react-router';
import { outcomeOfCard } from '../../modules/docket/contract/rules.ts';
import { useAsk } from '../api/use.ts';
import { Section } from '../parts/page.tsx';

/** From which event and by which rule a card was made; nothing where a person recorded it. */
export function MadeBy({ cardId }: { cardId: string }) {
  const { data } = useAsk(outcomeOfCard, { cardId });
  if (!data?.made) return null;
  return (
    <Section title="Made from the docket">
      <p>
        <Link to={`/docket?tab=events&event=${data.made.eventId}`}>{data.made.event}</Link>, {data.made.day}
        <br />
        {data.made.rule} <span className="quiet">{data.made.clause}</span>
      </p>
    </Section>
  );
}
