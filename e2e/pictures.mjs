// The pictures of the guides: what a phone shows of a page.
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';

// Takes what the window shows, from `from` on (the top when there is none), as `docs/{language}/images/{guide}/{name}.png`.
export async function take(page, { language, guide, name, from }) {
  const folder = `docs/${language}/images/${guide}`;
  await mkdir(folder, { recursive: true });
  await page.evaluate(selector => scrollTo(0, selector ? document.querySelector(selector).getBoundingClientRect().top + scrollY - 90 : 0), from);
  await page.screenshot({ path: `${folder}/${name}.png` });
  // The site embeds these pictures: without pngquant they are four times as heavy.
  execFileSync('pngquant', ['--force', '--ext', '.png', '--strip', `${folder}/${name}.png`]);
}

const words = { fr: 'construire-un-parcours', en: 'building-a-course' };

// The pictures of « Construire un parcours »: a trainer begins a course as the guide tells it. Fields and links are found by what they are, so that
// one walk serves both languages; what she writes is French, as courses are.
export async function pictureBuilding(browser, site, { viewport, theme, language }) {
  const context = await browser.newContext({ viewport, colorScheme: theme, baseURL: site.origin, deviceScaleFactor: 2 });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const picture = async (name, from) => {
    await page.evaluate(() => document.activeElement?.blur());
    await take(page, { language, guide: words[language], name, from });
  };
  const save = () => page.locator('main form .send button[type=submit]').first().click();
  const follow = end => page.locator(`main a[href$="${end}"]`).first().click();
  const add = async (kind, title, more = {}) => {
    await follow('/add');
    await follow(`/${kind}`);
    await page.locator('#f-title').fill(title);
    for (const [field, value] of Object.entries(more)) await page.locator(`#f-${field}`).fill(value);
    await save();
  };
  try {
    await page.goto(`/ac-besancon/sign-in?lang=${language}`);
    await page.locator('#f-username').fill('formateur@example.org');
    await page.locator('#f-password').fill('Cerisier-bleu-47!');
    await page.locator('main form button[type=submit]').first().click();
    await page.goto('/ac-besancon/courses/new');
    await page.locator('#f-title').fill('Apprendre à coopérer en classe');
    await picture('1-creer');
    await save();
    await follow('/edit');
    for (const title of ['Avant de commencer', 'Essayer en classe']) {
      await page.locator('#f-title').fill(title);
      await save();
    }
    await add('label', '', { body: 'Trois semaines, **deux heures** en tout. Gardez une heure de classe libre la deuxième semaine.' });
    await add('page', 'Pourquoi faire coopérer les élèves', { body: 'Un premier texte.' });
    await add('forum', 'Questions et réponses');
    await picture('2-contenu', '.sections');
    await follow('/add');
    await picture('3-activites');
    await page.goBack();
    await page.locator('main .section').nth(1).locator('a[href$="/add"]').click();
    await follow('/milestone');
    await page.locator('#f-title').fill('J’ai essayé un travail de groupe');
    await page.locator('main details.folded summary').last().click();
    await page.locator('#f-opens_on').fill('2027-01-11');
    await page.locator('#f-after').selectOption({ index: 1 });
    // Chromium without its languages writes days as Americans do: for the picture they stand as readers of the guide see them.
    await page.locator('input[type=date]').evaluateAll((fields, empty) => fields.forEach(field => {
      field.dataset.day = field.value;
      field.type = 'text';
      field.value = field.dataset.day.split('-').reverse().join('/') || empty;
    }), language === 'fr' ? 'jj/mm/aaaa' : 'dd/mm/yyyy');
    await picture('4-conditions', 'main details.folded[open]');
    await page.locator('input[data-day]').evaluateAll(fields => fields.forEach(field => {
      field.type = 'date';
      field.value = field.dataset.day;
    }));
    await save();
    await follow('?as=participant');
    await picture('5-participant', '#section-1 .activities');
    return 5;
  } finally {
    await context.close();
  }
}
