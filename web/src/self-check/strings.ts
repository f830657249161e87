// The words of the self-check, by language. It knows no answer.

import type { Instrument, Meaning } from './instruments.ts';

const english = {
  title: 'How am I doing?',
  private:
    'This check is for you alone. Your answers stay in this browser: this page cannot send anything, and keeps nothing when you leave it.',
  notADiagnosis: 'It is no diagnosis. It can help you to see how things are, and to talk about it.',
  choose: 'What would you like to look at?',
  names: {
    phq8: 'Low mood (PHQ-8, eight questions)',
    gad7: 'Worry and tension (GAD-7, seven questions)',
    who5: 'Well-being (WHO-5, five statements)',
  } satisfies Record<Instrument['code'], string>,
  languageNote: 'This one is in English only.',
  show: 'Show what it means',
  incomplete: 'Please answer each question: the score is only known when all are answered.',
  result: 'What it means',
  score: (score: number, most: number) => `Your score: ${score} of ${most}.`,
  meaning: {
    symptoms: {
      little: 'You have few of these signs just now. That can change; you may come back at any time.',
      some: 'You have some of these signs. Be kind to yourself. If they last, or weigh on you, it helps to talk to somebody.',
      much:
        'You have many of these signs. Many people do at some time, and it can get better with help. Please talk to a doctor, to one of ' +
        'the places below, or to somebody you trust, in the next days.',
    } satisfies Record<Meaning, string>,
    wellBeing: {
      little: 'You seem to be doing well. You may come back at any time.',
      some: 'Your well-being is rather low just now. It helps to talk to somebody, and to look at what drains you.',
      much:
        'Your well-being is low just now. Please talk to a doctor, to one of the places below, or to somebody you trust, in the next ' +
        'days.',
    } satisfies Record<Meaning, string>,
  },
  urgent:
    'If you think of hurting yourself, please call one of the numbers below now. You need not wait until it gets worse.',
  erase: 'Erase my answers',
  sources: 'Where the questions come from',
};

export type Strings = typeof english;

const german: Strings = {
  title: 'Wie geht es mir?',
  private:
    'Diese Prüfung ist nur für Sie. Ihre Antworten bleiben in diesem Browser: Die Seite kann nichts senden und behält nichts, wenn Sie ' +
    'sie verlassen.',
  notADiagnosis: 'Sie stellt keine Diagnose. Sie kann helfen zu sehen, wie es steht, und darüber zu sprechen.',
  choose: 'Was möchten Sie ansehen?',
  names: {
    phq8: 'Gedrückte Stimmung (PHQ-8, acht Fragen)',
    gad7: 'Sorge und Anspannung (GAD-7, sieben Fragen)',
    who5: 'Wohlbefinden (WHO-5, fünf Aussagen)',
  },
  languageNote: 'Dies gibt es nur auf Englisch.',
  show: 'Zeigen, was es bedeutet',
  incomplete: 'Bitte beantworten Sie jede Frage: Ein Wert ergibt sich nur aus allen.',
  result: 'Was es bedeutet',
  score: (score, most) => `Ihr Wert: ${score} von ${most}.`,
  meaning: {
    symptoms: {
      little: 'Sie haben zurzeit wenige dieser Anzeichen. Das kann sich ändern; Sie können jederzeit wiederkommen.',
      some: 'Sie haben einige dieser Anzeichen. Seien Sie gut zu sich. Wenn sie bleiben oder Sie belasten, hilft es, mit jemandem zu sprechen.',
      much:
        'Sie haben viele dieser Anzeichen. Vielen geht es einmal so, und mit Hilfe kann es besser werden. Bitte sprechen Sie in den nächsten ' +
        'Tagen mit einer Ärztin oder einem Arzt, mit einer der Stellen unten oder mit jemandem, dem Sie vertrauen.',
    },
    wellBeing: {
      little: 'Es scheint Ihnen gut zu gehen. Sie können jederzeit wiederkommen.',
      some: 'Ihr Wohlbefinden ist zurzeit eher niedrig. Es hilft, mit jemandem zu sprechen und anzusehen, was Kraft kostet.',
      much:
        'Ihr Wohlbefinden ist zurzeit niedrig. Bitte sprechen Sie in den nächsten Tagen mit einer Ärztin oder einem Arzt, mit einer der ' +
        'Stellen unten oder mit jemandem, dem Sie vertrauen.',
    },
  },
  urgent:
    'Wenn Sie daran denken, sich etwas anzutun, rufen Sie bitte jetzt eine der Nummern unten an. Sie müssen nicht warten, bis es schlimmer wird.',
  erase: 'Meine Antworten löschen',
  sources: 'Woher die Fragen stammen',
};

const byLanguage: Record<string, Strings> = { en: english, de: german };

/** The words in the first of these languages that there is, and which it is. */
export function stringsFor(languages: readonly string[]): { words: Strings; language: string } {
  for (const tag of languages) {
    const language = tag.split('-')[0] ?? '';
    const words = byLanguage[language];
    if (words) return { words, language };
  }
  return { words: english, language: 'en' };
}
