//! Posts of a forum that hold all the words, without regard to accents and capitals, the newest first.
//!
//! | GET …/search?q=…&page=… | their discussions, authors and beginnings |

use web::{Answer, Message, Problem, filters};

use super::SEEN;
use super::list::page_number;
use super::place::Place;
use super::words::beginning;
use crate::access::{Allowed, View};
use crate::courses::Opened;
use crate::plain::{anywhere, plain};
use crate::visit::{Member, OrProblem};

/// Posts on one page.
const PAGE: i64 = 25;
/// The most words that are read.
const MOST_WORDS: usize = 6;
/// How much is shown of a post, in characters.
const SHOWN: usize = 220;

web::view! { "activities/forum/search.html" =>
    struct Found {
        course_title: String,
        course_path: String,
        forum_title: String,
        forum_path: String,
        words: String,
        posts: Vec<Line>,
        page: i64,
        before: String,
        after: String,
    }
}

/// A post that was found.
struct Line {
    path: String,
    title: String,
    author: String,
    day: String,
    beginning: String,
    private: bool,
}

db::row! {
    struct Row {
        id: i64,
        title: String,
        body: String,
        posted_at: i64,
        private_to: Option<i64>,
        first_name: String,
        last_name: String,
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when it is no forum, or for a page that is no number; else when the database fails.
pub async fn show(opened: Allowed<Opened, View>, member: Member) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let mut asked = member.query();
    let page = page_number(asked.value("page")).ok_or(Problem::NotFound)?;
    let typed = asked.line("q", 200);
    let mut found = if typed.is_empty() { Vec::new() } else { read(&place, &typed, page).await.or_problem()? };
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let at = |page: i64| {
        let query =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &typed).append_pair("page", &page.to_string()).finish();
        member.url(&format!("{}/search?{query}", place.path()))
    };
    let line = |row: Row| Line {
        path: format!("{}/posts/{}", place.path(), row.id),
        title: row.title,
        author: place.name(&row.first_name, &row.last_name),
        day: place.day(row.posted_at),
        beginning: beginning(&row.body, SHOWN),
        private: row.private_to.is_some(),
    };
    let view = Found {
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        forum_title: opened.activity.title.clone(),
        forum_path: place.path(),
        posts: found.into_iter().map(line).collect(),
        page,
        before: if page > 1 { at(page - 1) } else { String::new() },
        after: if more { at(page + 1) } else { String::new() },
        words: typed,
    };
    member.page(Message::new("forum-search-in").with("forum", &opened.activity.title), &view)
}

async fn read(place: &Place<'_>, typed: &str, page: i64) -> db::Result<Vec<Row>> {
    let words: Vec<String> = plain(typed).split_whitespace().take(MOST_WORDS).map(anywhere).collect();
    // A word that was not typed is anywhere in everything.
    let word = |at: usize| words.get(at).cloned().unwrap_or_else(|| "%".to_owned());
    let sql = format!(
        "select p.id, d.title, substr(p.body, 1, 2000) as body, p.posted_at, p.private_to, a.first_name, a.last_name
           from forum_discussion d join forum_post p on p.discussion_id = d.id join person a on a.id = p.person_id
          where d.academy_id = $1 and d.activity_id = $4 and p.deleted = false and {SEEN}
            and p.folded like $5 escape '\\' and p.folded like $6 escape '\\' and p.folded like $7 escape '\\'
            and p.folded like $8 escape '\\' and p.folded like $9 escape '\\' and p.folded like $10 escape '\\'
          order by p.id desc limit $11 offset $12"
    );
    let scope = &place.scope;
    let args = db::args![
        scope.academy_id,
        place.person_id(),
        scope.teaches,
        place.id,
        word(0),
        word(1),
        word(2),
        word(3),
        word(4),
        word(5),
        PAGE + 1,
        (page - 1) * PAGE
    ];
    scope.member.app.db.all(&sql, &args).await
}
