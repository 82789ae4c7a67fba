//! Sondage: a question, a few answers, and what everybody answered.
//!
//! | question.rs | /courses/{number}/activities/{id}             | the question, the answers to give, the results            |
//! | answer.rs   | POST /courses/{number}/activities/{id}/answer | what somebody answers, once or changed as its author says |
//! | options.rs  |                                               | what can be answered, as its author writes it             |
//! | ballot.rs   |                                               | what was answered                                         |

mod answer;
mod ballot;
mod options;
mod question;

use db::{Db, Tx};
use web::{Filled, Problem, Scene, filters};

use self::ballot::Poll;
use super::{Activity, Completion, Copying, Later, Moved, Piece, Placed, Scope};
use crate::clock::read_day;
use crate::editor::{Format, Text, Under};
use crate::files::stored::Stored;
use crate::visit::{OrProblem, Routes};

/// Its name in the database.
const KIND: &str = "choice";

db::text_enum! {
    /// Which participants see what was answered. Those who teach always do.
    pub enum Results {
        /// Those who answered.
        Answered = "answered",
        /// All.
        Always = "always",
        /// None.
        Never = "never",
    }
}

db::row! {
    /// A sondage without its answers.
    struct Asked {
        body: String,
        format: Format,
        source: String,
        /// Whether one may give several answers.
        several: bool,
        /// Whether what was answered stays as it is.
        fixed: bool,
        results: Results,
        /// The last day on which one answers (`YYYY-MM-DD`).
        closes_on: Option<String>,
    }
}

const ASKED: &str = "select body, format, source, several, fixed, results, closes_on from activity_choice
 where academy_id = $1 and activity_id = $2";

impl Asked {
    async fn read(db: &Db, poll: Poll) -> db::Result<Option<Asked>> {
        db.maybe(ASKED, &db::args![poll.academy_id, poll.activity_id]).await
    }

    /// The same inside the transaction that holds it.
    async fn held(tx: &Tx, poll: Poll) -> db::Result<Asked> {
        tx.one(ASKED, &db::args![poll.academy_id, poll.activity_id]).await
    }

    /// Whether its last day is past.
    fn is_over(&self, today: &str) -> bool {
        self.closes_on.as_deref().is_some_and(|day| day < today)
    }
}

web::view! { "activities/choice/form.html" =>
    struct Fields<'a> {
        form: &'a Filled,
    }
}

web::view! { "activities/choice/preview.html" =>
    struct Preview {
        body: String,
        answers: Vec<String>,
    }
}

/// The kind.
pub struct Choice;

impl Activity for Choice {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "choice-name"
    }

    fn purpose(&self) -> &'static str {
        "choice-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/choice", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn routes(&self) -> Routes {
        Routes::of("activities/choice")
            .get("/courses/{number}/activities/{id}/answer", answer::show)
            .post("/courses/{number}/activities/{id}/answer", answer::submit)
    }

    fn completion(&self) -> Completion {
        Completion::Deed
    }

    fn deed(&self) -> Option<&'static str> {
        Some("choice-deed")
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(question::shown(scope, activity.id, Filled::empty()))
    }

    /// The question and what can be answered: never what was.
    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, cast(0 as bigint) as place, '' as title, p.body, cast(null as bigint) as bytes, false as hidden
               from activity a join activity_choice p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null
             union all
             select a.id, a.kind, o.position + 1, o.words, '', cast(null as bigint), false
               from activity a join choice_option o on o.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null and o.withdrawn = false",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        let Some((question, options)) = pieces.split_first() else { return Ok(String::new()) };
        let answers = options.iter().map(|option| option.title.clone()).collect();
        Ok(scene.render(&Preview { body: question.text(), answers })?)
    }

    fn fields(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        let form = &form.clone().or("format", Format::Markdown.as_str()).or("results", Results::Answered.as_str());
        Ok(scene.render(&Fields { form })?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        let body = Text::of(&mut form.clone()).shown(Under::Page);
        Ok(scene.render(&Preview { body, answers: options::lines(form) })?)
    }

    fn check(&self, form: &mut Filled) {
        Text::of(form);
        options::check(form);
        let day = form.line("last_day", 40);
        match read_day(&day) {
            Some(day) => form.set("last_day", day),
            None if day.is_empty() => form.set("last_day", ""),
            None => form.fault("last_day", "choice-closes-unread"),
        }
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let (db, poll) = (&scope.member.app.db, Poll { academy_id: scope.academy_id, activity_id });
            let Some(asked) = Asked::read(db, poll).await.or_problem()? else { return Ok(Vec::new()) };
            let offered = poll.tallies(db, 0).await.or_problem()?.into_iter().filter(|one| !one.withdrawn).map(|one| one.words);
            let text = Text::to_write(asked.format, asked.source, &asked.body, Under::Page);
            let ticked = |on: bool| if on { "1" } else { "" }.to_owned();
            let fields = [
                ("format", text.format.to_string()),
                ("body", text.source),
                ("answers", offered.collect::<Vec<_>>().join("\n")),
                ("several", ticked(asked.several)),
                ("fixed", ticked(asked.fixed)),
                ("results", asked.results.to_string()),
                ("last_day", asked.closes_on.unwrap_or_default()),
            ];
            Ok(fields.map(|(name, value)| (name.to_owned(), value)).into())
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move {
            let text = Text::of(&mut form.clone());
            let results: Results = form.value("results").parse().unwrap_or(Results::Answered);
            let closes_on = Some(form.value("last_day")).filter(|day| !day.is_empty());
            // This row is held from here on: nobody answers what is about to be withdrawn.
            tx.run(
                "insert into activity_choice (activity_id, academy_id, body, format, source, several, fixed, results, closes_on)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                 on conflict (activity_id) do update set body = excluded.body, format = excluded.format, source = excluded.source,
                     several = excluded.several, fixed = excluded.fixed, results = excluded.results, closes_on = excluded.closes_on",
                &db::args![
                    activity_id,
                    academy_id,
                    text.shown(Under::Page),
                    text.format,
                    text.kept(),
                    form.checked("several"),
                    form.checked("fixed"),
                    results,
                    closes_on
                ],
            )
            .await
            .or_problem()?;
            options::save(tx, academy_id, activity_id, &options::lines(form)).await.or_problem()
        })
    }

    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()> {
        Box::pin(async move { copy(tx, copying).await.or_problem() })
    }

    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()> {
        Box::pin(async move { Poll { academy_id, activity_id }.forget(tx).await.or_problem() })
    }

    fn merge<'a>(&'a self, tx: &'a Tx, gone: i64, kept: i64) -> Moved<'a> {
        Box::pin(ballot::merge(tx, gone, kept))
    }
}

/// Gives copies the content of what they are copies of, and leads its links.
async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying
        .run(
            tx,
            "insert into activity_choice (activity_id, academy_id, body, format, source, several, fixed, results, closes_on)
         select a.id, a.academy_id, p.body, p.format, p.source, p.several, p.fixed, p.results, cast(null as text) from activity a
           join activity_choice p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
        )
        .await?;
    copying
        .run(
            tx,
            "insert into choice_option (activity_id, academy_id, position, words)
         select a.id, a.academy_id, p.position, p.words from activity a
           join choice_option p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2 and p.withdrawn = false",
        )
        .await?;
    copying
        .lead(
            tx,
            "select p.activity_id as id, p.body, p.source from activity a join activity_choice p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update activity_choice set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await?;
    Ok(())
}
