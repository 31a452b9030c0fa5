import { applyFixes, listFlags, waiveFlag, withdrawWaiver } from '../../modules/flags/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { say, sayRefused } from '../parts/say.ts';

/** The flags of a proforma as they are now, and what can be done about them. */
export function useFlags(proformaId: string, how: { enabled?: boolean } = {}) {
  const asked = useAsk(listFlags, { proformaId }, { ...how, keep: true });
  const apply = useDo(applyFixes);
  const waive = useDo(waiveFlag);
  const withdraw = useDo(withdrawWaiver);
  const after = { onError: sayRefused };
  return {
    asked,
    busy: apply.isPending || waive.isPending || withdraw.isPending,
    fix: (fingerprint: string, done?: () => void) =>
      apply.mutate(
        { input: { flags: [{ proformaId, fingerprint }] } },
        {
          ...after,
          onSuccess: (answer) => {
            say(answer.applied[0]?.sentence ?? answer.sentence);
            done?.();
          },
        },
      ),
    waive: (fingerprint: string, reason: string, done?: () => void) =>
      waive.mutate(
        { input: { proformaId, fingerprint, reason } },
        {
          ...after,
          onSuccess: (answer) => {
            say(answer.sentence);
            done?.();
          },
        },
      ),
    withdraw: (id: string) => withdraw.mutate({ input: { id, reason: '' } }, after),
  };
}
