import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import type { readDocket } from '../../modules/docket/contract.ts';
import { Section } from '../parts/page.tsx';
import { Severity } from '../parts/state.tsx';

type Told = Pick<
  OutputOf<typeof readDocket>,
  'added' | 'changed' | 'unchanged' | 'missing' | 'refused' | 'refusedRows' | 'differences'
>;

const SHOWN = 60;

/** What a list would change, and which rows can't be taken. */
export function Differences({ of }: { of: Told }) {
  return (
    <Section title="What it changes">
      <p>
        <strong>{counted(of.added, 'event')} added</strong>, {of.changed} changed, {of.unchanged} the same, {of.missing}{' '}
        no longer there, {of.refused} refused.
      </p>
      <Refused rows={of.refusedRows} />
      {of.differences.length === 0 ? null : (
        <div style={{ maxHeight: 260, overflow: 'auto' }} tabIndex={0} role="region" aria-label="Differences">
          <table className="ruled">
            <tbody>
              {of.differences.slice(0, SHOWN).map((d) => (
                <tr key={d.what + d.matter + d.event}>
                  <td className="quiet">{d.what}</td>
                  <td>{d.matter}</td>
                  <td>
                    {d.event}
                    {d.fields.map((field) => (
                      <div key={field.field} className="small">
                        {field.field}: <del>{field.before || '–'}</del> <ins>{field.after || '–'}</ins>
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {of.differences.length > SHOWN ? <p className="quiet">and {of.differences.length - SHOWN} more</p> : null}
        </div>
      )}
    </Section>
  );
}

export function Refused({ rows }: { rows: Told['refusedRows'] }) {
  if (rows.length === 0) return null;
  return (
    <ul style={{ listStyle: 'none', padding: 0, maxHeight: 160, overflow: 'auto' }} aria-label="Refused rows">
      {rows.map((row) => (
        <li key={`${row.row}|${row.column}`}>
          <Severity of="fix" word={`Row ${row.row}`} /> {row.column} “{row.value}” {row.reason}
        </li>
      ))}
    </ul>
  );
}
