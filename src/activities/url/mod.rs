//! URL: the way to a page of another site, and a few words about it. We never fetch it.

use db::Tx;
use url::Url;
use web::{Filled, Problem, Scene, filters};

use super::{Activity, Copying, Later, Piece, Placed, Scope};
use crate::editor::{Format, Text, Under};
use crate::files::stored::Stored;
use crate::visit::OrProblem;

/// The longest address, in characters.
const LONGEST: usize = 2_000;

web::view! { "activities/url/page.html" =>
    struct Shown {
        address: String,
        /// The site it leads to, so that nobody is taken somewhere unseen.
        host: String,
        /// Clean since it was stored; may be empty.
        body: String,
    }
}

web::view! { "activities/url/paper.html" =>
    struct OnPaper {
        address: String,
        body: String,
    }
}

web::view! { "activities/url/form.html" =>
    struct Fields<'a> {
        form: &'a Filled,
    }
}

db::row! {
    struct Written {
        address: String,
        body: String,
        format: Format,
        source: String,
    }
}

/// The kind.
pub struct Link;

impl Activity for Link {
    fn kind(&self) -> &'static str {
        "url"
    }

    fn name(&self) -> &'static str {
        "url-name"
    }

    fn purpose(&self) -> &'static str {
        "url-purpose"
    }

    fn icon(&self) -> &'static str {
        include_str!("icon.svg")
    }

    fn words(&self) -> web::Source {
        web::Source { feature: "activities/url", french: include_str!("fr.ftl"), english: include_str!("en.ftl") }
    }

    fn page<'a>(&'a self, scope: Scope<'a>, activity: &'a Placed) -> Later<'a, Option<String>> {
        Box::pin(async move {
            let Some(Written { address, body, .. }) = written(scope, activity.id).await.or_problem()? else { return Ok(None) };
            Ok(Some(scope.member.scene.render(&shown(address, body))?))
        })
    }

    fn pieces(&self) -> Option<&'static str> {
        Some(
            "select a.id as activity_id, a.kind, cast(0 as bigint) as place, p.address as title, p.body, cast(null as bigint) as bytes, false as hidden
               from activity a join activity_url p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null",
        )
    }

    fn on_paper(&self, scene: &Scene, pieces: &[Piece]) -> Result<String, Problem> {
        pieces.iter().map(|piece| Ok(scene.render(&OnPaper { address: piece.title.clone(), body: piece.text() })?)).collect()
    }

    fn fields(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&Fields { form: &form.clone().or("format", Format::Markdown.as_str()) })?)
    }

    fn preview(&self, scene: &Scene, form: &Filled, _: &[Stored]) -> Result<String, Problem> {
        Ok(scene.render(&shown(form.value("address").to_owned(), Text::of(&mut form.clone()).shown(Under::Page)))?)
    }

    fn check(&self, form: &mut Filled) {
        let typed = form.required("address", LONGEST, "url-address-missing");
        if !typed.is_empty() {
            match read(&typed) {
                Ok(address) => form.set("address", address),
                Err(fault) => form.fault("address", fault),
            }
        }
        Text::of(form);
    }

    fn stored<'a>(&'a self, scope: Scope<'a>, activity_id: i64) -> Later<'a, Vec<(String, String)>> {
        Box::pin(async move {
            let Some(written) = written(scope, activity_id).await.or_problem()? else { return Ok(Vec::new()) };
            let text = Text::to_write(written.format, written.source, &written.body, Under::Page);
            let fields = [("address", written.address), ("format", text.format.to_string()), ("body", text.source)];
            Ok(fields.map(|(name, value)| (name.to_owned(), value)).into())
        })
    }

    fn save<'a>(&'a self, tx: &'a Tx, academy_id: i64, activity_id: i64, form: &'a Filled) -> Later<'a, ()> {
        Box::pin(async move {
            let text = Text::of(&mut form.clone());
            tx.run(
                "insert into activity_url (activity_id, academy_id, address, body, format, source) values ($1, $2, $3, $4, $5, $6)
                 on conflict (activity_id) do update
                    set address = excluded.address, body = excluded.body, format = excluded.format, source = excluded.source",
                &db::args![activity_id, academy_id, form.value("address"), text.shown(Under::Page), text.format, text.kept()],
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
            let sql = "delete from activity_url where academy_id = $1 and activity_id = $2";
            tx.run(sql, &db::args![academy_id, activity_id]).await.or_problem()?;
            Ok(())
        })
    }
}

async fn written(scope: Scope<'_>, activity_id: i64) -> db::Result<Option<Written>> {
    let sql = "select address, body, format, source from activity_url where academy_id = $1 and activity_id = $2";
    scope.member.app.db.maybe(sql, &db::args![scope.academy_id, activity_id]).await
}

fn shown(address: String, body: String) -> Shown {
    let host = Url::parse(&address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    Shown { address, host, body }
}

/// The address of a page of the web, as it is stored, or the key of what is to be put right. `example.org` is `https://example.org`.
fn read(typed: &str) -> Result<String, &'static str> {
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = Url::parse(&whole).map_err(|_| "url-address-unread")?;
    let host = url.host_str().unwrap_or_default();
    let has_secret = !url.username().is_empty() || url.password().is_some();
    // Whoever typed a scheme may mean a machine of her own network, which has no dot.
    let is_guessed_well = whole == typed || (host.contains('.') && !has_secret);
    match url.scheme() {
        "http" | "https" if !host.is_empty() && is_guessed_well && has_secret => Err("url-address-secret"),
        "http" | "https" if !host.is_empty() && is_guessed_well => Ok(url.into()),
        _ => Err("url-address-unread"),
    }
}

/// Gives copies the content of what they are copies of, and leads its links.
async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying
        .run(
            tx,
            "insert into activity_url (activity_id, academy_id, address, body, format, source)
         select a.id, a.academy_id, p.address, p.body, p.format, p.source from activity a
           join activity_url p on p.academy_id = $3 and p.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
        )
        .await?;
    copying
        .lead(
            tx,
            "select p.activity_id as id, p.body, p.source from activity a join activity_url p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update activity_url set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_led_to() {
        for (typed, address) in [
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
            ("HTTP://Example.ORG", "http://example.org/"),
            ("example.org/cours", "https://example.org/cours"),
            ("http://serveur-du-college/notes", "http://serveur-du-college/notes"),
            ("https://example.org/un \"mot\"", "https://example.org/un%20%22mot%22"),
            ("https://académie.example.org/", "https://xn--acadmie-eya.example.org/"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(address), "{typed}");
        }
        for typed in [
            "javascript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "file:///etc/passwd",
            "ftp://example.org/",
            "/courses/2636",
            "//",
            "https://",
            "http://exa mple.org",
            "un mot",
            "motseul",
            "mailto:camille@example.org",
        ] {
            assert_eq!(read(typed), Err("url-address-unread"), "{typed}");
        }
        for typed in ["https://camille:secret@example.org/", "https://camille@example.org/"] {
            assert_eq!(read(typed), Err("url-address-secret"), "{typed}");
        }
    }
}
