// A text is written with each of the editors: what is typed is what is read, nothing gets lost between them, and what the visual one cannot keep
// it does not take.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { check } from './checks.mjs';

const good = 'Cerisier-bleu-47!';
const picture = { name: 'un point.png', mimeType: 'image/png', buffer: readFileSync('docs/fr/images/connexion-directe/7-parcours.png') };

export async function write(browser, site) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, baseURL: site.origin });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const faults = [];
  page.on('console', message => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', fault => faults.push(fault.message));
  const keys = async (...all) => {
    for (const key of all) await page.keyboard.press(key);
  };
  const type = words => page.keyboard.type(words);
  const source = () => page.locator('#f-body').inputValue();
  const tool = act => page.locator(`.editor-tools [data-act=${act}]`);
  const press = name => Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);
  const choose = async editor => {
    await page.goto('/ac-besancon/preferences/editor');
    await page.locator(`#f-editor-${editor}`).check();
    await press('Enregistrer les modifications');
  };
  try {
    await page.goto('/ac-besancon/sign-in');
    await page.fill('#f-username', 'formateur@example.org');
    await page.fill('#f-password', good);
    await press('Connexion');
    await page.goto('/ac-besancon/courses/2636/edit');
    const add = await page.locator('main a[href$="/add"]').first().getAttribute('href');

    // The visual one, which serves who chose nothing: with signs, keys and buttons.
    await page.goto(`${add}/page`);
    const visual = page.getByRole('textbox', { name: 'Texte' });
    await visual.waitFor();
    await page.fill('#f-title', 'Écrite sans signes');
    await check(page, '360 light fr the visual editor');
    await page.getByText('Texte', { exact: true }).click();
    assert.ok(await visual.evaluate(field => field === document.activeElement), 'the label leads to the editor');
    await type('## Le programme');
    await keys('Enter');
    await type('Un mot ');
    await keys('Control+b');
    await type('gras');
    await keys('Control+b');
    await type(', <b>une balise</b>, &amp; *des étoiles* | [un crochet](x)');
    await keys('Enter');
    await type('- un');
    await keys('Enter');
    await type('deux');
    await keys('Enter', 'Enter');
    await tool('numbers').click();
    assert.equal(await tool('numbers').getAttribute('aria-pressed'), 'true');
    await type('premier');
    await keys('Enter', 'Enter');
    await type('# pas un titre ');
    await keys('Control+k');
    await type('example.org/aide');
    await keys('Enter');
    await type(' fin');
    const written = '## Le programme\n\nUn mot **gras**, \\<b>une balise\\</b>, \\&amp; \\*des étoiles\\* \\| \\[un crochet\\](x)\n\n- un\n- deux\n\n1. premier\n\n\\# pas un titre <https://example.org/aide> fin';
    assert.equal(await source(), written);
    await tool('undo').click();
    await tool('redo').click();
    assert.equal(await source(), written);

    // A picture that is dropped or chosen stands in the text.
    await page.locator('form input[type=file][hidden]').setInputFiles(picture);
    await visual.locator('img[alt="un point"]').waitFor();
    // It stands on a line of its own, and wants to be described.
    await page.getByLabel('Ce que montre l’image').fill('La page des parcours');
    await page.getByRole('button', { name: 'Valider' }).click();
    await visual.locator('img[alt="La page des parcours"]').waitFor();
    assert.match(await source(), /fin\n\n!\[La page des parcours\]\(\/ac-besancon\/courses\/2636\/files\/\d+\)/);

    // The browser is killed, and comes back.
    await page.waitForTimeout(600);
    await page.reload();
    await visual.locator('img[alt="La page des parcours"]').waitFor();
    assert.ok((await source()).startsWith('## Le programme'));
    await press('Enregistrer les modifications');
    const link = page.getByRole('link', { name: 'Écrite sans signes' }).last();
    const read = (await link.getAttribute('href')).replace(/\/edit$/, '');
    await page.goto(read);
    const prose = page.locator('main .prose').first();
    assert.equal(await prose.locator('h2').innerText(), 'Le programme');
    assert.equal(await prose.locator('strong').innerText(), 'gras');
    assert.match(await prose.innerText(), /, <b>une balise<\/b>, &amp; \*des étoiles\* \| \[un crochet\]\(x\)/);
    assert.deepEqual(await prose.locator('ul > li, ol > li').allInnerTexts(), ['un', 'deux', 'premier']);
    assert.equal(await prose.locator('a').getAttribute('href'), 'https://example.org/aide');
    assert.ok(await prose.locator('img').evaluate(image => image.complete && image.naturalWidth > 0));

    // Markdown: the same text, with its signs; buttons set them, and take them away.
    await choose('markdown');
    await page.goto(`${read}/edit`);
    await tool('bold').waitFor();
    assert.equal(await page.locator('.visual').count(), 0);
    const text = page.getByRole('textbox', { name: 'Texte' });
    await check(page, '360 light fr the Markdown editor');
    await text.fill('un mot\nun autre');
    await text.evaluate(field => field.setSelectionRange(3, 7));
    await tool('bold').click();
    assert.equal(await source(), 'un **mot**\nun autre');
    await tool('bold').click();
    assert.equal(await source(), 'un mot\nun autre');
    await text.evaluate(field => field.select());
    await tool('numbers').click();
    assert.equal(await source(), '1. un mot\n2. un autre');
    await tool('numbers').click();
    await text.evaluate(field => field.setSelectionRange(3, 6));
    await tool('link').click();
    await type('https://example.org/');
    await keys('Enter');
    assert.equal(await source(), 'un [mot](https://example.org/)\nun autre');
    await tool('preview').click();
    assert.equal(await page.locator('.editor-preview a').innerText(), 'mot');
    await check(page, '360 light fr the preview of a text');
    await tool('preview').click();
    // The arrows go along the buttons, the Tab key leaves them.
    await tool('bold').focus();
    await keys('ArrowRight', 'ArrowRight', 'Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'f-body');

    // What the visual editor would lose, it does not take.
    await text.fill('Eau : H<sub>2</sub>O');
    await press('Enregistrer les modifications');
    await choose('visual');
    await page.goto(`${read}/edit`);
    await page.locator('.editor-note').waitFor();
    assert.equal(await page.locator('.visual').count(), 0);
    assert.equal(await source(), 'Eau : H<sub>2</sub>O');
    await check(page, '360 light fr a text that is not for the visual editor');

    // A table is written, cell after cell.
    await text.fill('| Qui | Quand |\n|---|---|\n| Camille | lundi |');
    await press('Enregistrer les modifications');
    await page.goto(`${read}/edit`);
    await visual.locator('td').last().click();
    await keys('End');
    await type(' | 9h');
    assert.equal(await source(), '| Qui | Quand |\n| --- | --- |\n| Camille | lundi \\| 9h |');
    await check(page, '360 light fr a table in the visual editor');

    // A quotation that is asked for after something was typed stands above it, and the answer below is no quotation.
    await page.goto('/ac-besancon/courses/2636');
    await page.getByRole('link', { name: 'Nos essais en classe' }).first().click();
    await page.locator('main a[href*="/discussions/"]:not([href$="/new"])').first().click();
    await page.locator('main a[href*="/reply?to="]').first().click();
    const answer = page.getByRole('textbox', { name: 'Votre message' });
    await answer.waitFor();
    await answer.click();
    await type('Ma réponse');
    await page.locator('main a[href*="quote=1"]').click();
    await answer.locator('blockquote').waitFor();
    assert.match(await source(), /^> [^]*\n\nMa réponse$/);
    await answer.click();
    await keys('Control+End');
    await type(' continue');
    assert.match(await source(), /\n\nMa réponse continue$/);

    // And plain text is a plain field.
    await choose('plain');
    await page.goto(`${read}/edit`);
    assert.ok(await page.locator('#f-body').isVisible());
    assert.equal(await page.locator('.editor-tools').isVisible(), false);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}
