import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import type { PanelProps } from '../desk/panel.tsx';
import { useKeys } from '../desk/use-keys.ts';
import { Answer, Empty } from '../parts/page.tsx';
import { FlagRow } from './flag-row.tsx';
import './flags.css';
import { useFlags } from './use-flags.ts';

/** The desk's flags: as they are now, the ones that stop it first. */
export function FlagPanel({ sheet, line }: PanelProps) {
  const flags = useFlags(sheet.id);
  const [waiving, setWaiving] = useState<string | null>(null);
  const rows = flags.asked.data?.flags ?? [];
  const first = rows.find((flag) => !flag.waiver && flag.fix && flag.fix.href === null);
  useKeys({ '.': () => first && flags.fix(first.fingerprint) });
  return (
    <Answer of={flags.asked} rows={4}>
      {({ flags: all, couldNot, ran }) => (
        <>
          {all.length === 0 ? (
            <Empty what="Nothing is flagged." how={`${counted(ran, 'rule')} looked at this proforma as it is now.`} />
          ) : null}
          {all.map((flag) => (
            <FlagRow
              key={flag.fingerprint}
              flag={flag}
              busy={flags.busy}
              current={line !== null && flag.lineIds.includes(line.id)}
              waiving={waiving === flag.fingerprint}
              onWaiving={(open) => setWaiving(open ? flag.fingerprint : null)}
              onFix={() => flags.fix(flag.fingerprint)}
              onWaive={(reason) => flags.waive(flag.fingerprint, reason, () => setWaiving(null))}
              onWithdraw={flags.withdraw}
            />
          ))}
          {couldNot.length > 0 ? (
            <details className="small" style={{ marginTop: 10 }}>
              <summary>{counted(couldNot.length, 'rule')} could not run</summary>
              {couldNot.map((one) => (
                <div key={one.code} className="panel-row small">
                  {one.title}: <span className="quiet">{one.why}</span>
                </div>
              ))}
            </details>
          ) : null}
        </>
      )}
    </Answer>
  );
}
