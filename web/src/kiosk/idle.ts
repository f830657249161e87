// Notices that nobody is there any more: says so after a while without any input, and again when the time to answer is over. It knows
// nothing of what is on the page.

/** How long nothing may be pressed before somebody is asked whether they are still there. */
export const QUIET_MS = 120_000;
/** How long they have to answer; as often as they do, it begins again (WCAG 2.2.1). */
export const GRACE_MS = 60_000;

const INPUT = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchmove', 'scroll'];

/** Watches until the function that it returns is called. What counts is the clock: a device that slept finds its time over. */
export function watchIdle(ask: () => void, over: () => void): () => void {
  let last = Date.now();
  let asked = false;
  function stir() {
    // While somebody is asked, only their answer counts, and not a sleeve on the screen.
    if (!asked) last = Date.now();
  }
  function look() {
    const quiet = Date.now() - last;
    if (quiet >= QUIET_MS + GRACE_MS) return over();
    if (quiet >= QUIET_MS && !asked) {
      asked = true;
      ask();
    }
  }
  const options = { capture: true, passive: true };
  for (const name of INPUT) window.addEventListener(name, stir, options);
  document.addEventListener('visibilitychange', look);
  const timer = setInterval(look, 1_000);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    for (const name of INPUT) window.removeEventListener(name, stir, options);
  };
}
