// What the JavaScript toolkit of JSON-stat's own maker reads in results: the same numbers as in the JSON beside them, and a status where
// there is none. The folder comes in `FORMATS`.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import JSONstat from 'jsonstat-toolkit';

const folder = process.env.FORMATS;
const queries = readdirSync(folder);
const read = (query, file) => JSON.parse(readFileSync(join(folder, query, file), 'utf8'));

test('jsonstat-toolkit reads every number where it belongs', () => {
  assert.ok(queries.length > 0);
  for (const query of queries) {
    const dataset = JSONstat(read(query, 'results.json-stat.json'));
    const results = read(query, 'results.json');
    assert.equal(dataset.class, 'dataset');
    assert.deepEqual(dataset.role.metric, [dataset.id.at(-1)]);
    const at = (group, statistic) => dataset.Data({ ...group, [dataset.id.at(-1)]: statistic });
    for (const { group, measure, status, n, mean, options } of results.cells) {
      const expected = { [`${measure}/n`]: n };
      if (results.measures.find(({ code }) => code === measure).scored) expected[`${measure}/mean`] = mean;
      for (const { code, percent } of options) expected[`${measure}/${code}/percent`] = percent;
      for (const [statistic, value] of Object.entries(expected)) {
        const found = at(group, statistic);
        assert.equal(found.value, value, `${query} ${JSON.stringify(group)} ${statistic}`);
        if (status === 'withheld') assert.equal(found.status, 'C');
      }
    }
  }
});
