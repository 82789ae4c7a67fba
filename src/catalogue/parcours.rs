//! « Offre de parcours »: what those who train may look at, and copy (`lifecycle/restore.rs`). For anybody else it does not exist.
//!
//! | GET /parcours?q=…       | search, facets, results; the parcours of every académie |
//! | GET /parcours/{number}  | one of this académie: what it is, what changed in it, how much was made of it |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Message, Problem, filters};

use super::offer::Offer;
use super::page;
use crate::access::{Allowed, View};
use crate::courses::copying::{self, MadeOf};
use crate::courses::{self, CourseNumber, facts, manages};
use crate::indexing::terms::{List, Terms};
use crate::indexing::{Field, Sheet};
use crate::search::Scope;
use crate::shell::cover;
use crate::visit::{Member, Named, OrProblem, Visit};

/// The offer of parcours, for whoever may look at it.
#[derive(Debug)]
pub struct ParcoursOffer;

impl Named for ParcoursOffer {
    const NAME: &'static str = "parcours-offer";
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<ParcoursOffer, View> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<ParcoursOffer, View>, Problem> {
        let visit = Visit::from_request_parts(parts, state).await?;
        // Not « sign in first », which would tell that there is something.
        let person_id = visit.person().ok_or(Problem::NotFound)?.id;
        if visit.is_suspended() || !is_trainer(&visit, person_id).await.or_problem()? {
            return Err(Problem::NotFound);
        }
        Ok(Allowed::prove(ParcoursOffer))
    }
}

/// Whether somebody trains: in any course of the site, or by managing this académie.
///
/// # Errors
/// When the database fails.
pub async fn is_trainer(visit: &Visit, person_id: i64) -> db::Result<bool> {
    if visit.session.as_ref().is_some_and(|(session, _)| manages(&crate::access::Role::list(session.roles.as_deref()))) {
        return Ok(true);
    }
    let sql = "select id from enrolment where person_id = $1 and role <> 'participant' limit 1";
    Ok(visit.app.db.maybe::<(i64,)>(sql, &db::args![person_id]).await?.is_some())
}

web::view! { "catalogue/parcours.html" =>
    struct Parcours {
        /// Its own picture.
        cover: Option<String>,
        title: String,
        summary: String,
        objectives: String,
        academy: String,
        length: Option<Message>,
        facts: Vec<(&'static str, String)>,
        version_notes: String,
        made: MadeOf,
        /// The whole address of its short link.
        short_link: String,
        /// The parcours itself.
        path: String,
        /// Where she copies it, when she makes courses somewhere.
        restore: Option<String>,
    }
}

/// The list.
///
/// # Errors
/// [`Problem::NotFound`] for a page that does not exist; else when database or index fail.
pub async fn show(_: Allowed<ParcoursOffer, View>, visit: Visit) -> Answer {
    page::render(&visit, Scope::Parcours, true).await
}

db::row! {
    struct Offered {
        id: i64,
        title: String,
        summary: String,
        minutes_on_site: i64,
        minutes_at_distance: i64,
        offer_id: i64,
        picture_id: Option<i64>,
    }
}

/// One of them.
///
/// # Errors
/// [`Problem::NotFound`] when it is not offered; else when the database fails.
pub async fn one(_: Allowed<ParcoursOffer, View>, member: Member, CourseNumber(number): CourseNumber) -> Answer {
    let found: Option<Offered> = member
        .app
        .db
        .maybe(
            "select c.id, c.title, c.summary, c.minutes_on_site, c.minutes_at_distance, o.id as offer_id, c.picture_id
               from course c join offer o on o.course_id = c.id and o.academy_id = c.academy_id
              where c.academy_id = $1 and c.number = $2 and c.kind = 'parcours' and c.stage = 'demonstration' and c.hidden = false
                and o.listed",
            &db::args![member.academy.id, number],
        )
        .await
        .or_problem()?;
    let course = found.ok_or(Problem::NotFound)?;
    let sheet = Sheet::of(&member.app.db, member.academy.id, course.id).await.or_problem()?;
    let terms = Terms::of(&member.app.db, member.academy.id).await.or_problem()?;
    let term = |list: List, field: Field| terms.label(list, sheet.get(field), member.language()).to_owned();
    let mut said = vec![(Field::Domain, term(List::Domain, Field::Domain)), (Field::Collection, term(List::Collection, Field::Collection))];
    said.push((Field::Origin, term(List::Origin, Field::Origin)));
    said.extend([Field::Authors, Field::ValidatedBy, Field::Contact].map(|field| (field, sheet.get(field).to_owned())));
    let copies = !courses::may_add_in(&member).await.or_problem()?.is_empty();
    let made = copying::made_of(&member.app.db, course.id).await.or_problem()?;
    let view = Parcours {
        made,
        cover: course.picture_id.map(|_| cover::of(course.id, "", &member.scene.base, number, course.picture_id)),
        academy: member.academy.full_name.clone(),
        length: facts::length(course.minutes_on_site, course.minutes_at_distance),
        objectives: sheet.get(Field::Objectives).to_owned(),
        facts: said.into_iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field.word(), text)).collect(),
        version_notes: sheet.get(Field::VersionNotes).to_owned(),
        short_link: Offer { id: course.offer_id, listed: true }.parcours_link(&member.app.config.origin),
        path: format!("/courses/{number}"),
        restore: copies.then(|| format!("/parcours/{number}/restore")),
        title: course.title,
        summary: course.summary,
    };
    member.page(Message::new("shell-given").with("text", &view.title), &view)
}
