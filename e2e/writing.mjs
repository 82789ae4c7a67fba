// What a trainer does to her courses: makes, copies and writes them.
import assert from 'node:assert/strict';

export async function write({ page, look, scripts }) {
  // She makes a session of her parcours, one more with its people, and takes a copy of a parcours of another académie.
  await page.goto('/ac-besancon/courses/2680/make/session');
  await look('make a session');
  await page.locator('#f-starts_on').fill('2027-02-04');
  await page.locator('#f-ends_on').fill('2027-01-04');
  await page.locator('main form .send button').click();
  await look('make a session, refused');
  assert.equal(await page.locator('#f-starts_on').inputValue(), '2027-02-04');
  await page.locator('#f-ends_on').fill('2027-03-04');
  await page.locator('main form .send button').click();
  assert.match(page.url(), /\/ac-besancon\/courses\/\d+$/);
  await look('session made');
  await page.goto(`${page.url()}/make/copy`);
  await look('duplicate');
  await page.locator('#f-take-people').check();
  await page.locator('main form .send button').click();
  await look('duplicated');
  await page.goto('/ac-dijon/parcours/1480');
  await look('parcours of another académie');
  await page.locator('main a[href$="/restore"]').click();
  await look('restore');
  await page.locator('main form .send button').click();
  assert.match(page.url(), /\/ac-besancon\/courses\/\d+$/);
  await look('restored');
  // She writes it where it is read: a section, a text seen before it is kept, something thrown away and taken back.
  for (const path of ['/courses/2636/edit', '/courses/2636/sections/1/edit', '/courses/2636/sections/1/add', '/courses/2636/sections/1/add/page', '/courses/2636/activities/1/edit', '/courses/2636?as=participant']) {
    await page.goto(`/ac-besancon${path}`);
    await look(path);
  }
  for (const kind of ['url', 'book', 'milestone', 'choice']) {
    await page.goto(`/ac-besancon/courses/2636/sections/1/add/${kind}`);
    await look(`add ${kind}`);
  }
  await page.goto('/ac-besancon/courses/2636/sections/1/add/url');
  await page.locator('#f-title').fill('Une page');
  await page.locator('#f-address').fill('javascript:alert(1)');
  await page.locator('main form .send button').first().click();
  await look('url refused');
  assert.equal(await page.locator('#f-title').inputValue(), 'Une page');
  await page.locator('#f-address').fill('example.org');
  await page.locator('main form button[name=preview]').click();
  await look('preview of a url');
  await page.goto('/ac-besancon/courses/2636/sections/1/add/choice');
  await page.locator('#f-title').fill('Quel jour ?');
  await page.locator('#f-answers').fill('Lundi\nlundi');
  await page.locator('main form .send button').first().click();
  await look('sondage refused');
  await page.locator('#f-answers').fill('Lundi\nMardi');
  await page.locator('main form button[name=preview]').click();
  await look('preview of a sondage');
  await page.goto('/ac-besancon/courses/2636');
  await page.getByRole('link', { name: /Combien d/ }).first().click();
  await page.locator('main details.folded summary').last().click();
  await look('sondage, who answered what');
  // A livre takes its title; its chapters come one by one.
  await page.goto('/ac-besancon/courses/2636/sections/1/add/book');
  await page.locator('#f-title').fill('Un livre essayé');
  await page.locator('main form .send button').first().click();
  await page.getByRole('link', { name: /Un livre essayé/ }).first().click();
  await look('livre without chapters');
  await page.locator('main a[href$="/write"]').click();
  await look('chapters, none');
  await page.locator('main a[href$="/write/new"]').click();
  await page.locator('#f-body').fill('Un **chapitre**.');
  await page.locator('main form .send button').first().click();
  await look('chapter refused');
  await page.locator('#f-title').fill('Premier chapitre');
  await page.locator('main form .send button').first().click();
  await look('chapters');
  await page.locator('main button[value^="trash"]').click();
  await look('chapter thrown away');
  await page.locator('main details.folded summary').last().click();
  await page.locator('main button[value^="restore"]').click();
  await page.goto('/ac-besancon/courses/2636/sections/1/add/forum');
  await look('a new forum');
  // She steers a discussion and answers in private.
  await page.goto('/ac-besancon/courses/2636');
  await page.getByRole('link', { name: 'Nos essais en classe' }).first().click();
  await page.getByRole('link', { name: 'Un groupe de quatre' }).first().click();
  await page.locator('main button[value=pin]').click();
  await look('discussion pinned');
  const discussion = page.url().replace(/[?#].*/, '');
  await page.goto(`${discussion}/move`);
  await look('where to move');
  await page.goto(discussion);
  await page.locator('main .post a[href*="/reply"]').first().click();
  await page.locator('#f-private').check();
  await page.locator('#f-body').fill('Rien que pour vous.');
  await page.locator('main form .send button').first().click();
  await look('answered in private');
  assert.equal(await page.locator('main .post[data-private]').count(), 1);
  await page.goto('/ac-besancon/courses/2636/sections/1/add/label');
  await page.locator('#f-body').fill('Un texte **essayé**.\n\n- un\n- deux');
  await page.locator('main form button[name=preview]').click();
  await look('preview of a label');
  assert.equal(await page.locator('main .panel strong').innerText(), 'essayé');
  await page.locator('main form .send button').first().click();
  await page.locator('main li', { hasText: 'Un texte essayé' }).locator('button[value^="activity-trash"]').click();
  await look('something thrown away');
  await page.locator('main details.folded summary').last().click();
  await page.locator('button[value^="activity-restore"]').first().click();
  await look('taken back');
  assert.ok((await page.locator('main').innerText()).includes('essayé'));
  // What is not open yet says why; each section has a page of its own, when she wants that.
  await page.goto('/ac-besancon/courses/2636/edit');
  const later = (await page.locator('main a[href*="/activities/"]:not([href$="/edit"])').last().getAttribute('href'));
  await page.goto(`${later}/edit`);
  await page.locator('main details.folded summary').click();
  await look('conditions');
  await page.locator('#f-opens_on').fill('2099-12-12');
  await page.locator('main form .send button').first().click();
  await page.goto(`${later}?as=participant`);
  await look('not open yet');
  assert.ok((await page.locator('main').innerText()).includes('12/12/2099'));
  await page.goto('/ac-besancon/courses/2636/edit');
  await page.locator('button[name=layout][value=section]').click();
  await look('one section a page');
  for (const path of ['/courses/2636', '/courses/2636/sections/1', '/courses/2636/sections/1?as=participant']) {
    await page.goto(`/ac-besancon${path}`);
    await look(`${path}, by section`);
  }
  await page.goto('/ac-besancon/courses/2636/edit');
  await page.locator('button[name=layout][value=all]').click();
  // A file is brought in, seen in its place and in the library.
  for (const kind of ['file', 'folder', 'video']) {
    await page.goto(`/ac-besancon/courses/2636/sections/1/add/${kind}`);
    await look(`add ${kind}`);
  }
  await page.goto('/ac-besancon/courses/2636/sections/1/add/file');
  await page.locator('#f-title').fill('Le guide');
  await page.locator('main form .send button').first().click();
  await look('file missing');
  await bring(page, scripts, 'guide.txt');
  await page.locator('main form button[name=preview]').click();
  await look('preview of a file');
  await page.locator('main form .send button').first().click();
  await page.getByRole('link', { name: 'Le guide' }).first().click();
  await look('file');
  await page.goto('/ac-besancon/media');
  await look('library');
  await page.locator('main .files a').first().click();
  await look('one file of the library');
  await page.locator('main form input[name=name]').fill('');
  await page.locator('main form .send button').click();
  await look('one file, refused');
  await page.goto(`${page.url().replace(/[?#].*/, '')}/delete`);
  await look('delete a file');
}

// Brings a file with a form: in parts by the script, or with the form itself.
async function bring(page, scripts, name) {
  await page.locator('#f-brought').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('Bonjour à toutes et à tous.') });
  if (scripts) await page.locator('[data-files] [name=file]').first().waitFor();
}
