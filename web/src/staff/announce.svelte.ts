// What the page's polite live region says. One sentence at a time; it decides nothing about focus.

class Announcer {
  sentence = $state('');

  /** Says it. The same sentence twice is said twice. */
  say(sentence: string): void {
    this.sentence = this.sentence === sentence ? `${sentence}\u00a0` : sentence;
  }
}

export const announcer = new Announcer();
