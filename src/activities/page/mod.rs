//! Page: a text of some length, read on a page of its own.

use db::Tx;
use web::{Filled, Problem, Scene, filters};

use super::{Activity, Copying, Later, Piece, Placed, Scope};
use crate::editor::{Format, Text, Under};
use crate::files::stored::Stored;
use crate::visit::OrProblem;

web::view! { "activities/page/page.html" =>
    struct Shown {
        /// Clean since it was stored.
        body: String,
    }
}

web::view! { "activities/page/form.html" =>
    struct Fields<'a> {
        form: &'a Filled,
    }
}

db::row! {
    struct Written {
        body: String,
        format: Format,
        source: String,
    }
}

/// The kind.
pub struct Page;

impl Activity for Page {
    fn kind(&self) -> &'static str {
        "page"
    }

    fn name(&self) -> &'static str {
        "page-name"
    }

    fn purpose(&self) -> &'static str {
        "page-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/page", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async move {
            let body: Option<(String,)> = scope
                .member
                .app
                .db
                .maybe(
                    "select body from activity_page where academy_id = $1 and activity_id = $2",
                    &db::args![scope.academy_id, activity.id],
                )
                .await
                .or_problem()?;
            let Some((body,)) = body else { return Ok(None) };
            Ok(Some(scope.member.scene.render(&Shown { body })?))
        })
    }

    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, cast(0 as bigint) as place, '' as title, p.body, cast(null as bigint) as bytes, false as hidden
               from activity a join activity_page p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        pieces.iter().map(|piece| Ok(scene.render(&Shown { body: piece.text() })?)).collect()
    }

    fn fields(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&Fields { form: &form.clone().or("format", Format::Markdown.as_str()) })?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&Shown { body: Text::of(&mut form.clone()).shown(Under::Page) })?)
    }

    fn check(&self, form: &mut Filled) {
        Text::of(form);
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let sql = "select body, format, source from activity_page where academy_id = $1 and activity_id = $2";
            let written: Option<Written> = scope.member.app.db.maybe(sql, &db::args![scope.academy_id, activity_id]).await.or_problem()?;
            let Some(written) = written else { return Ok(Vec::new()) };
            let text = Text::to_write(written.format, written.source, &written.body, Under::Page);
            Ok(vec![("format".to_owned(), text.format.to_string()), ("body".to_owned(), text.source)])
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move { write(tx, academy_id, activity_id, &Text::of(&mut form.clone())).await.or_problem() })
    }

    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()> {
        Box::pin(async move { copy(tx, copying).await.or_problem() })
    }

    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()> {
        Box::pin(async move {
            let sql = "delete from activity_page where academy_id = $1 and activity_id = $2";
            tx.run(sql, &db::args![academy_id, activity_id]).await.or_problem()?;
            Ok(())
        })
    }
}

async fn write(tx: &Tx, academy_id: i64, activity_id: i64, text: &Text) -> db::Result<()> {
    tx.run(
        "insert into activity_page (activity_id, academy_id, body, format, source) values ($1, $2, $3, $4, $5)
         on conflict (activity_id) do update set body = excluded.body, format = excluded.format, source = excluded.source",
        &db::args![activity_id, academy_id, text.shown(Under::Page), text.format, text.kept()],
    )
    .await?;
    Ok(())
}

async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying
        .run(
            tx,
            "insert into activity_page (activity_id, academy_id, body, format, source)
         select a.id, a.academy_id, p.body, p.format, p.source from activity a
           join activity_page p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
        )
        .await?;
    copying
        .lead(
            tx,
            "select p.activity_id as id, p.body, p.source from activity a join activity_page p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update activity_page set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await
}
