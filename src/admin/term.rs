//! `academy add-term`: a domain, an audience, a collection, a nature or an origin of an académie's own.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::{Refusal, Report, whom};
use crate::app::App;
use crate::events::{self, Event};
use crate::indexing::terms::{self, List};

/// What is added where.
#[derive(clap::Args, Clone, Debug)]
pub struct AddTerm {
    /// The académie
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// The list
    #[arg(long,
          value_parser = PossibleValuesParser::new(List::ALL.iter().map(|list| list.as_str())).try_map(|name| name.parse::<List>()))]
    pub list: List,
    /// What people read
    #[arg(long)]
    pub label: String,
}

/// Adds a term; one that is there already is left as it is.
///
/// # Errors
/// As [`Refusal`].
pub async fn add(app: &App, asked: &AddTerm) -> Result<Report, Refusal> {
    let label = terms::label(&asked.label)
        .ok_or_else(|| Refusal::Said(format!("a label has 1 to {} characters on one line", terms::LONGEST_LABEL)))?;
    let academy = whom::academy(app, &asked.academy).await?;
    let tx = app.db.begin().await?;
    let (code, _) = terms::add(&tx, academy.id, &academy.slug, asked.list, label).await?;
    let event = Event {
        kind: "academy.term.added",
        academy_id: Some(academy.id),
        actor_id: None,
        person_id: None,
        detail: json!({ "list": asked.list.as_str(), "code": &code }),
    };
    events::record(&tx, event, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Report {
        text: format!("{} {code}: {label}", asked.list),
        json: json!({ "list": asked.list.as_str(), "code": code, "label": label }),
    })
}
