// Messages of Project Fluent as functions that write them. It knows no message in particular.

import { FluentBundle, type FluentResource } from '@fluent/bundle';
import type { InterfaceLanguage } from './languages.ts';

/** What a `.ftl` file says, as Fluent reads it. The build does the reading, so that browsers need no parser. */
export type Messages = FluentResource['body'];

type Values = Record<string, number>;

/** Writes a message, or an attribute of one (`message.attribute`), with these values. */
export type Write = (name: string, values?: Values) => string;

/** Writes messages in this language. What is missing is written as its name: the build has filled every gap already. */
export function writer(language: InterfaceLanguage, messages: Messages): Write {
  // Values are numbers, which keep their place in text of either direction: they need no invisible marks around them.
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource({ body: messages });
  return (name, values = {}) => {
    const [id = '', attribute] = name.split('.');
    const message = bundle.getMessage(id);
    const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
    // Collected, not thrown: a text with a hole is better than none.
    return pattern ? bundle.formatPattern(pattern, values, []) : name;
  };
}

/** The messages of a language, with those that it lacks in the fallback's words. */
export function filled(messages: Messages, fallback: Messages): Messages {
  const written = new Map(messages.map((message) => [message.id, message]));
  return fallback.map((message) => {
    const { value, attributes } = written.get(message.id) ?? message;
    return { ...message, value: value ?? message.value, attributes: { ...message.attributes, ...attributes } };
  });
}

/** The paragraphs of a text, which stand in lines of their own. */
export const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
