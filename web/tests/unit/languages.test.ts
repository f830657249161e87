// Every language says everything, with the same numbers; every message is used; each reader gets the nearest language.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerStrings } from '../../src/answer/strings.ts';
import { codeStrings } from '../../src/code/strings.ts';
import { findingsStrings } from '../../src/findings/strings.ts';
import { receiptStrings } from '../../src/receipt/strings.ts';
import { selfCheckStrings } from '../../src/self-check/strings.ts';
import { filled, type Messages, type Write, writer } from '../../src/shared/fluent.ts';
import { helpStrings } from '../../src/shared/help-strings.ts';
import { directionOf, INTERFACE_LANGUAGES, interfaceLanguage, offered } from '../../src/shared/languages.ts';
import { languagesOnDisk, messagesOf, pagesOf, sourceOf } from './locales.ts';

const PAGES: Record<string, (write: Write) => object> = {
  'answer.ftl': answerStrings,
  'code.ftl': codeStrings,
  'findings.ftl': findingsStrings,
  'help.ftl': helpStrings,
  'receipt.ftl': receiptStrings,
  'self-check.ftl': selfCheckStrings,
};
const MANIFEST = { k: 5, panel: true, seal: { minimum_batch: 20, exchange: { per_mille: 50, at_least: 4 } } };

/** All texts in here; whatever depends on the wave or on numbers is asked with some. */
function texts(part: unknown, name = '', number = 5): string[] {
  if (typeof part === 'string') return [part];
  if (typeof part === 'function')
    return texts(name === 'points' ? part(MANIFEST) : part(number, number, number), '', number);
  return Object.entries(part as object).flatMap(([key, value]) => texts(value, key, number));
}

/** Every text that there is: messages and their attributes, with the variables and other messages in each. */
function patterns(messages: Messages): Map<string, { variables: string[]; references: string[] }> {
  const found = new Map<string, { variables: string[]; references: string[] }>();
  const note = (name: string, pattern: unknown) => {
    const [variables, references] = [new Set<string>(), new Set<string>()];
    JSON.stringify(pattern, (_, part) => {
      if (part?.type === 'var') variables.add(part.name);
      if (part?.type === 'mesg') references.add(part.name);
      return part;
    });
    found.set(name, { variables: [...variables].sort(), references: [...references].sort() });
  };
  for (const { id, value, attributes } of messages) {
    if (value !== null) note(id, value);
    for (const [attribute, pattern] of Object.entries(attributes)) note(`${id}.${attribute}`, pattern);
  }
  return found;
}

/** The variables of a text, those of the messages that it refers to included. */
function variablesOf(all: ReturnType<typeof patterns>, name: string): string[] {
  const { variables, references } = all.get(name) ?? { variables: [], references: [] };
  return [...new Set([...variables, ...references.flatMap((other) => variablesOf(all, other))])].sort();
}

test('there is a folder for each language, with a file for each page', () => {
  assert.deepEqual(languagesOnDisk().sort(), [...INTERFACE_LANGUAGES].sort());
  for (const language of INTERFACE_LANGUAGES) assert.deepEqual(pagesOf(language).sort(), Object.keys(PAGES).sort());
});

for (const page of Object.keys(PAGES)) {
  const english = patterns(messagesOf('en', page));

  test(`${page}: every language has every message with the same variables, and no other`, () => {
    for (const language of INTERFACE_LANGUAGES) {
      const own = patterns(messagesOf(language, page));
      const isHelper = (name: string) => [...own, ...english].some(([, { references }]) => references.includes(name));
      const names = (all: typeof own) => [...all.keys()].filter((name) => !isHelper(name)).sort();
      assert.deepEqual(names(own), names(english), language);
      for (const name of names(own)) {
        assert.deepEqual(variablesOf(own, name), variablesOf(english, name), `${language}: ${name}`);
      }
    }
  });

  test(`${page}: Fluent reads every line of every file`, () => {
    for (const language of INTERFACE_LANGUAGES) {
      // What Fluent cannot read it leaves out without a word.
      const begun = sourceOf(language, page).match(/^[a-z][a-z0-9-]* =/gm) ?? [];
      assert.equal(messagesOf(language, page).length, begun.length, language);
    }
  });

  test(`${page}: every message is used, and every one used is there`, () => {
    const used = new Set<string>();
    const strings = PAGES[page]!((name) => {
      used.add(name);
      return name;
    });
    texts(strings);
    for (const name of used) for (const other of english.get(name)?.references ?? []) used.add(other);
    assert.deepEqual([...used].sort(), [...english.keys()].sort());
  });

  test(`${page}: nothing is left open in any language, whatever the number`, () => {
    for (const language of INTERFACE_LANGUAGES) {
      const write = writer(language, messagesOf(language, page));
      const strings = PAGES[page]!((name, values) => {
        const text = write(name, values);
        // What is missing is written as its name.
        assert.notEqual(text, name, language);
        return text;
      });
      for (const number of [0, 1, 2, 3, 11, 100]) {
        const all = texts(strings, '', number);
        assert.ok(all.length >= english.size - 1, language);
        for (const text of all) assert.doesNotMatch(text, /[{}]|^\s*$/, language);
      }
    }
  });
}

test('a text that a language lacks is shown in English', () => {
  const english = messagesOf('en', 'receipt.ftl');
  const german = messagesOf('de', 'receipt.ftl').filter(({ id }) => id !== 'check');
  const failed = german.find(({ id }) => id === 'failed');
  delete failed?.attributes.other;
  const write = writer('de', filled(german, english));
  assert.equal(write('check'), 'Check');
  assert.equal(write('failed.other'), 'The service cannot be reached just now.');
  assert.equal(write('failed.offline'), 'Sie scheinen offline zu sein. Bitte prüfen Sie die Verbindung.');
});

test('numbers bend the words around them', () => {
  const arabic = answerStrings(writer('ar', messagesOf('ar', 'answer.ftl'))).questions;
  assert.equal(arabic.count(1), 'سؤال واحد');
  assert.equal(arabic.count(2), 'سؤالان');
  assert.equal(arabic.count(3), '3 أسئلة');
  assert.equal(arabic.count(11), '11 سؤالًا');
  const english = answerStrings(writer('en', messagesOf('en', 'answer.ftl')));
  assert.equal(english.questions.count(1), '1 question');
  assert.equal(
    english.start.points({ ...MANIFEST, k: 1000 } as never)[1]?.lead,
    'Results speak of at least 1,000 people.',
  );
});

test('each reader gets the nearest language', () => {
  assert.deepEqual(offered(['fr', 'nl']), ['fr', 'nl', 'en', 'de', 'es', 'ar', 'zh-Hans']);
  assert.deepEqual(offered(['zh-CN']), ['zh-CN', 'en', 'de', 'es', 'fr', 'ar']);
  assert.deepEqual(offered(['zh-Hant']), ['zh-Hant', ...INTERFACE_LANGUAGES]);
  assert.equal(interfaceLanguage('de-AT', []), 'de');
  assert.equal(interfaceLanguage('zh-TW', []), 'zh-Hans');
  assert.equal(interfaceLanguage('nl', ['ja', 'fr-CA', 'de']), 'fr');
  assert.equal(interfaceLanguage('nl', ['ja']), 'en');
  assert.deepEqual(
    INTERFACE_LANGUAGES.filter((tag) => directionOf(tag) === 'rtl'),
    ['ar'],
  );
});
