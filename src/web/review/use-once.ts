import { useEffect, useRef } from 'react';

/** Does something when the page is first shown, and not again. */
export function useOnce(act: () => void): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    act();
  });
}
