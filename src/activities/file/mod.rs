//! Fichier: one file to save, or to look at or listen to in its place, with a few words if its author wants.

use db::Tx;
use web::{Filled, Problem, Scene, filters};

use super::{Activity, Copying, Later, Piece, Placed, Scope};
use crate::editor::{Format, Text, Under, files_in};
use crate::files::stored::{self, Stored};
use crate::files::{Family, accepted};
use crate::visit::OrProblem;

/// Its name in the database.
const KIND: &str = "file";
/// What it may be: videos have a kind of their own, with captions.
const FAMILIES: &[Family] = &[Family::Document, Family::Picture, Family::Sound];

web::view! { "activities/file/page.html" =>
    struct Shown<'a> {
        file: &'a Stored,
        /// Where the files of the course are; nothing while the form is only looked at.
        files: String,
        /// Clean since it was stored.
        body: &'a str,
    }
}

web::view! { "activities/file/paper.html" =>
    struct OnPaper<'a> {
        body: String,
        file: &'a Piece,
    }
}

web::view! { "activities/file/form.html" =>
    struct Fields<'a> {
        form: &'a Filled,
        known: &'a [Stored],
        accept: String,
    }
}

db::row! {
    struct Written {
        file_id: i64,
        body: String,
        format: Format,
        source: String,
    }
}

/// The kind.
pub struct File;

impl Activity for File {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "file-name"
    }

    fn purpose(&self) -> &'static str {
        "file-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/file", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async move {
            let Some(written) = written(scope, activity.id).await? else { return Ok(None) };
            let file = stored::find(&scope.member.app.db, scope.academy_id, written.file_id).await.or_problem()?;
            let Some(file) = file else { return Ok(None) };
            let shown =
                Shown { file: &file, files: scope.member.url(&format!("/courses/{}/files", scope.course_number)), body: &written.body };
            Ok(Some(scope.member.scene.render(&shown)?))
        })
    }

    fn takes(&self) -> &'static [Family] {
        FAMILIES
    }

    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, cast(0 as bigint) as place, f.name as title, p.body, f.bytes, false as hidden
               from activity a join activity_file p on p.activity_id = a.id join stored_file f on f.id = p.file_id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        pieces.iter().map(|piece| Ok(scene.render(&OnPaper { body: piece.text(), file: piece })?)).collect()
    }

    fn fields(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem> {
        let form = &form.clone().or("format", Format::Markdown.as_str());
        Ok(scene.render(&Fields { form, known: files, accept: accepted(FAMILIES) })?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem> {
        let Some(file) = files.iter().find(|file| form.value("file") == file.id.to_string()) else { return Ok(String::new()) };
        Ok(scene.render(&Shown { file, files: String::new(), body: &Text::of(&mut form.clone()).shown(Under::Page) })?)
    }

    fn files(&self, form: &Filled, course: &str) -> Vec<i64> {
        let own = form.value("file").parse().ok();
        own.into_iter().chain(files_in(&Text::of(&mut form.clone()).shown(Under::Page), course)).collect()
    }

    fn check(&self, form: &mut Filled) {
        // One that was refused has its sentence already.
        if form.value("file").parse::<i64>().is_err() && form.errors("brought").is_empty() {
            form.fault("brought", "activities-file-missing");
        }
        Text::of(form);
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let Some(written) = written(scope, activity_id).await? else { return Ok(Vec::new()) };
            let text = Text::to_write(written.format, written.source, &written.body, Under::Page);
            let fields = [("file", written.file_id.to_string()), ("format", text.format.to_string()), ("body", text.source)];
            Ok(fields.map(|(name, value)| (name.to_owned(), value)).into())
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move {
            let text = Text::of(&mut form.clone());
            let file: i64 = form.value("file").parse().map_err(|_| Problem::BadRequest)?;
            tx.run(
                "insert into activity_file (activity_id, academy_id, file_id, body, format, source)
                 values ($1, $2, (select id from stored_file where academy_id = $2 and id = $3), $4, $5, $6)
                 on conflict (activity_id) do update set file_id = excluded.file_id, body = excluded.body, format = excluded.format, source = excluded.source",
                &db::args![activity_id, academy_id, file, text.shown(Under::Page), text.format, text.kept()],
            )
            .await
            .or_problem()?;
            Ok(())
        })
    }

    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()> {
        Box::pin(async move { copy(tx, copying).await.or_problem() })
    }

    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()> {
        Box::pin(async move {
            let sql = "delete from activity_file where academy_id = $1 and activity_id = $2";
            tx.run(sql, &db::args![academy_id, activity_id]).await.or_problem()?;
            Ok(())
        })
    }
}

async fn written(scope: Scope<'_>, activity_id: i64) -> Result<Option<Written>, Problem> {
    let sql = "select file_id, body, format, source from activity_file where academy_id = $1 and activity_id = $2";
    scope.member.app.db.maybe(sql, &db::args![scope.academy_id, activity_id]).await.or_problem()
}

/// Gives copies the content of what they are copies of, and leads its links.
async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying.run(
        tx,
        "insert into activity_file (activity_id, academy_id, file_id, body, format, source)
         select a.id, a.academy_id, coalesce((select f.id from stored_file f where f.academy_id = a.academy_id and f.copy_of = p.file_id), p.file_id), p.body, p.format, p.source from activity a
           join activity_file p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
    )
    .await?;
    copying
        .lead(
            tx,
            "select p.activity_id as id, p.body, p.source from activity a join activity_file p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update activity_file set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await?;
    Ok(())
}
