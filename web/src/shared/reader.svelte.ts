// The language in which somebody reads a page: the browser's is offered first, and they may choose another. The interface and the
// survey's own texts each come in the nearest language that they have. It knows no page's words.

import { again } from './again.ts';
import {
  chosenLanguage,
  directionOf,
  type InterfaceLanguage,
  interfaceLanguage,
  keepLanguage,
  offered,
} from './languages.ts';
import { preferred } from './texts.ts';
import type { Words } from './words.ts';

type Load<Strings> = (language: InterfaceLanguage) => Promise<Words<Strings>>;

export class Reader<Strings> {
  readonly #load: Load<Strings>;
  #own: readonly string[] = $state.raw([]);
  #language = $state('');
  #words: Words<Strings>;
  #latest = 0;

  private constructor(load: Load<Strings>, language: string, words: Words<Strings>) {
    this.#load = load;
    this.#language = language;
    this.#words = $state.raw(words);
  }

  /** Fetches the first words, as often as it takes: without any there is nothing to show. */
  static async begin<Strings>(load: Load<Strings>): Promise<Reader<Strings>> {
    const language = initial([]);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return new Reader(load, language, await load(interfaceLanguage(language, navigator.languages)));
      } catch {
        await new Promise<void>((resolve) => again(attempt, resolve));
      }
    }
  }

  get words(): Words<Strings> {
    return this.#words;
  }

  /** What they read best, of all that is offered. */
  get language(): string {
    return this.#language;
  }

  /** The survey's language that is nearest to what they read. */
  get survey(): string {
    return preferred(this.#own, [this.#language, ...navigator.languages]);
  }

  get offered(): string[] {
    return offered(this.#own);
  }

  /** Adds the survey's languages, now that they are known. A choice made before stands. */
  async offer(own: readonly string[]): Promise<void> {
    this.#own = own;
    // Where the words cannot be fetched, those that there are will do.
    await this.#turn(initial(own)).catch(() => undefined);
  }

  /** Turns to a language, and keeps the choice. Fails, and changes nothing, if its words cannot be fetched. */
  async choose(language: string): Promise<void> {
    await this.#turn(language);
    // Unless they have chosen again meanwhile.
    if (this.#language === language) keepLanguage(language);
  }

  async #turn(language: string): Promise<void> {
    this.#latest += 1;
    const turn = this.#latest;
    const wanted = interfaceLanguage(language, navigator.languages);
    const words = wanted === this.#words.language ? this.#words : await this.#load(wanted);
    // Somebody who goes on choosing gets their last choice, whichever comes first.
    if (turn !== this.#latest) return;
    this.#words = words;
    this.#language = language;
  }

  /** Marks the document with the interface's language and direction. */
  mark(): void {
    document.documentElement.lang = this.#words.language;
    document.documentElement.dir = directionOf(this.#words.language);
  }
}

function initial(own: readonly string[]): string {
  const all = offered(own);
  const chosen = chosenLanguage();
  return chosen !== null && all.includes(chosen) ? chosen : preferred(all, navigator.languages);
}
