// From the link to the course, as the guide tells it, in a browser somebody might hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { check } from './checks.mjs';
import { learn, talk } from './learning.mjs';
import { take } from './pictures.mjs';
import { code } from './totp.mjs';
import { folded, named } from './words.mjs';
import { write } from './writing.mjs';

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
    if (pictures) await take(page, { language, guide: say.guide, name });
  };
  // Pages that were looked at.
  let looked = 0;
  const look = name => {
    looked += 1;
    return check(page, { scripts, name });
  };
  const arrived = async name => {
    screens.push(await page.locator('h1').innerText());
    await look(name);
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
    await look('set-password refused');
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

    for (const path of ['/my', '/my?q=zzz', '/my/details/2636', '/my/blocks', '/calendar', '/catalogue', '/catalogue?q=elevs&nature=accompanied', '/catalogue?q=zzz', '/search', '/search?q=calcul', '/search?q=zzz', '/preferences', '/profile', '/preferences/password', '/preferences/language', '/preferences/sessions', '/preferences/second-factor', '/courses/2641/about', '/courses/2645/about', '/courses/1', '/help/sign-in', '/help/build', '/help/use', '/legal', '/about', '/contact', '/accessibility', '/privacy', '/sign-in/cookies', '/sign-out']) {
      await page.goto(`/ac-besancon${path}`);
      await look(path);
    }
    await learn({ page, context, look, scripts, language, troubles });
    for (const path of ['/', '/ac-inconnue/', '/styleguide', '/mailbox', '/arena-demo']) {
      await page.goto(path);
      await look(path);
    }
    await page.goto('/ac-besancon/sign-out');
    await page.locator('main').getByRole('button', { name: say.signOut }).click();
    await look('signed out');

    // Somebody who has courses of several kinds: all that narrows the list is there.
    await page.goto('/ac-besancon/sign-in');
    await page.locator('#f-username').fill('camille.martin@example.org');
    await page.locator('#f-password').fill(good);
    await page.locator('main form button[type=submit]').click();
    assert.match(page.url(), /\/ac-besancon\/my$/);
    await look('my, full');
    // She asks for what is new each Monday.
    await page.goto('/ac-besancon/preferences/new-offers');
    await look('new offers');
    await page.locator('main form input[type=checkbox]').first().check();
    await page.locator('main form .send button').click();
    await look('new offers asked for');
    assert.ok(await page.locator('main form input[type=checkbox]').first().isChecked());
    await talk({ page, look, scripts });
    await page.goto('/ac-besancon/sign-out');
    await page.locator('main').getByRole('button', { name: say.signOut }).click();

    // A trainer pastes an address, looks at the lines, enrols.
    await page.goto('/ac-besancon/sign-in?wanted=/ac-besancon/courses/2636/participants');
    await page.locator('#f-username').fill('formateur@example.org');
    await page.locator('#f-password').fill(good);
    await page.locator('main form button[type=submit]:not(.peek)').first().click();
    await look('participants');
    await page.goto('/ac-besancon/courses/2636/participants/add');
    await look('add');
    await page.locator('#f-addresses').fill('Zoé Nouvelle <zoe@example.org>, rien\ncamille.martin@example.org');
    await page.locator('main form button[type=submit]').first().click();
    await look('lines');
    await page.locator('main form button[type=submit]').first().click();
    await look('report');
    await page.goto('/ac-besancon/courses/2636/participants/csv');
    await look('csv');
    await page.locator('#f-csv').fill('ana@example.org;participant;Groupe A\nrien');
    await page.locator('main form .send button').click();
    await look('csv lines');
    await page.locator('main form button[type=submit]').first().click();
    await look('csv report');
    await page.goto('/ac-besancon/courses/2636/participants?group=Groupe%20A');
    await look('group');
    await page.locator('tbody th a').first().click();
    await look('one person');
    for (const path of ['/courses/new', '/courses/2607/manage', '/courses/2607/indexing', '/courses/2636/manage', '/courses/2607/self-enrolment', '/parcours', '/parcours/2680', '/courses/2680']) {
      await page.goto(`/ac-besancon${path}`);
      await look(path);
    }
    await write({ page, look, scripts });
    // She describes her session, with a fault first, and everything typed is still there.
    await page.goto('/ac-besancon/courses/2636/indexing');
    await page.locator('#f-keywords').fill('prise de parole');
    await page.locator('#f-hours_on_site').fill('trois');
    await page.locator('main form .send button').click();
    await look('indexing refused');
    assert.equal(await page.locator('#f-keywords').inputValue(), 'prise de parole');
    await page.locator('#f-hours_on_site').fill('3h');
    await page.locator('#f-picture').setInputFiles({ name: 'essai.png', mimeType: 'image/png', buffer: readFileSync('docs/fr/images/connexion-directe/7-parcours.png') });
    await page.locator('main form .send button').click();
    assert.match(page.url(), /\/courses\/2636\/manage$/);
    for (const path of ['/courses/2636/indexing', '/courses/2636', '/my']) {
      await page.goto(`/ac-besancon${path}`);
      await look(`${path} with its picture`);
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
    await look('code');
    await page.locator('#f-code').fill('000000');
    await page.locator('main form button[type=submit]').click();
    await look('code refused');
    await page.locator('#f-code').fill(code('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'));
    await page.locator('main form button[type=submit]').click();
    assert.match(page.url(), /\/ac-besancon\/manage$/);
    for (const path of ['/manage', '/manage/people', '/manage/people?q=zzz', '/manage/people/new', '/manage/people/1', '/manage/courses', '/manage/settings', '/manage/terms', '/manage/texts', '/manage/texts/legal.fr', '/manage/mail', '/manage/mail?state=dead', '/preferences/second-factor']) {
      await page.goto(`/ac-besancon${path}`);
      await look(path);
    }
    // Two accounts of one person: she finds the other one, and both are asked.
    await page.goto('/ac-besancon/manage/people/1/merge');
    await look('merge');
    await page.locator('main').getByRole('searchbox').fill('stagiaire25');
    await page.locator('main form button[type=submit]').click();
    await look('merge with whom');
    await page.locator('main ul.links a').first().click();
    await look('merge which');
    await page.locator('main form .send button').click();
    await look('merge asked for');
    const agree = (await site.mail('/confirm-merge?token=')).text.match(/http:\/\/\S+confirm-merge\?token=[\w-]+/)?.[0];
    await page.goto(agree);
    await look('merge, to agree to');
    assert.ok(!page.url().includes('token='), 'the token leaves the address bar');
    await page.locator('main form button[type=submit]').click();
    await look('merge, agreed');
    await page.goto('/ac-besancon/confirm-merge/dead');
    await look('merge, too late');
    // Answers other than 200 are listed by the browser's console as failed resources; they are pages here.
    assert.deepEqual(troubles.filter(text => !/status of (401|403|404|410|422)/.test(text)), []);
    return looked;
  } catch (error) {
    await page.screenshot({ path: `e2e/failed-${viewport.width}-${theme}-${language}-${scripts ? 'scripts' : 'plain'}.png`, fullPage: true }).catch(() => {});
    error.message = `at ${page.url()}: ${error.message}`;
    throw error;
  } finally {
    await context.close();
  }
}
