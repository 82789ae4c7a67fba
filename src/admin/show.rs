//! `person show`, and how people and courses are printed.

use db::Tx;
use serde::Serialize;
use serde_json::json;

use super::whom::Whom;
use super::{Refusal, Report};
use crate::academies::Academy;
use crate::access::Role;
use crate::app::App;
use crate::courses::Course;
use crate::people::address::{self, AddressState};
use crate::people::membership::MembershipState;
use crate::people::{Person, PersonState};

/// Whom to show.
#[derive(clap::Args, Clone, Debug)]
pub struct Show {
    /// Who it is.
    #[command(flatten)]
    pub whom: Whom,
}

/// Shows an account.
///
/// # Errors
/// As [`Refusal`].
pub async fn show(app: &App, show: &Show) -> Result<Report, Refusal> {
    let tx = app.db.begin().await?;
    let person = show.whom.find(&tx).await?;
    person_report(&tx, person.id, "").await
}

#[derive(Serialize)]
struct ShownPerson {
    id: i64,
    username: String,
    addresses: Vec<ShownAddress>,
    state: &'static str,
    memberships: Vec<ShownMembership>,
    /// On the whole site.
    roles: Vec<&'static str>,
}

#[derive(Serialize)]
struct ShownAddress {
    address: String,
    state: &'static str,
    main: bool,
}

#[derive(Serialize)]
struct ShownMembership {
    academy: String,
    state: &'static str,
    roles: Vec<&'static str>,
}

db::row! {
    struct Membership {
        slug: String,
        state: MembershipState,
        roles: Option<String>,
    }
}

/// A person after what was done to her, with the sentence that says it.
///
/// # Errors
/// When the database fails.
pub async fn person_report(tx: &Tx, person_id: i64, done: &str) -> Result<Report, Refusal> {
    let person = Person::by_id(tx, person_id).await?;
    let shown = shown(tx, &person).await?;
    let mut lines = Vec::new();
    if !done.is_empty() {
        lines.push(done.to_owned());
    }
    lines.push(format!("{} (person {}): {}", shown.username, shown.id, shown.state));
    lines.extend(shown.addresses.iter().map(|address| format!("  address {} ({})", address.address, address.state)));
    lines.extend(shown.memberships.iter().map(|membership| {
        let roles = if membership.roles.is_empty() { String::new() } else { format!(", {}", membership.roles.join(", ")) };
        format!("  member of {} ({}){roles}", membership.academy, membership.state)
    }));
    lines.extend(shown.roles.iter().map(|role| format!("  {role}")));
    let json = json!(shown);
    Ok(Report { text: lines.join("\n"), json })
}

async fn shown(tx: &Tx, person: &Person) -> Result<ShownPerson, Refusal> {
    let addresses = address::of(tx, person.id).await?;
    let memberships: Vec<Membership> = tx
        .all(
            "select a.slug, m.state,
                    (select string_agg(g.role, ',') from role_grant g where g.person_id = m.person_id and g.academy_id = m.academy_id) as roles
               from membership m join academy a on a.id = m.academy_id
              where m.person_id = $1 order by a.id",
            &db::args![person.id],
        )
        .await?;
    let roles: Vec<(Role,)> =
        tx.all("select role from role_grant where person_id = $1 and academy_id is null", &db::args![person.id]).await?;
    Ok(ShownPerson {
        id: person.id,
        username: person.username.clone(),
        addresses: addresses
            .into_iter()
            .map(|address| ShownAddress { address: address.address, state: AddressState::as_str(address.state), main: address.main })
            .collect(),
        state: match (person.suspended_at, person.state) {
            (Some(_), _) => "suspended",
            (None, PersonState::Active) => "active",
            (None, PersonState::Invited) => "invited",
        },
        memberships: memberships
            .into_iter()
            .map(|membership| ShownMembership {
                academy: membership.slug,
                state: membership.state.as_str(),
                roles: sorted(Role::list(membership.roles.as_deref())),
            })
            .collect(),
        roles: sorted(roles.into_iter().map(|(role,)| role).collect()),
    })
}

/// Engines hand out rows in different orders; what is printed is the same everywhere.
fn sorted(mut roles: Vec<Role>) -> Vec<&'static str> {
    roles.sort_unstable();
    roles.into_iter().map(Role::as_str).collect()
}

#[derive(Serialize)]
struct ShownCourse<'a> {
    number: i64,
    title: &'a str,
    kind: &'static str,
    stage: &'static str,
    url: String,
}

/// A course after what was done to it.
pub fn course_report(app: &App, academy: &Academy, course: &Course, done: &str) -> Report {
    let shown = ShownCourse {
        number: course.number,
        title: &course.title,
        kind: course.kind.as_str(),
        stage: course.stage.as_str(),
        url: format!("{}{}", app.config.origin, path(academy, course.number)),
    };
    let line = format!("{} {} « {} » ({}): {}", shown.kind, shown.number, shown.title, shown.stage, shown.url);
    Report { text: format!("{done}\n{line}"), json: json!(shown) }
}

/// The path of a course.
pub fn path(academy: &Academy, number: i64) -> String {
    format!("{}/courses/{number}", academy.base())
}
