// Loads every survey that Chorus wrote with SurveyJS's own library, gives it answers drawn at random, and holds what it shows
// against what Chorus shows after the same answers. The files come from `cargo run -p chorus-interchange --example corpus`,
// in the folder that CORPUS names.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Model } from 'survey-core';

const folder = process.env.CORPUS;
assert.ok(folder, 'set CORPUS to the folder that the example `corpus` filled');
const files = readdirSync(folder).filter((name) => name.endsWith('.surveyjs.json'));
const corpus = files.map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }));

const load = (survey, name) => {
  const model = new Model(survey);
  assert.deepEqual(model.jsonErrors ?? [], [], name);
  return model;
};
const visible = (model) => model.getAllQuestions(true).map((question) => question.name);
const inOrder = (names) => [...names].sort();

test('the library knows every word of every survey', () => {
  assert.ok(corpus.length > 0, `there is no survey in ${folder}`);
  for (const { name, survey } of corpus) {
    const model = load(survey, name);
    const written = survey.pages[0].elements.flatMap((element) => element.elements ?? [element]);
    assert.equal(model.getAllQuestions().length, written.length, name);
    for (const element of written) {
      const question = model.getQuestionByName(element.name);
      assert.equal(question.getType(), element.type, name);
      const kept = question.toJSON();
      for (const field of ['isRequired', 'visibleIf', 'choicesOrder', 'rowOrder', 'eachRowRequired'])
        assert.deepEqual(kept[field], element[field], `${name}: ${element.name}.${field}`);
      // A random order shows in what is kept as well.
      const values = (list) => inOrder((list ?? []).map((choice) => choice.value ?? choice));
      for (const list of ['choices', 'columns', 'rows'])
        assert.deepEqual(values(kept[list]), values(element[list]), `${name}: ${element.name}.${list}`);
    }
  }
});

test('after the same answers exactly the same questions are visible', () => {
  let [cases, hiding] = [0, 0];
  for (const { name, survey, cases: drawn } of corpus) {
    for (const { data, shown } of drawn) {
      const model = load(survey, name);
      model.data = data;
      assert.deepEqual(inOrder(visible(model)), inOrder(shown), `${name}: ${JSON.stringify(data)}`);
      cases += 1;
      if (shown.length < model.getAllQuestions().length) hiding += 1;
    }
  }
  assert.ok(hiding > cases / 10, `only ${hiding} of ${cases} cases hide anything`);
});

test('answered one by one, the same questions are visible at the end', () => {
  for (const { name, survey, cases } of corpus) {
    for (const { data, shown } of cases.slice(0, 10)) {
      const model = load(survey, name);
      for (const [question, value] of Object.entries(data)) {
        if (model.getQuestionByName(question).isVisible) model.setValue(question, value);
      }
      const answered = Object.keys(data).every((question) => model.getValue(question) !== undefined);
      if (answered) assert.deepEqual(inOrder(visible(model)), inOrder(shown), `${name}: ${JSON.stringify(data)}`);
    }
  }
});

test('every language is there, and an option that rules out the others does so', () => {
  let alone = 0;
  for (const { name, survey } of corpus) {
    const model = load(survey, name);
    const tags = new Set(Object.keys(typeof survey.title === 'string' ? {} : survey.title));
    for (const tag of tags) assert.ok(tag === 'default' || model.getUsedLocales().includes(tag), `${name}: ${tag}`);
    for (const question of model.getAllQuestions().filter((asked) => asked.getType() === 'checkbox')) {
      const exclusive = question.choices.find((choice) => choice.isExclusive);
      const other = question.choices.find((choice) => !choice.isExclusive);
      if (exclusive === undefined || other === undefined) continue;
      question.renderedValue = [other.value];
      question.renderedValue = [other.value, exclusive.value];
      assert.deepEqual([...question.value], [exclusive.value], name);
      alone += 1;
    }
  }
  assert.ok(alone > 0, 'no survey has an option that rules out the others');
});
