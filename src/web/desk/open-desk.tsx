import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { Amount } from '../parts/money.tsx';
import { Page } from '../parts/page.tsx';
import { ReviewStrip } from '../review/review-strip.tsx';
import { sentenceCase } from '../parts/state.tsx';
import { useAlong } from './along.ts';
import { AdjustDialog, Adjustments } from './adjust-dialog.tsx';
import { DeskLinks, deskCrumb, DeskTitle } from './desk-head.tsx';
import { Lines } from './lines.tsx';
import { type SheetMatter, Matters } from './matters.tsx';
import { ApprovalAtStake, LeaseNotice, NewWip, NotSaved, Problems } from './notices.tsx';
import { OperationDialog } from './operation-dialog.tsx';
import { type Line, operationsOn, type Sheet } from './operations.ts';
import { Panel, PANELS } from './panel.tsx';
import { StepButtons, StepDialog, useSteps } from './steps.tsx';
import { TakeOffDialog, TogetherDialog } from './together-dialogs.tsx';
import { ProposeSwitch, Tools } from './tools.tsx';
import { OnAccountBeside } from '../on-account/beside.tsx';
import { Terms } from './terms.tsx';
import { Totals } from './totals.tsx';
import type { Desk } from './use-desk.ts';
import { useLease, useLook } from './use-lease.ts';
import { useKeys } from './use-keys.ts';
import { useWork } from './use-work.ts';

/** Which tab of the side panel is open, kept in the address so that a link leads there. */
function usePanel(cursor: () => Line | null) {
  const location = useLocation();
  const [params, setParams] = useSearchParams();
  const [about, setAbout] = useState<{ line: Line | null; note: boolean }>({ line: null, note: false });
  const name = params.get('panel');
  const show = (wanted: string | null, note = false): void => {
    if (wanted !== null) setAbout({ line: cursor(), note });
    setParams(wanted === null ? {} : { panel: wanted }, { replace: true, state: location.state as unknown });
  };
  return { name, about, show };
}

/** The matters of the proforma: which is shown alone, which is to be taken off, whether another proforma is to come on. */
function useMatters(sheet: Sheet) {
  const [wanted, show] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<SheetMatter | null>(null);
  const [joining, join] = useDisclosure(false);
  const dialog = (
    <>
      {leaving ? <TakeOffDialog sheet={sheet} matter={leaving} onClose={() => setLeaving(null)} /> : null}
      {joining ? <TogetherDialog sheet={sheet} onClose={join.close} /> : null}
    </>
  );
  // One that was taken off isn't shown alone any more.
  const only = sheet.matters.length > 1 && sheet.matters.some((matter) => matter.id === wanted) ? wanted : null;
  return { only, show, takeOff: setLeaving, join: join.open, dialog };
}

export function OpenDesk({ desk, sheet }: { desk: Desk; sheet: Sheet }) {
  const along = useAlong(sheet);
  const phone = useMediaQuery('(max-width: 760px)', window.innerWidth <= 760) ?? false;
  const [adjusting, adjust] = useDisclosure(false);
  const matters = useMatters(sheet);
  const work = useWork(desk, sheet);
  const panel = usePanel(work.cursor);
  const steps = useSteps(sheet, desk.whenSaved);
  const mayEdit = sheet.may.includes('edit');
  const mayTouch = mayEdit || desk.proposing;
  const { lease, takeOver } = useLease(sheet.id, mayEdit, desk.isSaving);
  useLook(sheet.id, sheet.may.includes('propose'));
  const first = steps.steps[0];
  const onPropose = mayEdit && sheet.may.includes('propose') ? desk.setProposing : null;
  useKeys({
    ...Object.fromEntries(PANELS.map(({ name, key }) => [key, () => panel.show(panel.name === name ? null : name)])),
    i: () => panel.show('comments', true),
    ...(mayTouch ? Object.fromEntries(operationsOn(sheet).map(({ name, key }) => [key, () => work.start(name)])) : {}),
    ...(mayTouch ? { a: adjust.open } : {}),
    ...(mayEdit ? { j: matters.join } : {}),
    ...(mayEdit ? { g: desk.gather, 'Ctrl+z': desk.undo, 'Ctrl+Shift+z': desk.redo, 'Ctrl+y': desk.redo } : {}),
    '[': along.previous,
    ']': along.next,
    q: along.back,
    'Ctrl+Enter': () => first && steps.take(first),
  });
  const buttons = <StepButtons {...steps} />;
  return (
    <div className={panel.name === null ? 'desk' : 'desk desk-beside'}>
      <Page
        title={<DeskTitle sheet={sheet} save={desk.save} />}
        tab={`Proforma ${sheet.number}`}
        crumb={deskCrumb(sheet, along)}
        aside={
          <DeskLinks sheet={sheet} along={along} onPanel={() => panel.show(panel.name === null ? 'redline' : null)}>
            {phone ? null : buttons}
          </DeskLinks>
        }
      >
        <Totals sheet={sheet} />
        <OnAccountBeside sheet={sheet} />
        <Matters
          sheet={sheet}
          only={matters.only}
          onOnly={matters.show}
          {...(mayEdit ? { onTakeOff: matters.takeOff } : {})}
        />
        <ReviewStrip sheet={sheet} />
        <LeaseNotice lease={lease} onTakeOver={takeOver} />
        <NotSaved sheet={sheet} unsaved={desk.unsaved} onDrop={desk.dropUnsaved} />
        {sheet.stateNote === '' ? null : <div className="note">{sentenceCase(sheet.stateNote)}</div>}
        <Problems sheet={sheet} />
        <ApprovalAtStake sheet={sheet} />
        <NewWip sheet={sheet} onGather={mayEdit ? desk.gather : null} />
        <Terms sheet={sheet} {...(mayEdit ? { onDo: (operation) => void desk.send(operation) } : {})} />
        <Adjustments sheet={sheet} {...(mayTouch ? { onDo: (operation) => void desk.send(operation) } : {})} />
        {mayTouch && phone ? <ProposeSwitch proposing={desk.proposing} onPropose={onPropose} /> : null}
        {mayTouch && !phone ? (
          <Tools
            sheet={sheet}
            selected={work.selected}
            reason={work.reason}
            onReason={work.setReason}
            onOperation={work.start}
            onAdjust={adjust.open}
            onTogether={mayEdit ? matters.join : null}
            proposing={desk.proposing}
            onPropose={onPropose}
            onUndo={desk.undo}
            onRedo={desk.redo}
          />
        ) : null}
        <Lines
          sheet={sheet}
          only={matters.only}
          phone={phone}
          mayEdit={mayTouch}
          proposing={desk.proposing}
          work={work}
          onFlags={() => panel.show('flags')}
        />
        <div className="grid-foot" aria-live="polite">
          {desk.said}
        </div>
        {phone && first ? (
          <div className="phone-bar">
            <strong>
              <Amount of={sheet.amounts.total} />
            </strong>
            {buttons}
          </div>
        ) : null}
        <Dialogs desk={desk} sheet={sheet} work={work} adjusting={adjusting} onAdjusted={adjust.close} />
        {matters.dialog}
        {steps.asking ? <StepDialog sheet={sheet} step={steps.asking} onClose={steps.close} /> : null}
      </Page>
      {panel.name === null ? null : (
        <Panel sheet={sheet} desk={desk} {...panel.about} name={panel.name} onName={panel.show} />
      )}
    </div>
  );
}

interface DialogsProps {
  readonly desk: Desk;
  readonly sheet: Sheet;
  readonly work: ReturnType<typeof useWork>;
  readonly adjusting: boolean;
  readonly onAdjusted: () => void;
}

function Dialogs({ desk, sheet, work, adjusting, onAdjusted }: DialogsProps) {
  const lines = (work.dialog?.ids ?? []).map(work.lineOf).filter((line) => line !== undefined);
  return (
    <>
      {work.dialog && lines.length > 0 ? (
        <OperationDialog
          sheet={sheet}
          name={work.dialog.name}
          lines={lines}
          selected={work.selected.length}
          proposing={desk.proposing}
          onDo={(operation, ids) => void desk.operate(operation, ids)}
          onClose={() => work.setDialog(null)}
        />
      ) : null}
      {adjusting ? (
        <AdjustDialog
          sheet={sheet}
          proposing={desk.proposing}
          onDo={(operation) => void desk.send(operation)}
          onClose={onAdjusted}
        />
      ) : null}
    </>
  );
}
