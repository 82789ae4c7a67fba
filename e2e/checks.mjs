// What every page met must fulfil, whoever looks at it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Matters of taste, and of indentation that templates leave behind.
    'no-trailing-whitespace': 'off', 'void-style': 'off', 'attr-quotes': 'off', 'doctype-style': 'off', 'no-implicit-button-type': 'off', 'long-title': 'off', 'no-inline-style': 'error',
    // A notice that says what was just done is a status by its role, on purpose.
    'prefer-native-element': 'off',
    'valid-autocomplete': 'off', 'tel-non-breaking': 'off', 'no-redundant-for': 'off', 'no-raw-characters': 'off',
  },
});

export async function check(page, { scripts, name }) {
  assert.equal(await page.locator('h1').count(), 1, `${name}: one h1`);
  const html = await page.content();
  assert.ok(!html.includes('⟦'), `${name}: a word is missing`);
  assert.ok(!/ style="/.test(html), `${name}: no style attribute`);
  assert.ok(Buffer.byteLength(html) < 60_000, `${name}: ${Buffer.byteLength(html)} bytes`);
  const report = await validator.validateString(html);
  const faults = report.results.flatMap(result => result.messages).filter(message => message.severity === 2).map(message => `${message.ruleId}: ${message.message} (line ${message.line})`);
  assert.deepEqual(faults, [], `${name}: HTML`);
  if (!scripts) return;
  await fits(page, name);
  const { width, height } = page.viewportSize();
  if (width < 400) {
    await page.setViewportSize({ width: 320, height });
    await fits(page, `${name} at 320 px`);
    await page.setViewportSize({ width, height });
  }
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`);
  });
  assert.deepEqual(violations, [], `${name}: axe`);
}

async function fits(page, name) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${name}: scrolls ${overflow} px sideways`);
}
