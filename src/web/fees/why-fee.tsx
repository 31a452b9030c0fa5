import { Link } from 'react-router';
import { feeOfCard } from '../../modules/fees/contract/quote.ts';
import { useAsk } from '../api/use.ts';
import { Amount } from '../parts/money.tsx';
import { Section } from '../parts/page.tsx';

/** How the amount of an official fee's card was reached; nothing where it wasn't made from the fee book. */
export function WhyFee({ cardId }: { cardId: string }) {
  const { data } = useAsk(feeOfCard, { cardId });
  if (!data?.fee) return null;
  return (
    <Section title="Why this amount">
      <p>
        <Link to={`/fees?item=${data.fee.key}&on=${data.fee.paidOn}`}>{data.fee.name}</Link>, paid on {data.fee.paidOn}:{' '}
        <Amount of={data.fee.amount} />
      </p>
      <ol className="small" style={{ paddingLeft: 18 }}>
        {data.fee.explanation.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Section>
  );
}
