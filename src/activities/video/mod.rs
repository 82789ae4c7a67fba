//! Vidéo: a file of ours, watched in its place with its captions, or the address of one elsewhere.
//!
//! | GET /courses/{number}/activities/{id}/captions | its captions, as WebVTT |

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use db::Tx;
use url::Url;
use web::{Answer, Filled, Problem, Scene, filters};

use super::{Activity, Copying, Later, Piece, Placed, Scope};
use crate::access::{Allowed, View};
use crate::courses::Opened;
use crate::editor::{Format, Text, Under, files_in};
use crate::files::stored::{self, Stored};
use crate::files::{Family, accepted, captions};
use crate::visit::{Member, OrProblem, Routes};

/// Its name in the database.
const KIND: &str = "video";
/// What it may be.
const FAMILIES: &[Family] = &[Family::Video];
/// The longest address, in characters.
const LONGEST_ADDRESS: usize = 500;

web::view! { "activities/video/page.html" =>
    struct Shown<'a> {
        file: Option<&'a Stored>,
        /// Of one elsewhere: its address, and the host that a reader recognizes.
        elsewhere: Option<(&'a str, String)>,
        /// Where the files of the course are; nothing while the form is only looked at.
        files: String,
        /// Where its captions are.
        captions: Option<String>,
        /// The picture before it plays.
        poster: Option<i64>,
        /// Clean since it was stored.
        body: &'a str,
    }
}

web::view! { "activities/video/paper.html" =>
    struct OnPaper<'a> {
        body: String,
        /// The file, or the address of one elsewhere.
        video: &'a Piece,
        /// What is said in it, by paragraphs.
        transcript: Vec<String>,
    }
}

web::view! { "activities/video/form.html" =>
    struct Fields<'a> {
        form: &'a Filled,
        known: Vec<&'a Stored>,
        accept: String,
        posters: Vec<&'a Stored>,
        pictures: String,
    }
}

db::row! {
    struct Written {
        file_id: Option<i64>,
        poster_id: Option<i64>,
        address: String,
        captions: String,
        /// Those of the file itself, which its bringer gave it.
        of_file: Option<String>,
        body: String,
        format: Format,
        source: String,
    }
}

/// The kind.
pub struct Video;

impl Activity for Video {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &'static str {
        "video-name"
    }

    fn purpose(&self) -> &'static str {
        "video-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/video", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async move {
            let Some(written) = written(scope, activity.id).await? else { return Ok(None) };
            let file = match written.file_id {
                Some(id) => stored::find(&scope.member.app.db, scope.academy_id, id).await.or_problem()?,
                None => None,
            };
            let shown = Shown {
                file: file.as_ref(),
                elsewhere: elsewhere(&written.address),
                files: scope.member.url(&format!("/courses/{}/files", scope.course_number)),
                captions: written.said().map(|_| scope.member.url(&format!("{}/captions", scope.path_of(activity.id)))),
                poster: written.poster_id,
                body: &written.body,
            };
            Ok(Some(scope.member.scene.render(&shown)?))
        })
    }

    fn routes(&self) -> Routes {
        Routes::of("activities").get("/courses/{number}/activities/{id}/captions", said)
    }

    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, cast(0 as bigint) as place, coalesce(f.name, p.address) as title, p.body, f.bytes, false as hidden
               from activity a join activity_video p on p.activity_id = a.id left join stored_file f on f.id = p.file_id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null
             union all
             select a.id, a.kind, cast(1 as bigint), '', case when p.captions <> '' then p.captions else c.vtt end, cast(null as bigint), false
               from activity a join activity_video p on p.activity_id = a.id left join captions c on c.file_id = p.file_id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null and p.file_id is not null
                and (p.captions <> '' or c.vtt is not null)",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        let Some((video, said)) = pieces.split_first() else { return Ok(String::new()) };
        let transcript = said.iter().flat_map(|captions| captions::transcript(&captions.body)).collect();
        Ok(scene.render(&OnPaper { body: video.text(), video, transcript })?)
    }

    fn takes(&self) -> &'static [Family] {
        FAMILIES
    }

    fn fields(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem> {
        let form = &form.clone().or("format", Format::Markdown.as_str());
        let of = |family: Family| files.iter().filter(|file| file.family() == family).collect();
        let view = Fields {
            form,
            known: of(Family::Video),
            accept: accepted(FAMILIES),
            posters: of(Family::Picture),
            pictures: accepted(&[Family::Picture]),
        };
        Ok(scene.render(&view)?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, files: &[Stored]) -> Result<String, Problem> {
        let file = files.iter().find(|file| form.value("file") == file.id.to_string());
        let body = Text::of(&mut form.clone()).shown(Under::Page);
        let view =
            Shown { file, elsewhere: elsewhere(form.value("address")), files: String::new(), captions: None, poster: None, body: &body };
        Ok(scene.render(&view)?)
    }

    fn files(&self, form: &Filled, course: &str) -> Vec<i64> {
        let own = ["file", "poster"].into_iter().filter_map(|name| form.value(name).parse().ok());
        own.chain(files_in(&Text::of(&mut form.clone()).shown(Under::Page), course)).collect()
    }

    fn check(&self, form: &mut Filled) {
        let address = form.line("address", LONGEST_ADDRESS);
        match (form.value("file").parse::<i64>().is_ok(), address.is_empty()) {
            (false, true) if form.errors("brought").is_empty() => form.fault("brought", "video-missing"),
            (_, false) if elsewhere(&address).is_none() => form.fault("address", "video-address"),
            _ => {}
        }
        if let Some(bytes) = form.file("brought_captions") {
            let text = String::from_utf8_lossy(bytes).into_owned();
            form.set("captions", text);
        }
        if !form.value("captions").trim().is_empty() {
            match captions::clean(form.value("captions")) {
                Some(clean) => form.set("captions", clean),
                None => form.fault("captions", "video-captions"),
            }
        }
        Text::of(form);
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let Some(written) = written(scope, activity_id).await? else { return Ok(Vec::new()) };
            let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
            let text = Text::to_write(written.format, written.source, &written.body, Under::Page);
            let fields = [
                ("file", id(written.file_id)),
                ("poster", id(written.poster_id)),
                ("address", written.address),
                ("captions", written.captions),
                ("format", text.format.to_string()),
                ("body", text.source),
            ];
            Ok(fields.map(|(name, value)| (name.to_owned(), value)).into())
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move {
            let text = Text::of(&mut form.clone());
            let id = |name: &str| form.value(name).parse::<i64>().ok();
            // One of ours needs no address.
            let address = if id("file").is_some() { "" } else { form.value("address").trim() };
            tx.run(
                "insert into activity_video (activity_id, academy_id, file_id, poster_id, address, captions, body, format, source)
                 values ($1, $2, (select id from stored_file where academy_id = $2 and id = $3),
                         (select id from stored_file where academy_id = $2 and id = $4), $5, $6, $7, $8, $9)
                 on conflict (activity_id) do update set file_id = excluded.file_id, poster_id = excluded.poster_id, address = excluded.address,
                     captions = excluded.captions, body = excluded.body, format = excluded.format, source = excluded.source",
                &db::args![
                    activity_id,
                    academy_id,
                    id("file"),
                    id("poster"),
                    address,
                    form.value("captions"),
                    text.shown(Under::Page),
                    text.format,
                    text.kept()
                ],
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
            let sql = "delete from activity_video where academy_id = $1 and activity_id = $2";
            tx.run(sql, &db::args![academy_id, activity_id]).await.or_problem()?;
            Ok(())
        })
    }
}

impl Written {
    /// Its captions, or else those of its file.
    fn said(&self) -> Option<&str> {
        let own = Some(self.captions.as_str()).filter(|own| !own.is_empty());
        own.or(self.of_file.as_deref()).filter(|_| self.file_id.is_some())
    }
}

/// The captions.
///
/// # Errors
/// [`Problem::NotFound`] when there are none; else when the database fails.
async fn said(opened: Allowed<Opened, View>, member: Member) -> Answer {
    opened.expect(KIND)?;
    let written = written(opened.scope(&member), opened.activity.id).await?.ok_or(Problem::NotFound)?;
    let vtt = written.said().ok_or(Problem::NotFound)?.to_owned();
    Ok(([(CONTENT_TYPE, "text/vtt; charset=utf-8"), (CACHE_CONTROL, "private, no-cache")], vtt).into_response())
}

/// A video elsewhere, by its address: one that a browser may open, without a password in it.
fn elsewhere(address: &str) -> Option<(&str, String)> {
    let url = Url::parse(address.trim()).ok()?;
    let plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    let host = url.host_str()?.to_owned();
    plain.then(|| (address.trim(), host))
}

async fn written(scope: Scope<'_>, activity_id: i64) -> Result<Option<Written>, Problem> {
    let sql = "select v.file_id, v.poster_id, v.address, v.captions, c.vtt as of_file, v.body, v.format, v.source
                 from activity_video v left join captions c on c.file_id = v.file_id
                where v.academy_id = $1 and v.activity_id = $2";
    scope.member.app.db.maybe(sql, &db::args![scope.academy_id, activity_id]).await.or_problem()
}

/// Gives copies the content of what they are copies of, and leads its links.
async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying.run(
        tx,
        "insert into activity_video (activity_id, academy_id, file_id, poster_id, address, captions, body, format, source)
         select a.id, a.academy_id, coalesce((select f.id from stored_file f where f.academy_id = a.academy_id and f.copy_of = p.file_id), p.file_id), coalesce((select f.id from stored_file f where f.academy_id = a.academy_id and f.copy_of = p.poster_id), p.poster_id), p.address, p.captions, p.body, p.format, p.source from activity a
           join activity_video p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
    )
    .await?;
    copying
        .lead(
            tx,
            "select p.activity_id as id, p.body, p.source from activity a join activity_video p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update activity_video set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_elsewhere_is_one_that_a_browser_opens() {
        assert_eq!(
            elsewhere(" https://tubes.example.org/w/a?b=1 "),
            Some(("https://tubes.example.org/w/a?b=1", "tubes.example.org".into()))
        );
        for address in ["javascript:alert(1)", "data:text/html,x", "tubes.example.org", "https://a:b@example.org/", "//example.org", ""] {
            assert_eq!(elsewhere(address), None, "{address}");
        }
    }
}
