//! Somebody in an académie.
//!
//! | GET  /manage/people/{id}            | who she is here, and her courses here                                    |
//! | POST /manage/people/{id}/membership | closes the académie to her, or opens it again; elsewhere nothing changes |
//! | POST /manage/people/{id}/invite     | her invitation once more                                                 |
//!
//! A manager never changes an address, a password or a second factor, and acts on nobody who holds a role above her own.

use web::{Answer, Filled, Message, Problem, filters};

use super::SEEN;
use super::people::Seen;
use crate::academies::Academy;
use crate::access::{Allowed, CourseRole, Manage, Role};
use crate::courses::{Stage, facts};
use crate::events::{self, Event};
use crate::links::{self, invitation};
use crate::merging::request;
use crate::people::membership::{self, MembershipState};
use crate::people::{Person, PersonState};
use crate::visit::{Member, OrProblem, Part};

/// The most of her courses that are shown.
const MOST: i64 = 100;

web::view! { "management/person.html" =>
    struct Shown {
        id: i64,
        name: String,
        address: String,
        state: &'static str,
        roles: Vec<&'static str>,
        courses: Vec<Line>,
        suspended: bool,
        invited: bool,
        /// Whether this manager may act on her.
        may_act: bool,
        /// What both of two accounts are asked to agree to: its id, and how the two are seen.
        merges: Vec<(i64, String, String)>,
    }
}

/// One of her courses here.
struct Line {
    path: String,
    title: String,
    role: &'static str,
    stage: Option<&'static str>,
}

db::row! {
    struct Hers {
        number: i64,
        title: String,
        stage: Stage,
        role: CourseRole,
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when she is no member here; else when the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>) -> Answer {
    let seen = seen(&member, academy.id, id).await?;
    let hers: Vec<Hers> = member
        .app
        .db
        .all(
            "select c.number, c.title, c.stage, e.role from enrolment e join course c on c.id = e.course_id and c.academy_id = e.academy_id
              where e.academy_id = $1 and e.person_id = $2 order by e.id desc limit $3",
            &db::args![academy.id, seen.person_id, MOST],
        )
        .await
        .or_problem()?;
    let roles = roles(&member, academy.id, seen.person_id).await?;
    let merges = request::of(&member.app.db, academy.id, seen.person_id).await.or_problem()?;
    let address = seen.address.clone().unwrap_or_default();
    let view = Shown {
        id,
        name: if seen.name.is_empty() { address.clone() } else { seen.name.clone() },
        address,
        state: seen.word(),
        roles: if seen.stranger { Vec::new() } else { roles.iter().map(|role| role_word(*role)).collect() },
        courses: hers.into_iter().map(line).collect(),
        suspended: seen.membership == MembershipState::Suspended,
        invited: seen.stranger || seen.state == PersonState::Invited,
        may_act: may_act(&member, seen.person_id, &roles),
        merges: merges.into_iter().map(|one| (one.id, one.gone_as, one.kept_as)).collect(),
    };
    member.page(Message::new("shell-given").with("text", &view.name), &view)
}

fn line(hers: Hers) -> Line {
    Line {
        path: format!("/courses/{}/participants", hers.number),
        title: hers.title,
        role: facts::role_word(Some(hers.role)).unwrap_or("enrolment-role-participant"),
        stage: facts::stage_word(hers.stage),
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Gestionnaire => "management-role-gestionnaire",
        Role::Superviseur => "management-role-superviseur",
        Role::AdministrateurLocal => "management-role-administrateur-local",
        Role::AdministrateurNational => "management-role-administrateur-national",
    }
}

pub(super) async fn seen(member: &Member, academy_id: i64, id: i64) -> Result<Seen, Problem> {
    let found: Option<Seen> = member
        .app
        .db
        .maybe(
            &format!("with {SEEN} select id, person_id, name, address, state, membership, stranger from seen where id = $2"),
            &db::args![academy_id, id],
        )
        .await
        .or_problem()?;
    found.ok_or(Problem::NotFound)
}

/// Her roles here and on the whole site.
pub(super) async fn roles(member: &Member, academy_id: i64, person_id: i64) -> Result<Vec<Role>, Problem> {
    let sql = "select role from role_grant where person_id = $2 and (academy_id = $1 or academy_id is null)";
    let roles: Vec<(Role,)> = member.app.db.all(sql, &db::args![academy_id, person_id]).await.or_problem()?;
    Ok(roles.into_iter().map(|(role,)| role).collect())
}

/// Nobody acts on herself, nor on somebody whose role stands above her own.
pub(super) fn may_act(member: &Member, person_id: i64, hers: &[Role]) -> bool {
    let highest = |roles: &[Role]| roles.iter().map(|role| role.rank()).max().unwrap_or(0);
    member.person().id != person_id && highest(hers) <= highest(&member.roles())
}

/// Where a button pressed after the session leads.
///
/// # Errors
/// Never.
pub async fn back(_: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>) -> Answer {
    member.go(&format!("/manage/people/{id}"))
}

/// Closes the académie to her, or opens it again.
///
/// # Errors
/// [`Problem::SecondFactor`] when it was not given just now; [`Problem::Conflict`] for somebody above; else when the database fails.
pub async fn set_membership(academy: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>, form: Filled) -> Answer {
    member.proves_it_is_her()?;
    let person_id = seen(&member, academy.id, id).await?.person_id;
    if !may_act(&member, person_id, &roles(&member, academy.id, person_id).await?) {
        return Err(Problem::Conflict(Message::new("management-above")));
    }
    let suspend = form.value("state") == "suspended";
    let tx = member.app.db.begin().await.or_problem()?;
    let before = membership::state(&tx, academy.id, person_id).await.or_problem()?;
    if suspend != (before == Some(MembershipState::Suspended)) {
        if suspend {
            membership::suspend(&tx, academy.id, person_id).await.or_problem()?;
            links::end_in(&tx, academy.id, person_id).await.or_problem()?;
        } else {
            membership::activate(&tx, academy.id, person_id).await.or_problem()?;
        }
        let kind = if suspend { "membership.suspended" } else { "membership.opened" };
        events::record(&tx, Event::of_person(kind, Some(academy.id), Some(member.person().id), person_id), member.now)
            .await
            .or_problem()?;
    }
    tx.commit().await.or_problem()?;
    let done = if suspend { "done-membership-suspended" } else { "done-membership-opened" };
    member.go_and_say(&format!("/manage/people/{id}"), done)
}

/// Her invitation once more, unless one went out a moment ago.
///
/// # Errors
/// When the database fails.
pub async fn invite(academy: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>) -> Answer {
    let seen = seen(&member, academy.id, id).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    let person = Person::by_id(&tx, seen.person_id).await.or_problem()?;
    let to = if seen.stranger { crate::people::address::fold(seen.address.as_deref().unwrap_or_default()) } else { String::new() };
    if seen.membership == MembershipState::Active && !invitation::went_out(&tx, &academy, &person, member.now).await.or_problem()? {
        match person.state {
            PersonState::Invited => invitation::send(&tx, &member.app, &academy, &person, &to, None).await.or_problem()?,
            PersonState::Active => invitation::tell(&tx, &member.app, &academy, &person, &to, &member.url("/my")).await.or_problem()?,
        }
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say(&format!("/manage/people/{id}"), "done-invitation-sent")
}
