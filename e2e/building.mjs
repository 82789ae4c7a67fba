// A trainer who never saw the product builds a course of three sections and eight activities: with clicks, then on a keyboard only.
// Every step is a link or a button that the page before shows; no address is typed but the first. Prints how long it took and how many steps.
// With the mouse she then drags parts elsewhere, on a screen so low that the page must scroll under them.
import assert from 'node:assert/strict';
import { check } from './checks.mjs';

const good = 'Cerisier-bleu-47!';
const sections = ['Avant de commencer', 'Essayer', 'Faire le point'];
// Section, kind as it is offered, title, and what else its form asks for.
const activities = [
  [0, 'Étiquette', 'Bienvenue', { body: 'Trois semaines, **deux heures** en tout.' }],
  [0, 'Page', 'Ce que vous allez faire', { body: '## Le programme\n\n- lire\n- essayer\n- en parler' }],
  [0, 'Forum', 'Questions et réponses', {}],
  [1, 'Lien (URL)', 'Les textes officiels', { address: 'https://eduscol.education.gouv.fr/' }],
  [1, 'Livre', 'Quatre situations', {}],
  [1, 'Marqueur d’avancement', 'J’ai essayé en classe', {}],
  [2, 'Sondage', 'Qu’est-ce qui a marché ?', { answers: 'Tout\nUne partie\nRien encore' }],
  [2, 'Page', 'Pour aller plus loin', { body: 'Un dernier texte.' }],
];
const plain = text => text.replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'").replace(/\s+/g, ' ').trim();

// A hand on the mouse, or on the keyboard alone: both find links, buttons and fields by what they read as.
function mouse(page) {
  const named = (role, name) => page.getByRole(role, { name: new RegExp(plain(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/'/g, "['’]").replace(/ /g, '[\\s\\u00a0\\u202f]+')) });
  return {
    follow: (name, nth = 0) => named('link', name).nth(nth).click(),
    press: name => named('button', name).first().click(),
    fill: (id, text) => page.locator(id).fill(text),
  };
}

function keyboard(page) {
  // Tab after Tab from where one is, until what has the focus is what was looked for.
  const reach = async (selector, wanted, nth = 0) => {
    let met = 0;
    for (let tabs = 0; tabs < 400; tabs += 1) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(like => (document.activeElement?.matches(like) ? document.activeElement.innerText || document.activeElement.id : null), selector);
      if (here === null || !plain(here).includes(plain(wanted))) continue;
      if (met === nth) return;
      met += 1;
    }
    throw new Error(`no key leads to « ${wanted} »`);
  };
  const act = async (selector, name, nth) => {
    await reach(selector, name, nth);
    const before = await page.evaluate(() => performance.timeOrigin);
    await page.keyboard.press('Enter');
    await page.waitForFunction(before => performance.timeOrigin !== before && document.readyState === 'complete', before);
  };
  return {
    follow: (name, nth) => act('a', name, nth),
    press: name => act('button', name),
    async fill(id, text) {
      // A long text is written in the visual editor, which stands for its field.
      await reach(id === '#f-body' ? '.visual' : id, '');
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
  };
}

const titles = page => page.locator('.authoring :is(.section > h2, .activities h3)').allInnerTexts().then(all => all.map(plain));

// Drags a part by its handle until it is marked to go before another one, scrolling at the edges of the window on the way; then lets go, or gives up.
async function drag(page, part, before, giveUp = false) {
  const handle = part.locator('[data-drag]').first();
  await handle.scrollIntoViewIfNeeded();
  const from = await handle.boundingBox();
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  const { height } = page.viewportSize();
  for (let tries = 0; ; tries += 1) {
    const { y } = await before.boundingBox();
    if (y > 110 && y < height - 110) {
      await page.mouse.move(from.x + 30, y + 2, { steps: 5 });
      break;
    }
    assert.ok(tries < 200, 'the page scrolls under what is dragged');
    await page.mouse.move(from.x + 30 + (tries % 2), y < 110 ? 40 : height - 40);
    await page.waitForTimeout(20);
  }
  assert.equal(await before.getAttribute('data-drop'), 'before');
  assert.equal(await page.locator('[data-drop]').count(), 1);
  if (giveUp) await page.keyboard.press('Escape');
  const [answer] = await Promise.all([giveUp ? null : page.waitForNavigation(), page.mouse.up()]);
  assert.equal(await page.locator('[data-drop], [data-dragged], .dragged').count(), 0);
  if (answer) await page.locator('.notice[data-kind=done]', { hasText: 'déplacé' }).waitFor();
}

async function dragAll(page) {
  await page.setViewportSize({ width: 1280, height: 480 });
  const activity = title => page.locator('.activities > li', { hasText: title });
  const section = title => page.locator('.authoring > .section', { hasText: title });
  const before = await titles(page);
  await drag(page, activity('Quatre situations'), activity('Bienvenue'), true);
  assert.deepEqual(await titles(page), before, 'Escape leaves it where it was');
  await drag(page, activity('Quatre situations'), activity('Bienvenue'));
  const moved = before.filter(title => title !== 'Quatre situations');
  moved.splice(1, 0, 'Quatre situations');
  assert.deepEqual(await titles(page), moved, 'into another section');
  await drag(page, section('Faire le point'), section('Essayer'));
  const [first, second, third] = [moved.slice(0, moved.indexOf('Essayer')), moved.slice(moved.indexOf('Essayer'), moved.indexOf('Faire le point')), moved.slice(moved.indexOf('Faire le point'))];
  assert.deepEqual(await titles(page), [...first, ...third, ...second], 'a section with what is in it');
  await page.setViewportSize({ width: 1280, height: 800 });
}

export async function build(browser, site, { keys, look }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: site.origin });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  let steps = 0;
  const hand = keys ? keyboard(page) : mouse(page);
  const count = action => (...args) => {
    steps += 1;
    return action(...args);
  };
  const [follow, press, fill] = [hand.follow, hand.press, hand.fill].map(count);
  try {
    await page.goto('/ac-besancon/sign-in');
    await fill('#f-username', 'formateur@example.org');
    await fill('#f-password', good);
    await press('Connexion');
    const started = performance.now();
    await follow('Créer un parcours');
    await fill('#f-title', keys ? 'Construit au clavier' : 'Construit à la souris');
    await press('Créer');
    await follow('Modifier le contenu');
    for (const title of sections) {
      await fill('#f-title', title);
      await press('Ajouter la section');
    }
    for (const [section, kind, title, more] of activities) {
      await follow('Ajouter une activité', section);
      await follow(kind);
      await fill('#f-title', title);
      for (const [field, text] of Object.entries(more)) await fill(`#f-${field}`, text);
      await press('Enregistrer les modifications');
    }
    if (!keys) await dragAll(page);
    await follow('Voir comme un participant');
    const text = plain(await page.locator('main').innerText());
    for (const words of [...sections, ...activities.map(([, , title]) => title)]) assert.ok(text.includes(plain(words)), `the course shows « ${words} »`);
    if (look) await check(page, { scripts: true, name: 'a course that was built' });
    return { steps, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    await page.screenshot({ path: `e2e/failed-building-${keys ? 'keys' : 'clicks'}.png`, fullPage: true }).catch(() => {});
    error.message = `at ${page.url()}: ${error.message}`;
    throw error;
  } finally {
    await context.close();
  }
}
