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
    // She reads a forum, opens a discussion with a fault first, answers a post with a quotation, finds it again.
    await page.goto('/ac-besancon/courses/2636');
    await page.getByRole('link', { name: 'Nos essais en classe' }).first().click();
    await check(page, { scripts, name: 'forum' });
    const forum = page.url();
    await page.locator('main .forum-acts a.button').click();
    await page.locator('#f-title').fill('Un essai de plus');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'discussion refused' });
    assert.equal(await page.locator('#f-title').inputValue(), 'Un essai de plus');
    await page.locator('#f-body').fill('Dix **secondes** annoncées.\n\n- une\n- deux');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'discussion opened' });
    assert.equal(await page.locator('main .post strong').innerText(), 'secondes');
    await page.locator('main .post a[href*="/edit"]').click();
    await check(page, { scripts, name: 'post to change' });
    await page.locator('main a[href$="/delete"]').click();
    await check(page, { scripts, name: 'post to delete' });
    await page.goto(forum);
    await page.getByRole('link', { name: 'Le silence après la question' }).first().click();
    await check(page, { scripts, name: 'discussion' });
    await page.locator('main .post a[href*="/reply"]').last().click();
    await page.locator('main .post a[href*="quote=1"]').click();
    assert.match(await page.locator('#f-body').inputValue(), /^> /);
    await page.locator('#f-body').fill(' ');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'answer refused' });
    await page.locator('#f-body').fill('Nous aussi.');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'answered' });
    for (const path of ['/search', '/search?q=ECOUTE', '/search?q=zzz']) {
      await page.goto(`${forum}${path}`);
      await check(page, { scripts, name: `forum${path}` });
    }
    await page.goto('/ac-besancon/preferences/forum');
    await check(page, { scripts, name: 'forum preferences' });
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
    // She writes it where it is read: a section, a text seen before it is kept, something thrown away and taken back.
    for (const path of ['/courses/2636/edit', '/courses/2636/sections/1/edit', '/courses/2636/sections/1/add', '/courses/2636/sections/1/add/page', '/courses/2636/activities/1/edit', '/courses/2636?as=participant']) {
      await page.goto(`/ac-besancon${path}`);
      await check(page, { scripts, name: path });
    }
    await page.goto('/ac-besancon/courses/2636/sections/1/add/forum');
    await check(page, { scripts, name: 'a new forum' });
    // She steers a discussion and answers in private.
    await page.goto('/ac-besancon/courses/2636');
    await page.getByRole('link', { name: 'Nos essais en classe' }).first().click();
    await page.getByRole('link', { name: 'Un groupe de quatre' }).first().click();
    await page.locator('main button[value=pin]').click();
    await check(page, { scripts, name: 'discussion pinned' });
    const discussion = page.url().replace(/[?#].*/, '');
    await page.goto(`${discussion}/move`);
    await check(page, { scripts, name: 'where to move' });
    await page.goto(discussion);
    await page.locator('main .post a[href*="/reply"]').first().click();
    await page.locator('#f-private').check();
    await page.locator('#f-body').fill('Rien que pour vous.');
    await page.locator('main form .send button').first().click();
    await check(page, { scripts, name: 'answered in private' });
    assert.equal(await page.locator('main .post[data-private]').count(), 1);
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
    return screens.length + 107;
  } catch (error) {
    await page.screenshot({ path: `e2e/failed-${viewport.width}-${theme}-${language}-${scripts ? 'scripts' : 'plain'}.png`, fullPage: true }).catch(() => {});
    error.message = `at ${page.url()}: ${error.message}`;
    throw error;
  } finally {
    await context.close();
  }
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
