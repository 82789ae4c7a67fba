//! Dossier: several files in one place, with a few words if its author wants.

use db::Tx;
use web::{Filled, Message, Problem, Scene, filters};

use super::{Activity, Copying, Later, Piece, Placed, Scope};
use crate::editor::{Format, Text, Under, files_in};
use crate::files::stored::Stored;
use crate::files::{Family, accepted};
use crate::visit::OrProblem;

/// Its name in the database.
const KIND: &str = "folder";
/// The most files.
const MOST: usize = 200;
/// What may be in it.
const FAMILIES: &[Family] = &[Family::Document, Family::Picture, Family::Sound, Family::Video, Family::Captions];

web::view! { "activities/folder/page.html" =>
    struct Shown<'a> {
        /// By their names.
        list: Vec<&'a Stored>,
        /// Where the files of the course are; nothing while the form is only looked at.
        files: String,
        /// Clean since it was stored.
        body: &'a str,
    }
}

web::view! { "activities/folder/paper.html" =>
    struct OnPaper<'a> {
        body: String,
        files: &'a [Piece],
    }
}

web::view! { "activities/folder/form.html" =>
    struct Fields<'a> {
        form: &'a Filled,
        known: &'a [Stored],
        accept: String,
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
pub struct Folder;

impl Activity for Folder {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "folder-name"
    }

    fn purpose(&self) -> &'static str {
        "folder-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/folder", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async move {
            let Some(written) = written(scope, activity.id).await? else { return Ok(None) };
            let files = entries(scope, activity.id).await?;
            let address = scope.member.url(&format!("/courses/{}/files", scope.course_number));
            Ok(Some(scope.member.scene.render(&Shown { list: files.iter().collect(), files: address, body: &written.body })?))
        })
    }

    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, cast(0 as bigint) as place, '' as title, p.body, cast(null as bigint) as bytes, false as hidden
               from activity a join activity_folder p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null
             union all
             select a.id, a.kind, cast(1 as bigint), f.name, '', f.bytes, false
               from activity a join folder_entry e on e.activity_id = a.id join stored_file f on f.id = e.file_id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        let Some((words, files)) = pieces.split_first() else { return Ok(String::new()) };
        Ok(scene.render(&OnPaper { body: words.text(), files })?)
    }

    fn takes(&self) -> &'static [Family] {
        FAMILIES
    }

    fn takes_several(&self) -> bool {
        true
    }

    fn fields(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem> {
        let form = &form.clone().or("format", Format::Markdown.as_str());
        Ok(scene.render(&Fields { form, known: files, accept: accepted(FAMILIES) })?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem> {
        let list = files.iter().filter(|file| form.holds("file", &file.id.to_string())).collect();
        Ok(scene.render(&Shown { list, files: String::new(), body: &Text::of(&mut form.clone()).shown(Under::Page) })?)
    }

    fn files(&self, form: &Filled, course: &str) -> Vec<i64> {
        chosen(form).into_iter().chain(files_in(&Text::of(&mut form.clone()).shown(Under::Page), course)).collect()
    }

    fn check(&self, form: &mut Filled) {
        match chosen(form).len() {
            0 if form.errors("brought").is_empty() => form.fault("brought", "folder-empty"),
            0..=MOST => {}
            _ => form.fault("brought", Message::new("folder-full").with("most", MOST)),
        }
        Text::of(form);
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let Some(written) = written(scope, activity_id).await? else { return Ok(Vec::new()) };
            let text = Text::to_write(written.format, written.source, &written.body, Under::Page);
            let mut fields = vec![("format".to_owned(), text.format.to_string()), ("body".to_owned(), text.source)];
            fields.extend(entries(scope, activity_id).await?.into_iter().map(|file| ("file".to_owned(), file.id.to_string())));
            Ok(fields)
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move {
            let text = Text::of(&mut form.clone());
            tx.run(
                "insert into activity_folder (activity_id, academy_id, body, format, source) values ($1, $2, $3, $4, $5)
                 on conflict (activity_id) do update set body = excluded.body, format = excluded.format, source = excluded.source",
                &db::args![activity_id, academy_id, text.shown(Under::Page), text.format, text.kept()],
            )
            .await
            .or_problem()?;
            empty(tx, academy_id, activity_id).await.or_problem()?;
            for file in chosen(form) {
                tx.run(
                    "insert into folder_entry (academy_id, activity_id, file_id)
                     select $1, $2, id from stored_file where academy_id = $1 and id = $3 on conflict (activity_id, file_id) do nothing",
                    &db::args![academy_id, activity_id, file],
                )
                .await
                .or_problem()?;
            }
            Ok(())
        })
    }

    fn copy<'a>(&'a self, tx: &'a Tx, copying: &'a Copying) -> Later<'a, ()> {
        Box::pin(async move { copy(tx, copying).await.or_problem() })
    }

    fn forget<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64) -> Later<'a, ()> {
        Box::pin(async move {
            empty(tx, academy_id, activity_id).await.or_problem()?;
            let sql = "delete from activity_folder where academy_id = $1 and activity_id = $2";
            tx.run(sql, &db::args![academy_id, activity_id]).await.or_problem()?;
            Ok(())
        })
    }
}

async fn written(scope: Scope<'_>, activity_id: i64) -> Result<Option<Written>, Problem> {
    let sql = "select body, format, source from activity_folder where academy_id = $1 and activity_id = $2";
    scope.member.app.db.maybe(sql, &db::args![scope.academy_id, activity_id]).await.or_problem()
}

/// What is in it, by name.
async fn entries(scope: Scope<'_>, activity_id: i64) -> Result<Vec<Stored>, Problem> {
    let sql = "select f.id, f.academy_id, f.person_id, f.hash, f.name, f.media_type, f.bytes, f.shared
                 from folder_entry e join stored_file f on f.id = e.file_id
                where e.academy_id = $1 and e.activity_id = $2 order by f.name, f.id";
    scope.member.app.db.all(sql, &db::args![scope.academy_id, activity_id]).await.or_problem()
}

/// The files that a form names.
fn chosen(form: &Filled) -> Vec<i64> {
    let mut chosen: Vec<i64> = form.all("file").filter_map(|id| id.parse().ok()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

async fn empty(tx: &Tx, academy_id: i64, activity_id: i64) -> db::Result<()> {
    tx.run("delete from folder_entry where academy_id = $1 and activity_id = $2", &db::args![academy_id, activity_id]).await?;
    Ok(())
}

/// Gives copies the content of what they are copies of, and leads its links.
async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying
        .run(
            tx,
            "insert into activity_folder (activity_id, academy_id, body, format, source)
         select a.id, a.academy_id, p.body, p.format, p.source from activity a
           join activity_folder p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
        )
        .await?;
    copying.run(
        tx,
        "insert into folder_entry (activity_id, academy_id, file_id)
         select a.id, a.academy_id, coalesce((select f.id from stored_file f where f.academy_id = a.academy_id and f.copy_of = p.file_id), p.file_id) from activity a
           join folder_entry p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
    )
    .await?;
    copying
        .lead(
            tx,
            "select p.activity_id as id, p.body, p.source from activity a join activity_folder p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update activity_folder set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await?;
    Ok(())
}
