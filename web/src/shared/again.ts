// When to try again what failed for want of a connection: as soon as the browser is online again, and else after a wait that doubles.

const FIRST_MS = 5_000;
const LONGEST_MS = 60_000;

/** Calls `act` once, unless the function that it returns is called before. `attempt` counts from 0. */
export function again(attempt: number, act: () => void): () => void {
  // Drawn by lot, so that a service that comes back is not met by everybody at once.
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt) * (0.75 + Math.random() / 2);
  const timer = setTimeout(run, wait);
  window.addEventListener('online', run);
  function stop() {
    clearTimeout(timer);
    window.removeEventListener('online', run);
  }
  function run() {
    stop();
    act();
  }
  return stop;
}
