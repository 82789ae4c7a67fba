//! « Gestion »: the pages of those who manage an académie. Nothing of it opens before a second factor was given.
//!
//! | home.rs     | /manage                     | the way to each                                             |
//! | people.rs   | /manage/people              | find                                                        |
//! | invite.rs   | /manage/people/new          | make an account and invite                                  |
//! | person.rs   | /manage/people/{id}         | somebody here: her courses, her membership, her invitation  |
//! | merge.rs    | /manage/people/{id}/merge   | her two accounts become one                                 |
//! | courses.rs  | /manage/courses             | every course, whatever its stage                            |
//! | settings.rs | /manage/settings            | colour, contact, sender, passwords, Arena                   |
//! | terms.rs    | /manage/terms               | what is added to the lists that describe a course           |
//! | texts.rs    | /manage/texts               | the footer's pages in the académie's own words              |
//! | mail.rs     | /manage/mail                | what became of each letter                                  |

mod courses;
mod home;
mod invite;
mod mail;
mod merge;
mod people;
mod person;
mod settings;
mod terms;
mod texts;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use db::Db;
use web::Problem;

use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::courses::manages;
use crate::visit::{Member, Routes};

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "management", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// Lines on one page of a list.
const PAGE: i64 = 50;

/// The members of the académie `$1` as they may be seen: of a stranger only what was typed.
const SEEN: &str = "known as (
       select m.id as place, m.person_id, m.state as membership, m.typed_address as member_address, m.typed_name as member_name,
              m.typed_folded as member_folded,
              (select e.typed_address from enrolment e where e.academy_id = $1 and e.person_id = m.person_id
                  and e.typed_address is not null and e.last_opened_on is null order by e.id limit 1) as enrolment_address,
              (select e.typed_name from enrolment e where e.academy_id = $1 and e.person_id = m.person_id
                  and e.typed_address is not null and e.last_opened_on is null order by e.id limit 1) as enrolment_name,
              (select e.typed_folded from enrolment e where e.academy_id = $1 and e.person_id = m.person_id
                  and e.typed_address is not null and e.last_opened_on is null order by e.id limit 1) as enrolment_folded,
              exists (select 1 from enrolment e where e.academy_id = $1 and e.person_id = m.person_id
                         and (e.typed_address is null or e.last_opened_on is not null)) as met
         from membership m where m.academy_id = $1),
     seen as (
       select k.place as id, p.id as person_id, p.state, k.membership,
              not k.met and coalesce(k.member_address, k.enrolment_address) is not null as stranger,
              case when not k.met and coalesce(k.member_address, k.enrolment_address) is not null
                   then coalesce(k.member_name, k.enrolment_name, '') else trim(p.first_name || ' ' || p.last_name) end as name,
              case when not k.met and coalesce(k.member_address, k.enrolment_address) is not null
                   then coalesce(k.member_folded, k.enrolment_folded, '') else coalesce(p.folded_name, '') end as folded,
              case when not k.met and coalesce(k.member_address, k.enrolment_address) is not null
                   then coalesce(k.member_address, k.enrolment_address)
                   else (select a.address from person_address a where a.person_id = p.id and a.main and a.state <> 'pending') end as address
         from known k join person p on p.id = k.person_id)";

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("management")
        .get("/manage", home::show)
        .get("/manage/people", people::show)
        .get("/manage/people/new", invite::show)
        .post("/manage/people/new", invite::submit)
        .get("/manage/people/{id}", person::show)
        .get("/manage/people/{id}/membership", person::back)
        .post("/manage/people/{id}/membership", person::set_membership)
        .get("/manage/people/{id}/invite", person::back)
        .post("/manage/people/{id}/invite", person::invite)
        .get("/manage/people/{id}/merge", merge::show)
        .post("/manage/people/{id}/merge", merge::submit)
        .get("/manage/people/{id}/merge/cancel", person::back)
        .post("/manage/people/{id}/merge/cancel", merge::cancel)
        .get("/manage/courses", courses::show)
        .get("/manage/settings", settings::show)
        .post("/manage/settings", settings::submit)
        .get("/manage/terms", terms::show)
        .post("/manage/terms", terms::submit)
        .get("/manage/texts", texts::list)
        .get("/manage/texts/{name}", texts::show)
        .post("/manage/texts/{name}", texts::submit)
        .get("/manage/mail", mail::show)
        .get("/manage/mail/{id}/resend", mail::back)
        .post("/manage/mail/{id}/resend", mail::resend)
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Academy, Manage> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Academy, Manage>, Problem> {
        let member = Member::from_request_parts(parts, state).await?;
        if manages(&member.roles()) {
            Ok(Allowed::prove(member.academy.clone()))
        } else if member.is_unproven() {
            Err(Problem::SecondFactor)
        } else {
            Err(Problem::NotFound)
        }
    }
}

/// The first members that words find, for the header's search: id, name and address as a manager may see them.
///
/// # Errors
/// When the database fails.
pub async fn find_people(db: &Db, academy_id: i64, words: &str, most: usize) -> db::Result<Vec<(i64, String, String)>> {
    let found = people::find(db, academy_id, words, i64::try_from(most).unwrap_or(PAGE), 0).await?;
    Ok(found.into_iter().map(|seen| (seen.id, seen.name, seen.address.unwrap_or_default())).collect())
}

/// The page asked for: the first when none is, nothing when it is no number.
fn page_number(typed: &str) -> Option<i64> {
    if typed.is_empty() { Some(1) } else { typed.parse().ok().filter(|page| (1..=i64::from(u16::MAX)).contains(page)) }
}

/// The query of a list: its words, kept from page to page.
fn query(words: &str, page: i64) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !words.is_empty() {
        query.append_pair("q", words);
    }
    if page > 1 {
        query.append_pair("page", &page.to_string());
    }
    let query = query.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}
