import { Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { billOnAccount } from '../../modules/invoices/contract/on-account.ts';
import { showMatter } from '../../modules/matters/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { AmountField, minorTyped } from '../parts/amount-field.tsx';
import { DayInput } from '../parts/day.tsx';
import { MatterLookUp } from '../parts/look-up.tsx';
import { Amount } from '../parts/money.tsx';
import { say } from '../parts/say.ts';

/** What is known before anything is typed: nothing, a matter, or all that an agreed retainer proposes. */
export interface Proposed {
  readonly matterId?: string;
  readonly amount?: string;
  readonly words?: string;
  readonly wholeClient?: boolean;
  readonly clauseLineId?: string;
  /** the clause in words */
  readonly agreed?: string;
}

/** Bills before the work, after showing to whom and for how much. Nothing is sent by it. */
export function BillOnAccount({ of, onClose }: { of: Proposed; onClose: () => void }) {
  const { today } = useMe();
  const navigate = useNavigate();
  const [matterId, setMatter] = useState(of.matterId ?? '');
  const [amount, setAmount] = useState(of.amount ?? '');
  const [words, setWords] = useState(of.words ?? '');
  const [wholeClient, setWhole] = useState(of.wholeClient ?? false);
  const [invoiceDate, setDate] = useState<string>(today);
  const matter = useAsk(showMatter, { id: matterId }, { enabled: matterId !== '' }).data;
  const minor = matter ? minorTyped(amount, matter.currency) : null;
  const input =
    minor === null || invoiceDate === ''
      ? null
      : {
          matterId,
          wholeClient,
          amount: minor,
          words: words.trim() === '' ? '…' : words.trim(),
          invoiceDate,
          ...(of.clauseLineId === undefined ? {} : { clauseLineId: of.clauseLineId }),
        };
  return (
    <ActDialog
      title={of.agreed === undefined ? 'Bill on account' : 'Bill the retainer on account'}
      action="Bill on account"
      endpoint={billOnAccount}
      input={input}
      ready={words.trim() !== ''}
      dirty={amount !== (of.amount ?? '') || words !== (of.words ?? '')}
      onClose={onClose}
      onDone={({ invoices }) => {
        say(`Billed on account: ${invoices.map((i) => i.number).join(', ')}. It is not sent yet.`);
        const [first] = invoices;
        if (first) void navigate(`/invoices/${first.id}`);
      }}
      renderEffect={({ invoices }) => (
        <table className="ruled">
          <tbody>
            {invoices.map((invoice) => (
              <tr key={invoice.payer}>
                <td>{invoice.payer} owes, with tax</td>
                <td className="num">
                  <Amount of={invoice.total} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    >
      {of.agreed === undefined ? null : <p className="quiet">Agreed: {of.agreed}.</p>}
      <div className="form-grid">
        {of.matterId === undefined ? (
          <MatterLookUp className="wide" value={matterId || null} onPick={(id) => setMatter(id ?? '')} />
        ) : (
          <p className="wide">
            Billed to the payers of {matter?.number} {matter?.name}
          </p>
        )}
        <AmountField
          label={`Amount before tax${matter ? `, ${matter.currency}` : ''}`}
          required
          currency={matter?.currency ?? 'USD'}
          value={amount}
          onValue={setAmount}
        />
        <DayInput label="Invoice date" today={today} value={invoiceDate} onDay={setDate} />
        <Textarea
          className="wide"
          label="On the invoice"
          placeholder="On account of the opposition proceedings"
          required
          autosize
          minRows={2}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Checkbox
          className="wide"
          label="For the work of all the client’s matters"
          description="Otherwise only bills of this matter take it up."
          checked={wholeClient}
          onChange={(event) => setWhole(event.currentTarget.checked)}
        />
      </div>
    </ActDialog>
  );
}
