//! « Modifier le profil »; on the way to a page when a name is missing.
//!
//! | GET  /profile?wanted=… | the form; « Autres informations » folded when she is on her way somewhere   |
//! | POST /profile          | saved; a new address waits for its mailed link; on to the page she wanted   |
//! | GET  /profile/picture/{size} | her own picture                                                       |

use serde_json::json;
use web::{Answer, Filled, Problem, filters};

use super::places::{self, Country};
use crate::files::Owner;
use crate::files::picture::Shape;
use crate::links::new_address;
use crate::people::address::{self, Address, AddressState, StoredAddress};
use crate::people::details::{self, Details};
use crate::people::{AddressVisibility, Person};
use crate::plain::plain;
use crate::visit::picture::{self, Brought, SizePart};
use crate::visit::{Member, OrProblem, Visit};
use crate::{chance, events};

/// The fields under « Autres informations ».
const FOLDED: [&str; 8] =
    ["address_visibility", "moodlenet_profile", "city", "country", "time_zone", "description", "picture", "interests"];

web::view! { "profile/edit.html" =>
    struct Profile {
        form: Filled,
        /// Somebody who was on her way elsewhere: only what is needed is in sight.
        on_the_way: bool,
        open: bool,
        /// Where she goes next; empty when she came from her preferences.
        wanted: String,
        /// An address that waits for its link to be followed.
        pending: Option<String>,
        countries: &'static [Country],
        zones: Vec<String>,
        zone_here: String,
        /// The address of her picture; empty without one.
        picture: String,
    }
}

pub async fn show(member: Member) -> Answer {
    let person = member.person();
    let addresses = addresses(&member, person).await?;
    let form = member.form();
    let wanted = member.wanted(&form).or(member.wanted(&member.query())).unwrap_or_default().to_owned();
    let form = stored(form, person, &addresses).or("request", &chance::name().or_problem()?);
    member.page(title(&wanted, person), &view(&member, form, wanted, &addresses))
}

pub async fn submit(member: Member, form: Filled) -> Answer {
    let person = member.person();
    let wanted = member.wanted(&form).unwrap_or_default().to_owned();
    let addresses = addresses(&member, person).await?;
    // A field that was not sent keeps what is stored.
    let mut form = stored(form, person, &addresses);
    let details = details(&mut form, person);
    let brought = picture::receive(&member, &mut form, Shape::Square).await?;
    let asked = asked_address(&mut form, &addresses);
    let form_id = form.form_id().map_or_else(chance::name, |id| Ok(id.to_owned())).or_problem()?;
    if form.is_clean() && !save(&member, &Changes { details, asked: &asked, picture: &brought }, &form_id, &wanted).await? {
        form.fault("email", "profile-email-enough");
    }
    if !form.is_clean() {
        return member.page_again(title(&wanted, person), &view(&member, form, wanted, &addresses));
    }
    go_on(&member, &wanted, matches!(asked, Asked::New(_)))
}

fn title(wanted: &str, person: &Person) -> &'static str {
    if is_on_the_way(wanted, person) { "profile-title-on-the-way" } else { "profile-title" }
}

fn is_on_the_way(wanted: &str, person: &Person) -> bool {
    !wanted.is_empty() || person.lacks_a_name()
}

fn view(member: &Member, form: Filled, wanted: String, addresses: &[StoredAddress]) -> Profile {
    let on_the_way = is_on_the_way(&wanted, member.person());
    let mut zones: Vec<String> = places::ZONES.map(str::to_owned).to_vec();
    // One that an import brought stays on offer for its owner.
    zones.extend(member.person().time_zone.clone().filter(|zone| !places::ZONES.contains(&zone.as_str())));
    Profile {
        open: !on_the_way || form.faults().iter().any(|(name, _)| FOLDED.contains(name)),
        on_the_way,
        wanted,
        pending: addresses.iter().find(|address| address.state == AddressState::Pending).map(|address| address.address.clone()),
        countries: places::countries(member.language()),
        zones,
        zone_here: member.academy.time_zone.clone(),
        picture: member.person().picture_id.map(|id| member.url(&format!("/profile/picture/medium?v={id}"))).unwrap_or_default(),
        form,
    }
}

/// The form over what is stored.
fn stored(form: Filled, person: &Person, addresses: &[StoredAddress]) -> Filled {
    // Until her first profile is saved, France is taken for granted; after that, what she said.
    let country = if person.country.is_empty() && person.lacks_a_name() { places::FRANCE } else { &person.country };
    form.or("first_name", &person.first_name)
        .or("last_name", &person.last_name)
        .or("email", main(addresses).map_or("", |address| &address.address))
        .or("address_visibility", person.address_visibility.as_str())
        .or("moodlenet_profile", &person.moodlenet_profile)
        .or("city", &person.city)
        .or("country", country)
        .or("time_zone", person.time_zone.as_deref().unwrap_or_default())
        .or("description", &person.description)
        .or("interests", &person.interests)
}

/// Reads the form; what is wrong is noted in it.
fn details(form: &mut Filled, person: &Person) -> Details {
    let details = Details {
        first_name: form.required("first_name", 100, "profile-first-name-missing"),
        last_name: form.required("last_name", 100, "profile-name-missing"),
        address_visibility: form.value("address_visibility").parse().unwrap_or(AddressVisibility::Course),
        moodlenet_profile: form.line("moodlenet_profile", 200),
        city: form.line("city", 100),
        country: form.line("country", 2),
        time_zone: Some(form.line("time_zone", 60)).filter(|zone| !zone.is_empty()),
        description: form.paragraphs("description", 2_000),
        interests: listed(&form.line("interests", 500)),
    };
    if !details.country.is_empty() && details.country != person.country && !places::is_country(&details.country) {
        form.fault("country", "profile-not-listed");
    }
    if details.time_zone != person.time_zone && details.time_zone.as_deref().is_some_and(|zone| !places::ZONES.contains(&zone)) {
        form.fault("time_zone", "profile-not-listed");
    }
    details
}

/// Words between commas, each once, as they are stored.
fn listed(typed: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in typed.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| plain(known) == plain(word)) {
            words.push(word);
        }
    }
    words.join(", ")
}

/// What the typed address asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// The one mail goes to already.
    Nothing,
    /// Another one of hers, which needs no proof.
    Own(i64),
    /// One that waits until its link is followed.
    New(Address),
}

fn asked_address(form: &mut Filled, addresses: &[StoredAddress]) -> Asked {
    let typed = form.required("email", 254, "profile-email-missing");
    if typed.is_empty() {
        return Asked::Nothing;
    }
    let folded = address::fold(&typed);
    if let Some(own) = addresses.iter().find(|own| own.folded == folded && own.state != AddressState::Pending) {
        return if own.main { Asked::Nothing } else { Asked::Own(own.id) };
    }
    match Address::parse(&typed) {
        Some(address) => Asked::New(address),
        None => {
            form.fault("email", "profile-email-shape");
            Asked::Nothing
        }
    }
}

async fn addresses(visit: &Visit, person: &Person) -> Result<Vec<StoredAddress>, Problem> {
    visit
        .app
        .db
        .all(
            "select id, person_id, address, folded, state, main from person_address where person_id = $1 order by main desc, id",
            &db::args![person.id],
        )
        .await
        .or_problem()
}

fn main(addresses: &[StoredAddress]) -> Option<&StoredAddress> {
    addresses.iter().find(|address| address.main)
}

/// What a form changes.
struct Changes<'a> {
    details: Details,
    asked: &'a Asked,
    picture: &'a Brought,
}

/// Saves everything, or nothing: false when too many letters to new addresses went out already.
async fn save(member: &Member, changes: &Changes<'_>, form_id: &str, wanted: &str) -> Result<bool, Problem> {
    let person = member.person();
    let mut changed = changes.details.differences(&Details::of(person));
    let tx = member.app.db.begin().await.or_problem()?;
    if !changed.is_empty() {
        details::save(&tx, person.id, &changes.details).await.or_problem()?;
    }
    let pictured = match changes.picture {
        Brought::Nothing => false,
        Brought::Another(name) => details::set_picture(&tx, person, Some(name), member.now).await.or_problem()?,
        Brought::Gone => details::set_picture(&tx, person, None, member.now).await.or_problem()?,
    };
    if pictured {
        changed.push("picture");
    }
    match changes.asked {
        Asked::Nothing => {}
        Asked::Own(id) => {
            address::make_main(&tx, person.id, *id).await.or_problem()?;
            // Links that wait in the mailbox she leaves must not open her account.
            crate::links::end_all(&tx, person.id).await.or_problem()?;
            changed.push("address");
        }
        Asked::New(address) => {
            let noted = new_address::ask(&tx, &member.app, &member.academy, person, address, form_id).await.or_problem()?;
            if noted == new_address::Asked::TooOften {
                return Ok(false);
            }
            changed.push("pending_address");
        }
    }
    if !changed.is_empty() {
        let event = events::Event::of_person("person.profile.changed", Some(member.academy.id), Some(person.id), person.id);
        events::record(&tx, event.with(json!({ "fields": changed })), member.now).await.or_problem()?;
    }
    (member.app.above.arrive)(&tx, &member.academy, person.id, wanted, &member.today()).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    Ok(true)
}

/// On to the page she wanted, else back to her preferences; says so when an address waits for its link.
fn go_on(member: &Member, wanted: &str, address_waits: bool) -> Answer {
    if wanted.is_empty() {
        return member.go_and_say("/preferences", if address_waits { "done-profile-saved-address" } else { "done-profile-saved" });
    }
    match wanted.strip_prefix(&member.url("/")) {
        Some(path) if address_waits => member.go_and_say(&format!("/{path}"), "done-profile-saved-address"),
        _ => member.go_to(wanted),
    }
}

/// Her own picture.
///
/// # Errors
/// [`Problem::NotFound`] when she has none; else when the database or the disk fails.
pub async fn own_picture(member: Member, SizePart(size): SizePart) -> Answer {
    picture::send(&member, Owner::Person(member.person().id), member.person().picture_id, size).await
}

/// What is wrong with a field, as the tests read it.
#[cfg(test)]
fn faults(form: &Filled, name: &str) -> Vec<&'static str> {
    form.errors(name).into_iter().map(web::Message::key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Filled {
        Filled::from_fields(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn person() -> Person {
        Person {
            id: 7,
            username: "camille@example.org".into(),
            first_name: String::new(),
            last_name: String::new(),
            state: crate::people::PersonState::Active,
            suspended_at: None,
            password_hash: None,
            language: None,
            address_visibility: AddressVisibility::Course,
            moodlenet_profile: String::new(),
            city: "Dole".into(),
            country: String::new(),
            time_zone: None,
            description: String::new(),
            interests: String::new(),
            picture_id: None,
            home_academy_id: None,
            editor: crate::people::Editor::Visual,
        }
    }

    fn addresses() -> Vec<StoredAddress> {
        let address = |id, written: &str, state, main| StoredAddress {
            id,
            person_id: 7,
            address: written.into(),
            folded: address::fold(written),
            state,
            main,
        };
        vec![
            address(1, "Camille@example.org", AddressState::Given, true),
            address(2, "old@example.org", AddressState::Verified, false),
            address(3, "new@example.org", AddressState::Pending, false),
        ]
    }

    #[test]
    fn names_are_needed_and_lists_are_closed() {
        let mut form = stored(form(&[("last_name", " "), ("country", "ZZ"), ("time_zone", "Mars/Base")]), &person(), &addresses());
        let read = details(&mut form, &person());
        assert_eq!(faults(&form, "first_name"), ["profile-first-name-missing"]);
        assert_eq!(faults(&form, "last_name"), ["profile-name-missing"]);
        assert_eq!(faults(&form, "country"), ["profile-not-listed"]);
        assert_eq!(faults(&form, "time_zone"), ["profile-not-listed"]);
        assert_eq!(read.city, "Dole", "what was not sent stays");
    }

    #[test]
    fn an_address_is_hers_already_or_waits() {
        let asked = |typed: &str| {
            let mut form = form(&[("email", typed)]);
            let asked = asked_address(&mut form, &addresses());
            (asked, faults(&form, "email"))
        };
        assert_eq!(asked(" CAMILLE@example.org "), (Asked::Nothing, vec![]));
        assert_eq!(asked("old@example.org"), (Asked::Own(2), vec![]));
        assert!(matches!(asked("new@example.org"), (Asked::New(_), faults) if faults.is_empty()));
        assert_eq!(asked(""), (Asked::Nothing, vec!["profile-email-missing"]));
        assert_eq!(asked("camille"), (Asked::Nothing, vec!["profile-email-shape"]));
    }

    #[test]
    fn interests_are_named_once() {
        assert_eq!(listed(" théâtre,; Lecture , Theatre,lecture à voix haute"), "théâtre, Lecture, lecture à voix haute");
        assert_eq!(listed(" , "), "");
    }

    #[test]
    fn france_is_offered_once() {
        assert_eq!(stored(Filled::empty(), &person(), &addresses()).value("country"), "FR");
        let named = Person { first_name: "Camille".into(), last_name: "Martin".into(), ..person() };
        assert_eq!(stored(Filled::empty(), &named, &addresses()).value("country"), "");
        assert!(!is_on_the_way("", &named) && is_on_the_way("", &person()) && is_on_the_way("/ac-besancon/my", &named));
    }
}
