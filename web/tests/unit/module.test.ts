// Which address a failed import names: the browser test `resume.test.mjs` sees that another attempt then works.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressIn } from '../../src/shared/module.ts';

test('the address of this origin is found in what browsers say, without what stood behind it', () => {
  Object.assign(globalThis, { window: { location: { origin: 'https://survey.example.org' } } });
  const said = (message: string) => addressIn(new TypeError(message));
  const address = 'https://survey.example.org/assets/blinding-1a.js';
  assert.equal(said(`Failed to fetch dynamically imported module: ${address}`), address);
  assert.equal(said(`error loading dynamically imported module: ${address}?3`), address);
  assert.equal(said('Importing a module script failed.'), undefined);
  assert.equal(said('Failed to fetch dynamically imported module: https://elsewhere.example/x.js'), undefined);
  assert.equal(addressIn('no error'), undefined);
});
