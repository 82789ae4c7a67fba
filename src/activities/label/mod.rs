//! Étiquette: a text that stands in the course page itself, in one of five tones. « Note aux formateurs » is for those who teach.

use db::Tx;
use web::{Filled, Problem, Scene, filters};

use super::Copying;
use super::{Activity, Later, Placed, Scope, Summary};
use crate::editor::{Format, Text, Under};
use crate::files::stored::Stored;
use crate::visit::OrProblem;

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

web::view! { "activities/label/form.html" =>
    struct Fields<'a> {
        form: &'a Filled,
        tones: &'static [Tone],
    }
}

db::row! {
    struct Written {
        tone: Tone,
        body: String,
        format: Format,
        source: String,
    }
}

db::row! {
    struct OnPage {
        activity_id: i64,
        tone: Tone,
        body: String,
    }
}

/// The kind.
pub struct Label;

impl Activity for Label {
    fn kind(&self) -> &'static str {
        "label"
    }

    fn name(&self) -> &'static str {
        "label-name"
    }

    fn purpose(&self) -> &'static str {
        "label-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/label", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
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
                    summaries.push((placed.id, Summary::Inline(scope.member.scene.render(&shown)?)));
                }
            }
            Ok(summaries)
        })
    }

    fn page<'a>(&'a self, _: Scope<'a>, _: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async { Ok(None) })
    }

    fn fields(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        let form = &form.clone().or("tone", Tone::Presentation.as_str()).or("format", Format::Markdown.as_str());
        Ok(scene.render(&Fields { form, tones: Tone::ALL })?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        let body = Text::of(&mut form.clone()).shown(Under::Label);
        let tone = form.value("tone").parse().unwrap_or(Tone::Presentation);
        Ok(scene.render(&Shown { tone, title: form.value("title"), body: &body })?)
    }

    fn is_for_trainers(&self, form: &Filled) -> bool {
        form.value("tone") == Tone::TrainerNote.as_str()
    }

    fn check(&self, form: &mut Filled) {
        if Text::of(form).source.is_empty() {
            form.fault("body", "activities-body-missing");
        }
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let sql = "select tone, body, format, source from activity_label where academy_id = $1 and activity_id = $2";
            let written: Option<Written> = scope.member.app.db.maybe(sql, &db::args![scope.academy_id, activity_id]).await.or_problem()?;
            let Some(written) = written else { return Ok(Vec::new()) };
            let text = Text::to_write(written.format, written.source, &written.body, Under::Label);
            let fields = [("tone", written.tone.to_string()), ("format", text.format.to_string()), ("body", text.source)];
            Ok(fields.map(|(name, value)| (name.to_owned(), value)).into())
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move {
            let tone = form.value("tone").parse().unwrap_or(Tone::Presentation);
            write(tx, academy_id, activity_id, tone, &Text::of(&mut form.clone())).await.or_problem()
        })
    }

    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()> {
        Box::pin(async move { copy(tx, copying).await.or_problem() })
    }

    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()> {
        Box::pin(async move {
            let sql = "delete from activity_label where academy_id = $1 and activity_id = $2";
            tx.run(sql, &db::args![academy_id, activity_id]).await.or_problem()?;
            Ok(())
        })
    }
}

/// The labels of a course; notes to trainers only for those who teach.
async fn stored(scope: Scope<'_>) -> db::Result<Vec<OnPage>> {
    scope
        .member
        .app
        .db
        .all(
            "select l.activity_id, l.tone, l.body from activity a join activity_label l on l.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and (l.tone <> 'trainer_note' or $3)",
            &db::args![scope.academy_id, scope.course_id, scope.teaches],
        )
        .await
}

async fn write(tx: &Tx, academy_id: i64, activity_id: i64, tone: Tone, text: &Text) -> db::Result<()> {
    tx.run(
        "insert into activity_label (activity_id, academy_id, tone, body, format, source) values ($1, $2, $3, $4, $5, $6)
         on conflict (activity_id) do update set tone = excluded.tone, body = excluded.body, format = excluded.format, source = excluded.source",
        &db::args![activity_id, academy_id, tone, text.shown(Under::Label), text.format, text.kept()],
    )
    .await?;
    Ok(())
}

async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying
        .run(
            tx,
            "insert into activity_label (activity_id, academy_id, tone, body, format, source)
         select a.id, a.academy_id, l.tone, l.body, l.format, l.source from activity a
           join activity_label l on l.academy_id = $3 and l.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
        )
        .await?;
    copying
        .lead(
            tx,
            "select l.activity_id as id, l.body, l.source from activity a join activity_label l on l.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (l.body like $3 or l.source like $3)",
            "update activity_label set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await
}
