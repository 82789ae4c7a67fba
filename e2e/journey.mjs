// From the link to the course, as the guide tells it, in a browser somebody might hold.
import { execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { check } from './checks.mjs';
import { code } from './totp.mjs';

const words = {
  fr: {
    direct: 'connexion directe à M@gistère', forgotten: "Vous avez oublié votre nom d'utilisateur et/ou votre mot de passe ?", address: 'Adresse de courriel', search: 'Rechercher',
    password: 'Nouveau mot de passe', again: 'Nouveau mot de passe (à nouveau)', save: 'Enregistrer', first: 'Prénom', last: 'Nom', saveProfile: 'Enregistrer le profil',
    setPassword: 'Définir mot de passe', my: 'Mes parcours', preferences: 'Préférences', signOut: 'Se déconnecter', guide: 'connexion-directe',
  },
  en: {
    direct: 'direct sign-in to M@gistère', forgotten: 'Forgotten your username or password?', address: 'E-mail address', search: 'Search',
    password: 'New password', again: 'New password (again)', save: 'Save', first: 'First name', last: 'Last name', saveProfile: 'Save profile',
    setPassword: 'Set password', my: 'My courses', preferences: 'Preferences', signOut: 'Sign out', guide: 'direct-sign-in',
  },
};
const her = 'stagiaire25@example.org';
const good = 'Cerisier-bleu-47!';
const title = 'Session Essai parcours 2';

export async function walk(browser, site, { viewport, theme, language, scripts, pictures }) {
  const say = words[language];
  const context = await browser.newContext({ viewport, colorScheme: theme, javaScriptEnabled: scripts, baseURL: site.origin, deviceScaleFactor: pictures ? 2 : 1 });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const troubles = [];
  page.on('console', message => { if (message.type() === 'error') troubles.push(message.text()); });
  page.on('pageerror', error => troubles.push(String(error)));
  page.on('request', request => { if (!request.url().startsWith(site.origin) && !request.url().startsWith('data:')) troubles.push(`third party: ${request.url()}`); });
  const screens = [];
  const picture = async name => {
    if (!pictures) return;
    const folder = `docs/${language}/images/${say.guide}`;
    await mkdir(folder, { recursive: true });
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${folder}/${name}.png` });
    // The site embeds these pictures: without pngquant they are four times as heavy.
    execFileSync('pngquant', ['--force', '--ext', '.png', '--strip', `${folder}/${name}.png`]);
  };
  const arrived = async name => {
    screens.push(await page.locator('h1').innerText());
    await check(page, { scripts, name });
  };
  try {
    if (language === 'en') await page.goto('/ac-besancon/catalogue?lang=en');

    await page.goto('/ac-besancon/course/view.php?id=2636');
    await arrived('choice');
    assert.ok((await page.locator('main').innerText()).includes(title), 'the choice names the course');
    await picture('1-choix');
    await page.getByRole('link', { name: named(say.direct) }).click();
    await arrived('sign-in');
    await picture('2-connexion');
    await page.getByRole('link', { name: named(say.forgotten) }).click();
    await arrived('forgot-password');
    await picture('3-mot-de-passe-oublie');
    await page.getByLabel(named(say.address)).fill(her);
    await page.locator('form', { has: page.getByLabel(named(say.address)) }).getByRole('button', { name: named(say.search) }).click();
    await arrived('sent');

    const mail = await site.mail();
    const link = mail.text.match(/http:\/\/\S+forgot_password\.php\?token=[\w-]+/)?.[0];
    assert.ok(link, `a link in the mail:\n${mail.text.slice(0, 2000)}`);
    if (pictures) {
      await page.goto(`/mailbox/${mail.name}`);
      await picture('4-message');
    }
    await page.goto(link);
    await arrived('set-password');
    assert.ok(!page.url().includes('token='), 'the token leaves the address bar');
    assert.equal(folded(await page.locator('h1').innerText()), folded(say.setPassword));
    await page.getByLabel(named(say.password)).fill('court');
    await picture('5-definir-mot-de-passe');
    await page.getByRole('button', { name: named(say.save) }).click();
    assert.equal(folded(await page.locator('h1').innerText()), folded(say.setPassword), 'a weak password is refused on the same page');
    await check(page, { scripts, name: 'set-password refused' });
    await page.getByLabel(named(say.password)).fill(good);
    await page.getByLabel(named(say.again)).fill(good);
    await page.getByRole('button', { name: named(say.save) }).click();
    await arrived('profile');
    await page.getByLabel(named(say.first)).fill('Dominique');
    await page.getByLabel(named(say.last)).fill('Essai');
    await picture('6-profil');
    await page.getByRole('button', { name: named(say.saveProfile) }).click();
    await arrived('course');
    assert.equal(await page.locator('h1').innerText(), title);
    assert.match(page.url(), /\/ac-besancon\/courses\/2636$/);
    assert.equal(screens.length, 7, `seven screens: ${screens}`);
    await picture('7-parcours');

    for (const path of ['/my', '/my?q=zzz', '/my/details/2636', '/my/blocks', '/calendar', '/catalogue', '/catalogue?q=elevs&nature=accompanied', '/catalogue?q=zzz', '/search', '/search?q=calcul', '/search?q=zzz', '/preferences', '/profile', '/preferences/password', '/preferences/language', '/preferences/sessions', '/preferences/second-factor', '/courses/2641/about', '/courses/2645/about', '/courses/1', '/help/sign-in', '/help/use', '/legal', '/about', '/contact', '/accessibility', '/privacy', '/sign-in/cookies', '/sign-out']) {
      await page.goto(`/ac-besancon${path}`);
      await check(page, { scripts, name: path });
    }
    await page.goto('/ac-besancon/my');
    await page.getByRole('link', { name: title }).first().click();
    assert.equal(await page.locator('h1').innerText(), title);
    const activity = page.locator('main a[href*="/activities/"]').first();
    await activity.click();
    await check(page, { scripts, name: 'activity' });
    // Going on finishes it, with and without scripts; the course says where she is.
    await page.locator('.step form button').click();
    await page.goto('/ac-besancon/courses/2636');
    assert.match(folded(await page.locator('main .progress').innerText()), /%/);
    assert.match(folded(await page.locator('main .actions').innerText()), language === 'fr' ? /^Reprendre/ : /^Go on/);
    await check(page, { scripts, name: 'course, begun' });
    // A step that is finished where it stands, and not after all.
    await page.locator('main [data-step] button').first().click();
    assert.match(page.url(), /\/courses\/2636#activity-\d+$/);
    await check(page, { scripts, name: 'course, with a step finished' });
    await page.locator('main [data-step] button.quiet').first().click();
    // She answers what is asked, once she chose something, and sees what the others answered.
    await page.getByRole('link', { name: /Combien d/ }).first().click();
    await check(page, { scripts, name: 'sondage' });
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'sondage, nothing chosen' });
    await page.locator('main input[name=answer]').nth(1).check();
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'sondage, answered' });
    assert.match(folded(await page.locator('main table').innerText()), /1 \(100 %\)/);
    await page.goto('/ac-besancon/courses/2636');
    // A link elsewhere says where it leads; a livre is read chapter by chapter and printed whole.
    await page.getByRole('link', { name: /Les programmes/ }).first().click();
    await check(page, { scripts, name: 'url' });
    assert.match(await page.locator('main').innerText(), /eduscol\.education\.gouv\.fr/);
    await page.goto('/ac-besancon/courses/2636');
    await page.getByRole('link', { name: /Trois séances/ }).first().click();
    await check(page, { scripts, name: 'livre' });
    await page.locator('main a[rel=next]').click();
    await check(page, { scripts, name: 'chapter' });
    assert.equal(folded(await page.locator('main h2').first().innerText()), "En cinquième : ce que l'on gagne, ce que l'on perd");
    await page.goto(`${page.url().replace(/\/chapters\/\d+$/, '')}/print`);
    await check(page, { scripts, name: 'livre, to print' });
    assert.equal(await page.locator('main article').count(), 3);
    await page.goto('/ac-besancon/courses/2636/print');
    await check(page, { scripts, name: 'course on paper' });
    await page.goto('/ac-besancon/courses/2636');
    assert.equal(await page.locator('main [data-offline] button').first().isVisible(), scripts, 'the button needs scripts');
    if (scripts) await keepOffline(page, context, troubles);
    for (const path of ['/', '/ac-inconnue/', '/styleguide', '/mailbox', '/arena-demo']) {
      await page.goto(path);
      await check(page, { scripts, name: path });
    }
    await page.goto('/ac-besancon/sign-out');
    await page.locator('main').getByRole('button', { name: say.signOut }).click();
    await check(page, { scripts, name: 'signed out' });

    // Somebody who has courses of several kinds: all that narrows the list is there.
    await page.goto('/ac-besancon/sign-in');
    await page.locator('#f-username').fill('camille.martin@example.org');
    await page.locator('#f-password').fill(good);
    await page.locator('main form button[type=submit]').click();
    assert.match(page.url(), /\/ac-besancon\/my$/);
    await check(page, { scripts, name: 'my, full' });
    // She asks for what is new each Monday.
    await page.goto('/ac-besancon/preferences/new-offers');
    await check(page, { scripts, name: 'new offers' });
    await page.locator('main form input[type=checkbox]').first().check();
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'new offers asked for' });
    assert.ok(await page.locator('main form input[type=checkbox]').first().isChecked());
    await page.goto('/ac-besancon/sign-out');
    await page.locator('main').getByRole('button', { name: say.signOut }).click();

    // A trainer pastes an address, looks at the lines, enrols.
    await page.goto('/ac-besancon/sign-in?wanted=/ac-besancon/courses/2636/participants');
    await page.locator('#f-username').fill('formateur@example.org');
    await page.locator('#f-password').fill(good);
    await page.locator('main form button[type=submit]:not(.peek)').first().click();
    await check(page, { scripts, name: 'participants' });
    await page.goto('/ac-besancon/courses/2636/participants/add');
    await check(page, { scripts, name: 'add' });
    await page.locator('#f-addresses').fill('Zoé Nouvelle <zoe@example.org>, rien\ncamille.martin@example.org');
    await page.locator('main form button[type=submit]').first().click();
    await check(page, { scripts, name: 'lines' });
    await page.locator('main form button[type=submit]').first().click();
    await check(page, { scripts, name: 'report' });
    await page.goto('/ac-besancon/courses/2636/participants/csv');
    await check(page, { scripts, name: 'csv' });
    await page.locator('#f-csv').fill('ana@example.org;participant;Groupe A\nrien');
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'csv lines' });
    await page.locator('main form button[type=submit]').first().click();
    await check(page, { scripts, name: 'csv report' });
    await page.goto('/ac-besancon/courses/2636/participants?group=Groupe%20A');
    await check(page, { scripts, name: 'group' });
    await page.locator('tbody th a').first().click();
    await check(page, { scripts, name: 'one person' });
    for (const path of ['/courses/new', '/courses/2607/manage', '/courses/2607/indexing', '/courses/2636/manage', '/courses/2607/self-enrolment', '/parcours', '/parcours/2680', '/courses/2680']) {
      await page.goto(`/ac-besancon${path}`);
      await check(page, { scripts, name: path });
    }
    // She makes a session of her parcours, one more with its people, and takes a copy of a parcours of another académie.
    await page.goto('/ac-besancon/courses/2680/make/session');
    await check(page, { scripts, name: 'make a session' });
    await page.locator('#f-starts_on').fill('2027-02-04');
    await page.locator('#f-ends_on').fill('2027-01-04');
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'make a session, refused' });
    assert.equal(await page.locator('#f-starts_on').inputValue(), '2027-02-04');
    await page.locator('#f-ends_on').fill('2027-03-04');
    await page.locator('main form .send button').click();
    assert.match(page.url(), /\/ac-besancon\/courses\/\d+$/);
    await check(page, { scripts, name: 'session made' });
    await page.goto(`${page.url()}/make/copy`);
    await check(page, { scripts, name: 'duplicate' });
    await page.locator('#f-take-people').check();
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'duplicated' });
    await page.goto('/ac-dijon/parcours/1480');
    await check(page, { scripts, name: 'parcours of another académie' });
    await page.locator('main a[href$="/restore"]').click();
    await check(page, { scripts, name: 'restore' });
    await page.locator('main form .send button').click();
    assert.match(page.url(), /\/ac-besancon\/courses\/\d+$/);
    await check(page, { scripts, name: 'restored' });
    // She writes it where it is read: a section, a text seen before it is kept, something thrown away and taken back.
    for (const path of ['/courses/2636/edit', '/courses/2636/sections/1/edit', '/courses/2636/sections/1/add', '/courses/2636/sections/1/add/page', '/courses/2636/activities/1/edit', '/courses/2636?as=participant']) {
      await page.goto(`/ac-besancon${path}`);
      await check(page, { scripts, name: path });
    }
    for (const kind of ['url', 'book', 'milestone', 'choice']) {
      await page.goto(`/ac-besancon/courses/2636/sections/1/add/${kind}`);
      await check(page, { scripts, name: `add ${kind}` });
    }
    await page.goto('/ac-besancon/courses/2636/sections/1/add/url');
    await page.locator('#f-title').fill('Une page');
    await page.locator('#f-address').fill('javascript:alert(1)');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'url refused' });
    assert.equal(await page.locator('#f-title').inputValue(), 'Une page');
    await page.locator('#f-address').fill('example.org');
    await page.locator('main form button[name=preview]').click();
    await check(page, { scripts, name: 'preview of a url' });
    await page.goto('/ac-besancon/courses/2636/sections/1/add/choice');
    await page.locator('#f-title').fill('Quel jour ?');
    await page.locator('#f-answers').fill('Lundi\nlundi');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'sondage refused' });
    await page.locator('#f-answers').fill('Lundi\nMardi');
    await page.locator('main form button[name=preview]').click();
    await check(page, { scripts, name: 'preview of a sondage' });
    await page.goto('/ac-besancon/courses/2636');
    await page.getByRole('link', { name: /Combien d/ }).first().click();
    await page.locator('main details.folded summary').last().click();
    await check(page, { scripts, name: 'sondage, who answered what' });
    // A livre takes its title; its chapters come one by one.
    await page.goto('/ac-besancon/courses/2636/sections/1/add/book');
    await page.locator('#f-title').fill('Un livre essayé');
    await page.locator('main form .send button').first().click();
    await page.getByRole('link', { name: /Un livre essayé/ }).first().click();
    await check(page, { scripts, name: 'livre without chapters' });
    await page.locator('main a[href$="/write"]').click();
    await check(page, { scripts, name: 'chapters, none' });
    await page.locator('main a[href$="/write/new"]').click();
    await page.locator('#f-body').fill('Un **chapitre**.');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'chapter refused' });
    await page.locator('#f-title').fill('Premier chapitre');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'chapters' });
    await page.locator('main button[value^="trash"]').click();
    await check(page, { scripts, name: 'chapter thrown away' });
    await page.locator('main details.folded summary').last().click();
    await page.locator('main button[value^="restore"]').click();
    await page.goto('/ac-besancon/courses/2636/sections/1/add/label');
    await page.locator('#f-body').fill('Un texte **essayé**.\n\n- un\n- deux');
    await page.locator('main form button[name=preview]').click();
    await check(page, { scripts, name: 'preview of a label' });
    assert.equal(await page.locator('main .panel strong').innerText(), 'essayé');
    await page.locator('main form .send button').first().click();
    await page.locator('main li', { hasText: 'Un texte essayé' }).locator('button[value^="activity-trash"]').click();
    await check(page, { scripts, name: 'something thrown away' });
    await page.locator('main details.folded summary').last().click();
    await page.locator('button[value^="activity-restore"]').first().click();
    await check(page, { scripts, name: 'taken back' });
    assert.ok((await page.locator('main').innerText()).includes('essayé'));
    // What is not open yet says why; each section has a page of its own, when she wants that.
    await page.goto('/ac-besancon/courses/2636/edit');
    const later = (await page.locator('main a[href*="/activities/"]:not([href$="/edit"])').last().getAttribute('href'));
    await page.goto(`${later}/edit`);
    await page.locator('main details.folded summary').click();
    await check(page, { scripts, name: 'conditions' });
    await page.locator('#f-opens_on').fill('2099-12-12');
    await page.locator('main form .send button').first().click();
    await page.goto(`${later}?as=participant`);
    await check(page, { scripts, name: 'not open yet' });
    assert.ok((await page.locator('main').innerText()).includes('12/12/2099'));
    await page.goto('/ac-besancon/courses/2636/edit');
    await page.locator('button[name=layout][value=section]').click();
    await check(page, { scripts, name: 'one section a page' });
    for (const path of ['/courses/2636', '/courses/2636/sections/1', '/courses/2636/sections/1?as=participant']) {
      await page.goto(`/ac-besancon${path}`);
      await check(page, { scripts, name: `${path}, by section` });
    }
    await page.goto('/ac-besancon/courses/2636/edit');
    await page.locator('button[name=layout][value=all]').click();
    // She describes her session, with a fault first, and everything typed is still there.
    await page.goto('/ac-besancon/courses/2636/indexing');
    await page.locator('#f-keywords').fill('prise de parole');
    await page.locator('#f-hours_on_site').fill('trois');
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'indexing refused' });
    assert.equal(await page.locator('#f-keywords').inputValue(), 'prise de parole');
    await page.locator('#f-hours_on_site').fill('3h');
    await page.locator('#f-picture').setInputFiles({ name: 'essai.png', mimeType: 'image/png', buffer: readFileSync('docs/fr/images/connexion-directe/7-parcours.png') });
    await page.locator('main form .send button').click();
    assert.match(page.url(), /\/courses\/2636\/manage$/);
    for (const path of ['/courses/2636/indexing', '/courses/2636', '/my']) {
      await page.goto(`/ac-besancon${path}`);
      await check(page, { scripts, name: `${path} with its picture` });
      const picture = await page.locator('img[src*="/courses/2636/picture/"]').first().getAttribute('src');
      assert.equal((await page.request.get(picture)).headers()['content-type'], 'image/jpeg');
    }
    await page.goto('/ac-besancon/sign-out');
    await page.locator('main').getByRole('button', { name: say.signOut }).click();

    // A manager gives her second code, and looks after her académie.
    await page.goto('/ac-besancon/sign-in?wanted=/ac-besancon/manage');
    await page.locator('#f-username').fill('gestionnaire@example.org');
    await page.locator('#f-password').fill(good);
    await page.locator('main form button[type=submit]:not(.peek)').first().click();
    await check(page, { scripts, name: 'code' });
    await page.locator('#f-code').fill('000000');
    await page.locator('main form button[type=submit]').click();
    await check(page, { scripts, name: 'code refused' });
    await page.locator('#f-code').fill(code('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'));
    await page.locator('main form button[type=submit]').click();
    assert.match(page.url(), /\/ac-besancon\/manage$/);
    for (const path of ['/manage', '/manage/people', '/manage/people?q=zzz', '/manage/people/new', '/manage/people/1', '/manage/courses', '/manage/settings', '/manage/terms', '/manage/texts', '/manage/texts/legal.fr', '/manage/mail', '/manage/mail?state=dead', '/preferences/second-factor']) {
      await page.goto(`/ac-besancon${path}`);
      await check(page, { scripts, name: path });
    }
    // Two accounts of one person: she finds the other one, and both are asked.
    await page.goto('/ac-besancon/manage/people/1/merge');
    await check(page, { scripts, name: 'merge' });
    await page.locator('main').getByRole('searchbox').fill('stagiaire25');
    await page.locator('main form button[type=submit]').click();
    await check(page, { scripts, name: 'merge with whom' });
    await page.locator('main ul.links a').first().click();
    await check(page, { scripts, name: 'merge which' });
    await page.locator('main form .send button').click();
    await check(page, { scripts, name: 'merge asked for' });
    const agree = (await site.mail('/confirm-merge?token=')).text.match(/http:\/\/\S+confirm-merge\?token=[\w-]+/)?.[0];
    await page.goto(agree);
    await check(page, { scripts, name: 'merge, to agree to' });
    assert.ok(!page.url().includes('token='), 'the token leaves the address bar');
    await page.locator('main form button[type=submit]').click();
    await check(page, { scripts, name: 'merge, agreed' });
    await page.goto('/ac-besancon/confirm-merge/dead');
    await check(page, { scripts, name: 'merge, too late' });
    // Answers other than 200 are listed by the browser's console as failed resources; they are pages here.
    assert.deepEqual(troubles.filter(text => !/status of (401|403|404|410|422)/.test(text)), []);
    return screens.length + 127;
  } catch (error) {
    await page.screenshot({ path: `e2e/failed-${viewport.width}-${theme}-${language}-${scripts ? 'scripts' : 'plain'}.png`, fullPage: true }).catch(() => {});
    error.message = `at ${page.url()}: ${error.message}`;
    throw error;
  } finally {
    await context.close();
  }
}

// A course is kept when she asks, read without a network, and kept no longer.
async function keepOffline(page, context, troubles) {
  const [place, heard] = [page.locator('main [data-offline]'), troubles.length];
  await place.locator('button').first().click();
  await place.locator('button').last().waitFor({ state: 'visible' });
  await page.reload();
  assert.match(await place.locator('[role=status]').innerText(), /\d{2}\/\d{2}\/\d{4}/);
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

// Outside of the product, spaces and apostrophes are typed as anybody would.
function folded(text) {
  return text.replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'");
}

// Exactly these words, however their spaces and apostrophes are printed.
function named(text) {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/'/g, "['’]").replace(/ /g, '[\\s\\u00a0\\u202f]');
  return new RegExp(`^\\s*${escaped}\\s*$`);
}
