// The journeys in a real browser.
//   node e2e/run.mjs pairs   combinations in which every pair of (width, theme, language, scripts) is met
//   node e2e/run.mjs all     all sixteen
//   node e2e/run.mjs building   a course of three sections and eight activities, with clicks and on a keyboard only
//   node e2e/run.mjs editing    a text, with each of the editors
//   node e2e/run.mjs pictures   one walk in each language, and the pictures of the guides and of the README (needs Debian's pngquant)
//   node e2e/run.mjs guide      the pictures of « Construire un parcours » alone
import { build } from './building.mjs';
import { chromiumPath, launch, withDemo } from './demo.mjs';
import { write } from './editing.mjs';
import { walk } from './journey.mjs';
import { pictureBuilding } from './pictures.mjs';

const widths = [{ width: 360, height: 740 }, { width: 1280, height: 800 }];
const all = widths.flatMap(viewport => ['light', 'dark'].flatMap(theme => ['fr', 'en'].flatMap(language => [true, false].map(scripts => ({ viewport, theme, language, scripts })))));

// Six rows of a covering array: every pair of values of every two columns stands in at least one row.
const pairs = [
  [0, 'light', 'fr', true], [0, 'dark', 'en', false], [1, 'light', 'en', true],
  [1, 'dark', 'fr', false], [0, 'dark', 'fr', true], [1, 'light', 'fr', false],
].map(([wide, theme, language, scripts]) => ({ viewport: widths[wide], theme, language, scripts }));
pairs.push({ viewport: widths[0], theme: 'light', language: 'en', scripts: false }, { viewport: widths[1], theme: 'dark', language: 'en', scripts: true });

const which = process.argv[2] ?? 'pairs';
const pictures = ['fr', 'en'].map(language => ({ viewport: widths[0], theme: 'light', language, scripts: true, pictures: true }));
const combinations = { pairs, all, pictures }[which] ?? [];

let passed = 0;
let failed = 0;
const browser = await launch(chromiumPath());
async function tell(name, work) {
  try {
    const started = performance.now();
    const said = await withDemo(work);
    passed += 1;
    console.log(`  ok  ${name}: ${said}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    failed += 1;
    console.error(`FAIL  ${name}\n${error.stack ?? error}`);
  }
}
const isAsked = name => which === name || which === 'pairs' || which === 'all';
try {
  for (const combination of combinations) {
    const name = `${combination.viewport.width} ${combination.theme} ${combination.language} scripts ${combination.scripts ? 'on' : 'off'}`;
    await tell(name, async site => `${await walk(browser, site, combination)} pages`);
  }
  for (const language of which === 'pictures' || which === 'guide' ? ['fr', 'en'] : []) {
    await tell(`how a course is built, in ${language}`, async site => `${await pictureBuilding(browser, site, { viewport: widths[0], theme: 'light', language })} pictures`);
  }
  for (const keys of isAsked('building') ? [false, true] : []) {
    await tell(`a course is built ${keys ? 'on a keyboard' : 'with clicks'}`, async site => {
      const { steps, seconds } = await build(browser, site, { keys, look: true });
      return `${steps} steps in ${seconds.toFixed(1)} s`;
    });
  }
  if (isAsked('editing')) await tell('a text is written with each of the editors', async site => (await write(browser, site), 'all three'));
} finally {
  await browser.close();
}
console.log(`\nbrowser: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
