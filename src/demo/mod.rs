//! The demonstration: invented people and real content of ours, so that a stranger can walk the whole journey on her own machine.
//!
//! `content/site.json` says what there is, `content/pages/` holds the texts. It is filled once; a demonstration that is started
//! again goes on as it was left.

pub mod content;
mod forums;
mod pages;

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr};

use db::Tx;
use passwords::Turn;
use web::Filled;

use self::content::{Activity, Site};
use crate::academies::{Academy, settings};
use crate::access;
use crate::activities::Kinds;
use crate::activities::book::Chapters;
use crate::app::App;
use crate::catalogue::offer;
use crate::courses::joining::Conditions;
use crate::courses::{self, Course, NewActivity, NewCourse};
use crate::editor::{Format, Text};
use crate::indexing::terms::Terms;
use crate::indexing::{Field, Sheet};
use crate::lifecycle::description;
use crate::people::address::{Address, AddressState};
use crate::people::second_factor::{self, Seed};
use crate::people::{self, NewPerson, membership};
use crate::secrets::Secrets;
use crate::store::{self, Filler};
use crate::visit::picture::Brought;

/// The password of everybody who is active. Everybody knows it, so the site answers on its own machine only.
pub const PASSWORD: &str = "Cerisier-bleu-47!";
/// The second factor of the manager.
pub const SEED: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
/// Where the académies of the demonstration send people who need help.
const SUPPORT: &str = "assistance@example.org";
/// The académie that shows the way in by Arena, and the page that says Arena is not connected here.
const WITH_ARENA: &str = "ac-besancon";
const ARENA: &str = "/arena-demo";

/// Fills an empty site; leaves one that was filled before as it is. All in one transaction: cut short, it left nothing.
///
/// # Errors
/// A sentence, when the site is in use already, or the database fails.
pub async fn fill(app: &App) -> Result<(), String> {
    let failed = |error: Box<dyn Error + Send + Sync>| format!("cannot fill the demonstration: {error}");
    let mark = store::setting(&app.db, "filled_by").await.map_err(|error| failed(error.into()))?;
    if mark.as_deref() == Some(Filler::Demo.as_str()) {
        return Ok(());
    }
    if mark.is_some() || !store::is_empty(&app.db).await.map_err(|error| failed(error.into()))? {
        return Err("this site is in use: demo only fills an empty one".into());
    }
    fill_empty(app).await.map_err(failed)
}

async fn fill_empty(app: &App) -> Result<(), Box<dyn Error + Send + Sync>> {
    let site = content::site()?;
    let turn = Turn { prefix: IpAddr::V4(Ipv4Addr::LOCALHOST).into(), known_device: true };
    let hash = app.hashing.hash(turn, PASSWORD).await?;
    let now = app.clock.now();
    let academies = Academy::all(&app.db).await?;
    let tx = app.db.begin().await?;
    let filling = Filling { tx: &tx, academies: &academies, kinds: app.kinds, secrets: &app.secrets, now };
    filling.settings().await?;
    let people = filling.people(&site, &hash).await?;
    let courses = filling.courses(&site, &people).await?;
    filling.enrolments(&site, &people, &courses).await?;
    store::set(&tx, "filled_by", Filler::Demo.as_str()).await?;
    tx.commit().await?;
    Ok(())
}

type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

struct Filling<'a> {
    tx: &'a Tx,
    academies: &'a [Academy],
    kinds: Kinds,
    secrets: &'a Secrets,
    now: i64,
}

impl Filling<'_> {
    fn academy(&self, slug: &str) -> Done<&Academy> {
        self.academies.iter().find(|academy| academy.slug == slug).ok_or_else(|| format!("no académie {slug}").into())
    }

    async fn settings(&self) -> Done<()> {
        for academy in self.academies {
            settings::set(self.tx, academy.id, "support_contact", SUPPORT).await?;
        }
        let arena = self.academy(WITH_ARENA)?;
        settings::set(self.tx, arena.id, "arena_scolaire", ARENA).await?;
        settings::set(self.tx, arena.id, "arena_superieur", ARENA).await?;
        Ok(())
    }

    /// Makes everybody; gives their ids by address.
    async fn people<'s>(&self, site: &'s Site, hash: &str) -> Done<HashMap<&'s str, i64>> {
        let mut ids = HashMap::new();
        for person in &site.people {
            let academy = self.academy(&person.academy)?;
            let active = person.state == "active";
            let new = NewPerson {
                first_name: &person.first_name,
                last_name: &person.last_name,
                username: None,
                address: &Address::parse(&person.address).ok_or_else(|| format!("{} is no address", person.address))?,
                address_state: if active { AddressState::Verified } else { AddressState::Given },
                shared: false,
                academy_id: academy.id,
            };
            let id = people::create(self.tx, &new, self.now).await?;
            membership::join(self.tx, academy.id, id, self.now).await?;
            if active {
                people::set_password(self.tx, id, hash).await?;
            }
            if let Some(role) = &person.role {
                access::grant(self.tx, Some(academy.id), id, role.parse()?, self.now).await?;
                let seed = Seed::written(SEED).ok_or("no second factor")?;
                second_factor::set(self.tx, self.secrets, id, &seed).await?;
            }
            ids.insert(person.address.as_str(), id);
        }
        Ok(ids)
    }

    /// Makes every course with its content; gives them by académie and number.
    async fn courses<'s>(&self, site: &'s Site, people: &HashMap<&str, i64>) -> Done<HashMap<(&'s str, i64), Course>> {
        let mut made = HashMap::new();
        for course in &site.courses {
            let new = NewCourse {
                academy_id: self.academy(&course.academy)?.id,
                number: Some(course.number),
                title: &course.title,
                kind: course.kind.parse()?,
                stage: course.stage.parse()?,
                hidden: course.hidden,
                starts_on: course.starts_on.as_deref(),
                ends_on: course.ends_on.as_deref(),
                summary: &course.summary,
                minutes_on_site: course.minutes_on_site,
                minutes_at_distance: course.minutes_at_distance,
                actor_id: None,
                request: None,
            };
            let stored = courses::create(self.tx, &new, self.now).await?;
            self.describe(&stored, &course.indexing).await?;
            if let Some(offered) = &course.offered {
                self.offer(&stored, offered).await?;
            }
            for section in &course.sections {
                let (section_id, _) = courses::add_section(self.tx, &stored, &section.title, &section.summary, None).await?;
                for activity in &section.activities {
                    self.activity(&stored, section_id, activity, people).await?;
                }
            }
            made.insert((course.academy.as_str(), course.number), stored);
        }
        Ok(made)
    }

    async fn describe(&self, course: &Course, fields: &BTreeMap<String, String>) -> Done<()> {
        let before = Sheet::read(self.tx, course.academy_id, course.id).await?;
        let mut sheet = before.clone();
        for (key, text) in fields {
            let field: Field = key.parse()?;
            sheet.set(field, field.read(text, &Terms::default()).map_err(|_| format!("{}: {key} cannot be read", course.number))?);
        }
        let changed = description::Changed { before: &before, after: &sheet, picture: &Brought::Nothing };
        description::save(self.tx, course, &changed, None, self.now).await?;
        Ok(())
    }

    async fn offer(&self, course: &Course, offered: &content::Offered) -> Done<()> {
        if course.kind.takes_participants() {
            let on = Conditions { key: offered.key.clone(), places: offered.places, ..Conditions::default() };
            courses::joining::set(self.tx, course, Some(&on), self.now).await?;
        }
        offer::publish(self.tx, course, self.now).await?;
        courses::changed(self.tx, course).await?;
        Ok(())
    }

    async fn activity(&self, course: &Course, section_id: i64, activity: &Activity, people: &HashMap<&str, i64>) -> Done<()> {
        let kind = self.kinds.of(&activity.kind).ok_or_else(|| format!("no kind {}", activity.kind))?;
        let mut form = Filled::from_fields(activity.fields.clone().into_iter().collect());
        form.set("title", &activity.title);
        if let Some(file) = &activity.body {
            form.set("format", Format::Html.as_str());
            form.set("body", pages::page(file).ok_or_else(|| format!("no text {file}"))?);
        }
        if let Some(introduction) = &activity.introduction {
            form.set("format", Format::Html.as_str());
            form.set("body", introduction);
        }
        kind.check(&mut form);
        if !form.is_clean() {
            return Err(format!("« {} »: {:?}", activity.title, form.faults()).into());
        }
        let title = activity.title.as_str();
        let new = NewActivity { section_id, kind: kind.kind(), title, hidden: false, completion: kind.completion(), request: None };
        let (id, _) = courses::add_activity(self.tx, course, &new).await?;
        kind.save(self.tx, course.academy_id, id, &form).await.map_err(|problem| format!("« {title} »: {problem:?}"))?;
        let book = Chapters { academy_id: course.academy_id, activity_id: id };
        for chapter in &activity.chapters {
            let source = pages::page(&chapter.body).ok_or_else(|| format!("no text {}", chapter.body))?.to_owned();
            book.add(self.tx, &chapter.title, &Text { format: Format::Html, source }, None).await?;
        }
        self.discussions(course.academy_id, id, &activity.discussions, people).await?;
        Ok(())
    }

    async fn enrolments(&self, site: &Site, people: &HashMap<&str, i64>, courses: &HashMap<(&str, i64), Course>) -> Done<()> {
        for enrolment in &site.enrolments {
            let person = people.get(enrolment.address.as_str()).ok_or_else(|| format!("nobody is {}", enrolment.address))?;
            let course = courses
                .get(&(enrolment.academy.as_str(), enrolment.course))
                .ok_or_else(|| format!("no course {} in {}", enrolment.course, enrolment.academy))?;
            courses::enrol(self.tx, course, *person, enrolment.role.parse()?, None, self.now).await?;
        }
        Ok(())
    }
}

/// Where to go and as whom, for whoever started it.
pub fn welcome(origin: &str) -> String {
    format!(
        "\
The demonstration. Its people do not exist; its mail stays here.

  Académie de Besançon   {origin}/ac-besancon
  The mail it writes     {origin}/mailbox

  camille.martin@example.org   a participant
  formateur@example.org        a trainer
  gestionnaire@example.org     a manager
  Password of all three: {PASSWORD}
  The manager is asked for a code as well, by the key {SEED}

  stagiaire25@example.org was enrolled in a course and has no password. Be her:
  {origin}/ac-besancon/course/view.php?id=2636
"
    )
}

#[cfg(test)]
mod tests;
