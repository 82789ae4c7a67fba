//! The kind, as courses meet it.

use std::collections::HashMap;

use db::Tx;
use web::{Filled, Message, Problem, Scene, filters};

use super::settings::{self, Mode, Subscription};
use super::{KIND, announcement, list, merged, reading, routes};
use crate::activities::{Activity, Copying, Later, Moved, Piece, Placed, Scope, Summary, Unread};
use crate::editor::{Format, Text, Under};
use crate::files::stored::Stored;
use crate::visit::{Member, OrProblem, Routes};

web::view! { "activities/forum/fields.html" =>
    struct Fields<'a> {
        form: &'a Filled,
        modes: &'static [Mode],
        subscriptions: &'static [Subscription],
    }
}

web::view! { "activities/forum/preview.html" =>
    struct Preview {
        body: String,
    }
}

/// The kind.
pub struct Forum;

/// What a form says besides the text.
fn chosen(form: &Filled) -> (Mode, Subscription) {
    let mode = form.value("mode").parse().unwrap_or(Mode::Forum);
    (mode, form.value("subscription").parse().unwrap_or(Subscription::Start))
}

impl Activity for Forum {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "forum-name"
    }

    fn purpose(&self) -> &'static str {
        "forum-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/forum", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn routes(&self) -> Routes {
        routes()
    }

    fn deed(&self) -> Option<&'static str> {
        Some("forum-deed")
    }

    fn summaries<'a>(&'a self, scope: Scope<'a>, activities: &'a [&'a Placed]) -> Later<'a, Vec<(i64, Summary)>> {
        Box::pin(async move {
            let standings = reading::of_course(scope).await.or_problem()?;
            let mut announced = match standings.values().any(|forum| forum.mode != Mode::Forum) {
                true => announcement::newest(scope, activities).await?,
                false => HashMap::new(),
            };
            let mut summary = |placed: &&Placed| {
                let count = standings.get(&placed.id).map_or(0, |forum| forum.unread);
                let note = (count > 0).then(|| Message::new("course-unread").with("count", count));
                match (announced.remove(&placed.id), note) {
                    (Some((at, html)), note) => (placed.id, Summary::Announced { note, at, html }),
                    (None, Some(note)) => (placed.id, Summary::Noted(note)),
                    (None, None) => (placed.id, Summary::Link),
                }
            };
            Ok(activities.iter().map(&mut summary).collect())
        })
    }

    fn unread<'a>(&'a self, member: &'a Member) -> Later<'a, Vec<Unread>> {
        Box::pin(async move { reading::of_person(member).await.or_problem() })
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(list::page(scope, activity))
    }

    /// What stands above the discussions: what people say in them is not taken out of them.
    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, cast(0 as bigint) as place, '' as title, p.body, cast(null as bigint) as bytes, false as hidden
               from activity a join activity_forum p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null and p.body <> ''",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        pieces.iter().map(|piece| Ok(scene.render(&Preview { body: piece.text() })?)).collect()
    }

    fn fields(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        let form = &form
            .clone()
            .or("mode", Mode::Forum.as_str())
            .or("subscription", Subscription::Start.as_str())
            .or("format", Format::Markdown.as_str());
        Ok(scene.render(&Fields { form, modes: Mode::ALL, subscriptions: Subscription::ALL })?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&Preview { body: Text::of(&mut form.clone()).shown(Under::Page) })?)
    }

    fn check(&self, form: &mut Filled) {
        Text::of(form);
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let stored = settings::of(&scope.member.app.db, scope.academy_id, activity_id).await.or_problem()?;
            let Some(stored) = stored else { return Ok(Vec::new()) };
            let text = Text::to_write(stored.format, stored.source, &stored.body, Under::Page);
            let fields = [
                ("mode", stored.mode.to_string()),
                ("subscription", stored.subscription.to_string()),
                ("format", text.format.to_string()),
                ("body", text.source),
            ];
            Ok(fields.map(|(name, value)| (name.to_owned(), value)).into())
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move {
            let (mode, subscription) = chosen(form);
            let text = Text::of(&mut form.clone());
            settings::save(tx, academy_id, activity_id, mode, subscription, &text).await.or_problem()
        })
    }

    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()> {
        Box::pin(async move { settings::copy(tx, copying).await.or_problem() })
    }

    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()> {
        Box::pin(async move { settings::forget(tx, academy_id, activity_id).await.or_problem() })
    }

    fn merge<'a>(&'a self, tx: &'a Tx, gone: i64, kept: i64) -> Moved<'a> {
        Box::pin(merged::merge(tx, gone, kept))
    }
}
