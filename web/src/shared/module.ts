// Fetches a part of the page's code when it is needed, again and again if need be. It knows no part in particular.

let attempts = 0;
/** Where an import has failed before. */
const failed = new Set<string>();

/**
 * Imports a module of this origin. A browser may keep the failure of an import for as long as the document lives (Chromium 148 does), so
 * that calling this again needs another address: that of the error with a number behind it. Where the error names none, the import
 * itself is the next attempt.
 */
export async function fetched<Module>(module: () => Promise<Module>): Promise<Module> {
  try {
    return await module();
  } catch (error) {
    const address = addressIn(error);
    if (address === undefined || !failed.has(address)) {
      if (address !== undefined) failed.add(address);
      throw error;
    }
    attempts += 1;
    return import(/* @vite-ignore */ `${address}?${attempts}`) as Promise<Module>;
  }
}

/** The address of this origin that an import failed at. */
export function addressIn(error: unknown): string | undefined {
  const named = /https?:\S+/.exec(error instanceof Error ? error.message : '')?.[0];
  if (named === undefined) return undefined;
  const { origin, pathname } = new URL(named);
  return origin === window.location.origin ? origin + pathname : undefined;
}
