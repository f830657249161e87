// Links of invitations that the server has given out once. They live in this page's memory only, so they outlast an ended
// session but not the page; leaving it with links that were never saved asks first.

import { SvelteMap } from 'svelte/reactivity';

export interface Links {
  csv: string;
  people: number;
  saved: boolean;
}

class KeptLinks {
  readonly #byWave = new SvelteMap<string, readonly Links[]>();

  constructor() {
    addEventListener('beforeunload', (event) => {
      if (this.unsaved) event.preventDefault();
    });
  }

  of(wave: string): readonly Links[] {
    return this.#byWave.get(wave) ?? [];
  }

  get unsaved(): boolean {
    return [...this.#byWave.values()].some((all) => all.some((links) => !links.saved));
  }

  add(wave: string, csv: string, people: number): void {
    this.#byWave.set(wave, [...this.of(wave), { csv, people, saved: false }]);
  }

  saved(wave: string, at: number): void {
    this.#byWave.set(
      wave,
      this.of(wave).map((links, i) => (i === at ? { ...links, saved: true } : links)),
    );
  }

  remove(wave: string, at: number): void {
    this.#byWave.set(
      wave,
      this.of(wave).filter((_, i) => i !== at),
    );
  }

  clear(): void {
    this.#byWave.clear();
  }
}

export const keptLinks = new KeptLinks();
