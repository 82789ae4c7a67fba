//! Page: a text of some length, read on a page of its own.

use db::Tx;

use super::{Activity, Later, Placed, Scope, Summary, Under, clean_html};
use crate::visit::OrProblem;

/// Its name in the database.
pub const KIND: &str = "page";

web::view! { "activities/page/page.html" =>
    struct Shown {
        /// Clean since it was stored.
        body: String,
    }
}

/// The kind.
pub struct Page;

impl Activity for Page {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "page-name"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn has_page(&self) -> bool {
        true
    }

    fn summaries<'a>(&'a self, _: Scope<'a>, activities: &'a [&'a Placed]) -> Later<'a, Vec<(i64, Summary)>> {
        Box::pin(async move { Ok(activities.iter().map(|placed| (placed.id, Summary::Link)).collect()) })
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async move {
            let body: Option<(String,)> = scope
                .db
                .maybe(
                    "select body from activity_page where academy_id = $1 and activity_id = $2",
                    &db::args![scope.academy_id, activity.id],
                )
                .await
                .or_problem()?;
            let Some((body,)) = body else { return Ok(None) };
            Ok(Some(scope.scene.render(&Shown { body })?))
        })
    }
}

/// Stores the content of a page that the course has placed, cleaned; what it was before is replaced.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, academy_id: i64, activity_id: i64, body: &str) -> db::Result<()> {
    tx.run(
        "insert into activity_page (activity_id, academy_id, body) values ($1, $2, $3)
         on conflict (activity_id) do update set body = excluded.body",
        &db::args![activity_id, academy_id, clean_html(body, Under::Page)],
    )
    .await?;
    Ok(())
}
