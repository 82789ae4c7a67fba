// What somebody does in a course she is in: reads, answers, goes on, keeps it offline, talks.
import assert from 'node:assert/strict';
import { folded } from './words.mjs';

const title = 'Session Essai parcours 2';

export async function learn({ page, context, look, scripts, language, troubles }) {
  await page.goto('/ac-besancon/my');
  await page.getByRole('link', { name: title }).first().click();
  assert.equal(await page.locator('h1').innerText(), title);
  const activity = page.locator('main a[href*="/activities/"]').first();
  await activity.click();
  await look('activity');
  // Going on finishes it, with and without scripts; the course says where she is.
  await page.locator('.step form button').click();
  await page.goto('/ac-besancon/courses/2636');
  assert.match(folded(await page.locator('main .progress').innerText()), /%/);
  assert.match(folded(await page.locator('main .actions').innerText()), language === 'fr' ? /^Reprendre/ : /^Continue/);
  await look('course, begun');
  // A step that is finished where it stands, and not after all.
  await page.locator('main [data-step] button').first().click();
  assert.match(page.url(), /\/courses\/2636#activity-\d+$/);
  await look('course, with a step finished');
  await page.locator('main [data-step] button.quiet').first().click();
  // She answers what is asked, once she chose something, and sees what the others answered.
  await page.getByRole('link', { name: /Combien d/ }).first().click();
  await look('sondage');
  await page.locator('main form .send button').click();
  await look('sondage, nothing chosen');
  await page.locator('main input[name=answer]').nth(1).check();
  await page.locator('main form .send button').click();
  await look('sondage, answered');
  assert.match(folded(await page.locator('main table').innerText()), /1 \(100 ?%\)/);
  await page.goto('/ac-besancon/courses/2636');
  // A link elsewhere says where it leads; a livre is read chapter by chapter and printed whole.
  await page.getByRole('link', { name: /Les programmes/ }).first().click();
  await look('url');
  assert.match(await page.locator('main').innerText(), /eduscol\.education\.gouv\.fr/);
  await page.goto('/ac-besancon/courses/2636');
  await page.getByRole('link', { name: /Trois séances/ }).first().click();
  await look('livre');
  await page.locator('main a[rel=next]').click();
  await look('chapter');
  assert.equal(folded(await page.locator('main h2').first().innerText()), "En cinquième : ce que l'on gagne, ce que l'on perd");
  await page.goto(`${page.url().replace(/\/chapters\/\d+$/, '')}/print`);
  await look('livre, to print');
  assert.equal(await page.locator('main article').count(), 3);
  await page.goto('/ac-besancon/courses/2636/print');
  await look('course on paper');
  await page.goto('/ac-besancon/courses/2636');
  assert.equal(await page.locator('main [data-offline] button').first().isVisible(), scripts, 'the button needs scripts');
  if (scripts) await keepOffline(page, context, troubles);
  if (scripts) await drawElsewhere(page, troubles);
}

// A browser that refuses drawings of another file, as Firefox did before 132, gets them into the page.
async function drawElsewhere(page, troubles) {
  const heard = troubles.length;
  const sheet = '**/assets/covers.*.svg';
  await page.route(sheet, route => route.request().resourceType() === 'fetch' ? route.continue() : route.abort());
  await page.goto('/ac-besancon/my');
  const cover = page.locator('.cover use[href^="#"]').first();
  await cover.waitFor({ state: 'attached' });
  assert.ok(await cover.evaluate(use => use.getBoundingClientRect().width > 0), 'it is drawn');
  await page.unroute(sheet);
  troubles.splice(heard);
  await page.goto('/ac-besancon/courses/2636');
}

// She reads a forum, opens a discussion with a fault first, answers a post with a quotation, finds it again.
export async function talk({ page, look, scripts }) {
  await page.goto('/ac-besancon/courses/2636');
  await page.locator('main .announcement h2 a').waitFor();
  await page.getByRole('link', { name: 'Nos essais en classe' }).first().click();
  await look('forum');
  const forum = page.url();
  await page.locator('main .forum-acts a.button').click();
  await page.locator('#f-title').fill('Un essai de plus');
  await page.locator('main form .send button').first().click();
  await look('discussion refused');
  assert.equal(await page.locator('#f-title').inputValue(), 'Un essai de plus');
  await page.locator('#f-body').fill('Dix **secondes** annoncées.\n\n- une\n- deux');
  await page.locator('#f-brought').setInputFiles({ name: 'chronomètre.txt', mimeType: 'text/plain', buffer: Buffer.from('Dix secondes.') });
  if (scripts) {
    await page.getByLabel('chronomètre.txt').waitFor();
    await look('discussion with a file');
  }
  await page.locator('main form .send button').first().click();
  await look('discussion opened');
  assert.equal(await page.locator('main .post strong').innerText(), 'secondes');
  assert.equal(await page.locator('main .post .files a').innerText(), 'chronomètre.txt');
  await page.locator('main .post a[href*="/edit"]').click();
  await look('post to change');
  await page.locator('main a[href$="/delete"]').click();
  await look('post to delete');
  await page.goto(forum);
  await page.getByRole('link', { name: 'Le silence après la question' }).first().click();
  await look('discussion');
  await page.locator('main .post a[href*="/reply"]').last().click();
  await page.locator('main .post a[href*="quote=1"]').click();
  assert.match(await page.locator('#f-body').inputValue(), /^> /);
  await page.locator('#f-body').fill(' ');
  await page.locator('main form .send button').first().click();
  await look('answer refused');
  await page.locator('#f-body').fill('Nous aussi.');
  await page.locator('main form .send button').first().click();
  await look('answered');
  for (const path of ['/search', '/search?q=ECOUTE', '/search?q=zzz']) {
    await page.goto(`${forum}${path}`);
    await look(`forum${path}`);
  }
  await page.goto('/ac-besancon/preferences/forum');
  await look('forum preferences');
  await page.goto('/ac-besancon/preferences/editor');
  await look('editor preferences');
}

// A course is kept when she asks, read without a network, and kept no longer.
async function keepOffline(page, context, troubles) {
  const [place, heard] = [page.locator('main [data-offline]'), troubles.length];
  await place.locator('button').first().click();
  await place.locator('button').last().waitFor({ state: 'visible' });
  await page.reload();
  assert.match(await place.locator('[role=status]').innerText(), /\d{2}\/\d{2}\/\d{4}/);
  const drawing = await page.locator('.course-cover use').getAttribute('href');
  assert.ok(await page.evaluate(async (sheet) => Boolean(await caches.match(sheet)), drawing.split('#')[0]), 'its drawing is kept');
  await context.setOffline(true);
  await page.goto('/ac-besancon/courses/2636');
  assert.equal(await page.locator('h1').innerText(), title);
  await page.locator('main a[href*="/activities/"]').first().click();
  const first = await page.locator('h1').innerText();
  await page.locator('.step form button').click();
  await page.waitForFunction(before => document.querySelector('h1')?.innerText !== before, first);
  await context.setOffline(false);
  // What the browser says of the network it did not have is no trouble of ours.
  troubles.splice(heard);
  await page.goto('/ac-besancon/courses/2636');
  await place.locator('button').last().click();
  await place.locator('button').first().waitFor({ state: 'visible' });
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
}
