//! `person suspend` and `membership suspend`.
//!
//! A suspended person loses her sessions and links at once. A suspended membership closes one académie: her sessions live, the
//! links that académie mailed die.

use db::Tx;

use super::show::person_report;
use super::whom::{self, Whom};
use super::{Refusal, Report};
use crate::app::App;
use crate::events::{self, Event};
use crate::people::membership::{self, MembershipState};
use crate::people::{second_factor, session};
use crate::{links, people};

/// Who is suspended on the whole site.
#[derive(clap::Args, Clone, Debug)]
pub struct Person {
    /// Who it is.
    #[command(flatten)]
    pub whom: Whom,
}

/// Who is suspended in one académie.
#[derive(clap::Args, Clone, Debug)]
pub struct Membership {
    /// The académie
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// Who it is.
    #[command(flatten)]
    pub whom: Whom,
}

/// Closes the whole site to somebody; nothing changes when it is closed already.
///
/// # Errors
/// As [`Refusal`].
pub async fn person(app: &App, asked: &Person) -> Result<Report, Refusal> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let person = asked.whom.find(&tx).await?;
    if person.suspended_at.is_none() {
        close_site(&tx, &person, now).await?;
    }
    let report = person_report(&tx, person.id, "suspended on the whole site").await?;
    tx.commit().await?;
    Ok(report)
}

async fn close_site(tx: &Tx, person: &people::Person, now: i64) -> db::Result<()> {
    people::suspend(tx, person.id, now).await?;
    session::close_all(tx, person.id, None).await?;
    links::end_all(tx, person.id).await?;
    events::record(tx, Event::of_person("person.suspended", None, None, person.id), now).await
}

/// Takes the second factor off an account; its sessions end, so that whoever holds the lost telephone is out.
///
/// # Errors
/// As [`Refusal`].
pub async fn second_factor(app: &App, whom: &Whom) -> Result<Report, Refusal> {
    let tx = app.db.begin().await?;
    let person = whom.find(&tx).await?;
    let had_one = second_factor::remove(&tx, person.id).await? > 0;
    if had_one {
        session::close_all(&tx, person.id, None).await?;
        events::record(&tx, Event::of_person("person.second_factor.reset", None, None, person.id), app.clock.now()).await?;
    }
    let report =
        person_report(&tx, person.id, if had_one { "second factor taken off, sessions ended" } else { "had no second factor" }).await?;
    tx.commit().await?;
    Ok(report)
}

/// Closes one académie to one of its members; nothing changes when it is closed already.
///
/// # Errors
/// As [`Refusal`].
pub async fn membership(app: &App, asked: &Membership) -> Result<Report, Refusal> {
    let now = app.clock.now();
    let academy = whom::academy(app, &asked.academy).await?;
    let tx = app.db.begin().await?;
    let person = asked.whom.find(&tx).await?;
    match membership::state(&tx, academy.id, person.id).await? {
        None => return Err(Refusal::Said(format!("{} is no member of {}", person.username, academy.slug))),
        Some(MembershipState::Suspended) => {}
        Some(MembershipState::Active) => {
            membership::suspend(&tx, academy.id, person.id).await?;
            links::end_in(&tx, academy.id, person.id).await?;
            let event = Event::of_person("membership.suspended", Some(academy.id), None, person.id);
            events::record(&tx, event, now).await?;
        }
    }
    let report = person_report(&tx, person.id, &format!("suspended in {}", academy.slug)).await?;
    tx.commit().await?;
    Ok(report)
}
