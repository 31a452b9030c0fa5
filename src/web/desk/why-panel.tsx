import { Why } from '../why/why.tsx';
import type { PanelProps } from './panel.tsx';

/** Why the line under the cursor comes to its amount. */
export function WhyPanel({ sheet, line }: PanelProps) {
  const shown = line ?? sheet.lines[0];
  if (!shown) return <p className="quiet">There is no line.</p>;
  return (
    <>
      <p style={{ margin: '8px 0 4px' }}>{shown.narrative}</p>
      <Why of={{ line: shown.id }} />
    </>
  );
}
