//! `role grant`: the roles of an académie, and the one of the whole site.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::show::person_report;
use super::whom::{self, Whom};
use super::{Refusal, Report};
use crate::access::{self, Role};
use crate::app::App;
use crate::events::{self, Event};
use crate::people::{membership, session};

/// Who gets which role where.
#[derive(clap::Args, Clone, Debug)]
pub struct Grant {
    /// The académie; none for an administrateur national
    #[arg(long, value_name = "SLUG")]
    pub academy: Option<String>,
    /// Who it is.
    #[command(flatten)]
    pub whom: Whom,
    /// The role
    #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.iter().map(|role| role.as_str())).try_map(|name| name.parse::<Role>()))]
    pub role: Role,
}

/// Gives somebody a role, and makes her a member of its académie. Nothing changes when she has it.
///
/// # Errors
/// As [`Refusal`].
pub async fn grant(app: &App, asked: &Grant) -> Result<Report, Refusal> {
    let now = app.clock.now();
    let national = asked.role == Role::AdministrateurNational;
    let academy = match &asked.academy {
        Some(slug) if !national => Some(whom::academy(app, slug).await?),
        None if national => None,
        Some(_) => return Err(Refusal::Said(format!("{} is a role of the whole site: leave --academy out", asked.role))),
        None => return Err(Refusal::Said(format!("{} is a role of one académie: say which with --academy", asked.role))),
    };
    let academy_id = academy.as_ref().map(|academy| academy.id);
    let tx = app.db.begin().await?;
    let person = asked.whom.find(&tx).await?;
    let before = roles(&tx, person.id).await?;
    if let Some(academy_id) = academy_id {
        membership::join(&tx, academy_id, person.id, now).await?;
    }
    access::grant(&tx, academy_id, person.id, asked.role, now).await?;
    if roles(&tx, person.id).await? > before {
        let event = Event::of_person("role.granted", academy_id, None, person.id).with(json!({ "role": asked.role.as_str() }));
        events::record(&tx, event, now).await?;
        if asked.role.administers() {
            // Those that are open were to last longer than an administrator's may.
            session::close_all(&tx, person.id, None).await?;
        }
    }
    let place = academy.map_or_else(|| "on the whole site".into(), |academy| format!("in {}", academy.slug));
    let report = person_report(&tx, person.id, &format!("{} {place}", asked.role)).await?;
    tx.commit().await?;
    Ok(report)
}

async fn roles(tx: &db::Tx, person_id: i64) -> db::Result<i64> {
    let (roles,): (i64,) = tx.one("select count(*) from role_grant where person_id = $1", &db::args![person_id]).await?;
    Ok(roles)
}
