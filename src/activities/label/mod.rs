//! Étiquette: a text that stands in the course page itself, in one of five tones. « Note aux formateurs » is for those who teach.

use db::Tx;
use web::filters;

use super::{Activity, Later, Placed, Scope, Summary, Under, clean_html};
use crate::visit::OrProblem;

/// Its name in the database.
pub const KIND: &str = "label";

db::text_enum! {
    /// What a label is for, which also gives its colour.
    pub enum Tone {
        /// Introduces.
        Presentation = "presentation",
        /// Says how to succeed.
        Success = "success",
        /// Gives something to do.
        Task = "task",
        /// For trainers; participants never see it.
        TrainerNote = "trainer_note",
        /// Must not be missed.
        Important = "important",
    }
}

impl Tone {
    /// The key of the words that stand over a label, so that its colour is never the only sign.
    fn word(self) -> &'static str {
        match self {
            Tone::Presentation => "label-presentation",
            Tone::Success => "label-success",
            Tone::Task => "label-task",
            Tone::TrainerNote => "label-trainer-note",
            Tone::Important => "label-important",
        }
    }
}

web::view! { "activities/label/label.html" =>
    struct Shown<'a> {
        tone: Tone,
        title: &'a str,
        /// Clean since it was stored.
        body: &'a str,
    }
}

db::row! {
    struct Stored {
        activity_id: i64,
        tone: Tone,
        body: String,
    }
}

/// The kind.
pub struct Label;

impl Activity for Label {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "label-name"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn has_page(&self) -> bool {
        false
    }

    fn summaries<'a>(&'a self, scope: Scope<'a>, activities: &'a [&'a Placed]) -> Later<'a, Vec<(i64, Summary)>> {
        Box::pin(async move {
            let stored = stored(scope).await.or_problem()?;
            let mut summaries = Vec::with_capacity(stored.len());
            for label in stored {
                if let Some(placed) = activities.iter().find(|placed| placed.id == label.activity_id) {
                    let shown = Shown { tone: label.tone, title: &placed.title, body: &label.body };
                    summaries.push((placed.id, Summary::Inline(scope.scene.render(&shown)?)));
                }
            }
            Ok(summaries)
        })
    }

    fn page<'a>(&'a self, _: Scope<'a>, _: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async { Ok(None) })
    }
}

/// The labels of a course; notes to trainers only for those who teach.
async fn stored(scope: Scope<'_>) -> db::Result<Vec<Stored>> {
    scope
        .db
        .all(
            "select l.activity_id, l.tone, l.body from activity a join activity_label l on l.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and (l.tone <> 'trainer_note' or $3)",
            &db::args![scope.academy_id, scope.course_id, scope.teaches],
        )
        .await
}

/// Stores the content of a label that the course has placed, cleaned; what it was before is replaced.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, academy_id: i64, activity_id: i64, tone: Tone, body: &str) -> db::Result<()> {
    tx.run(
        "insert into activity_label (activity_id, academy_id, tone, body) values ($1, $2, $3, $4)
         on conflict (activity_id) do update set tone = excluded.tone, body = excluded.body",
        &db::args![activity_id, academy_id, tone, clean_html(body, Under::Label)],
    )
    .await?;
    Ok(())
}
