//! Feeding the search: what is offered, as the index of this node knows it.
//!
//! Every change of a course has a number (`courses::changed`). A search applies what is pending first; a follower does so each second,
//! so that little is. Whatever the index has lost, it is told again.

use std::time::Duration;

use db::Db;

use super::OFFERED;
use crate::app::App;
use crate::indexing::terms::{List, Terms};
use crate::search::{Change, Document};

/// How often the follower looks.
const POLL: Duration = Duration::from_secs(1);
/// The most changes that are applied one by one; when more are pending, everything is told anew.
const MOST: i64 = 2_000;

db::row! {
    struct Offered {
        course_id: i64,
        academy_id: i64,
        academy: String,
        national: bool,
        parcours: bool,
        number: i64,
        published_at: i64,
        title: String,
        summary: String,
        starts_on: Option<String>,
        ends_on: Option<String>,
        minutes: i64,
        objectives: String,
        keywords: String,
        domain: String,
        nature: String,
        origin: String,
        audiences: String,
        authors: String,
        place: String,
        closes_on: Option<String>,
        keyed: bool,
    }
}

const DOCUMENTS: &str = "select c.id as course_id, c.academy_id, a.full_name as academy, a.kind = 'national' as national,
       c.kind = 'parcours' as parcours, c.number, o.published_at, c.title, c.summary, c.starts_on, c.ends_on,
       c.minutes_on_site + c.minutes_at_distance as minutes, coalesce(i.objectives, '') as objectives,
       coalesce(i.keywords, '') as keywords, coalesce(i.domain, '') as domain, coalesce(i.nature, '') as nature,
       coalesce(i.origin, '') as origin, coalesce(i.audiences, '') as audiences, coalesce(i.authors, '') as authors,
       coalesce(i.place, '') as place, s.closes_on, s.key is not null as keyed
  from offer o
  join course c on c.id = o.course_id and c.academy_id = o.academy_id
  join academy a on a.id = o.academy_id
  left join indexing i on i.course_id = c.id
  left join self_enrolment s on s.course_id = c.id and s.closed = false";

/// Brings the index of this node up to date, as far as everything that is committed now. An index that cannot be written stays as it
/// is: what it shows is checked anyway. Gives the number of the last change.
///
/// # Errors
/// When the database fails.
pub async fn catch_up(app: &App) -> db::Result<i64> {
    let latest = latest(&app.db).await?;
    if app.search.applied() == Some(latest) {
        return Ok(latest);
    }
    let _turn = app.search.turn().await;
    // Whoever was before may have done it.
    let latest = self::latest(&app.db).await?;
    let applied = app.search.applied();
    match applied {
        Some(applied) if applied == latest => {}
        Some(applied) if applied < latest && latest - applied <= MOST => apply(app, applied, latest).await?,
        _ => {
            rebuild(app).await?;
        }
    }
    Ok(latest)
}

async fn latest(db: &Db) -> db::Result<i64> {
    let (value,): (i64,) = db.one("select value from change_clock where id = 1", &[]).await?;
    Ok(value)
}

async fn apply(app: &App, applied: i64, latest: i64) -> db::Result<()> {
    let range = db::args![applied, latest];
    // Whatever changes between the two queries has a later number and is read again.
    let changed: Vec<(i64, i64)> =
        app.db.all("select course_id, academy_id from search_change where change > $1 and change <= $2", &range).await?;
    let offered: Vec<Offered> = app
        .db
        .all(
            &format!(
                "{DOCUMENTS} where {OFFERED} and c.academy_id = o.academy_id
                   and c.id in (select h.course_id from search_change h where h.change > $1 and h.change <= $2)"
            ),
            &range,
        )
        .await?;
    let terms = Terms::all(&app.db).await?;
    let mut changes: Vec<Change> = changed.into_iter().map(|(id, _)| Change::Gone(id)).collect();
    changes.extend(offered.into_iter().map(|offered| Change::Offered(Box::new(document(offered, &terms)))));
    write(app, &changes, latest, false);
    Ok(())
}

/// Tells the index everything from the beginning; gives how many offers there are.
///
/// # Errors
/// When the database fails.
pub async fn rebuild(app: &App) -> db::Result<usize> {
    let latest = latest(&app.db).await?;
    let offered: Vec<Offered> = app.db.all(&format!("{DOCUMENTS} where {OFFERED} and c.academy_id = o.academy_id"), &[]).await?;
    let terms = Terms::all(&app.db).await?;
    let changes: Vec<Change> = offered.into_iter().map(|offered| Change::Offered(Box::new(document(offered, &terms)))).collect();
    write(app, &changes, latest, true);
    Ok(changes.len())
}

fn write(app: &App, changes: &[Change], upto: i64, afresh: bool) {
    // Writing takes some milliseconds of disk.
    if let Err(error) = tokio::task::block_in_place(|| app.search.apply(changes, upto, afresh)) {
        tracing::error!(%error, "the search index cannot be written: it stays behind");
    }
}

fn document(offered: Offered, terms: &Terms) -> Document {
    let label = |list: List, code: &str| terms.get(list, code).map_or("", |term| term.french()).to_owned();
    let mut others = vec![label(List::Domain, &offered.domain), label(List::Nature, &offered.nature), label(List::Origin, &offered.origin)];
    others.extend(offered.audiences.split_whitespace().map(|code| label(List::Audience, code)));
    others.extend([offered.authors, offered.place, offered.academy, offered.number.to_string()]);
    Document {
        course_id: offered.course_id,
        academy_id: offered.academy_id,
        national: offered.national,
        parcours: offered.parcours,
        number: offered.number,
        published_at: offered.published_at,
        title: offered.title,
        keywords: offered.keywords,
        objectives: offered.objectives,
        description: offered.summary,
        others: others.join(" "),
        domain: offered.domain,
        audiences: offered.audiences,
        nature: offered.nature,
        origin: offered.origin,
        minutes: offered.minutes,
        starts_on: offered.starts_on,
        ends_on: offered.ends_on,
        closes_on: offered.closes_on,
        keyed: offered.keyed,
    }
}

/// Follows what changes for as long as the program runs.
pub async fn follow(app: App) {
    loop {
        if let Err(error) = catch_up(&app).await {
            tracing::warn!(%error, "the search index could not be brought up to date");
        }
        give_back();
        tokio::time::sleep(POLL).await;
    }
}

/// Lets the allocator give back what the threads of an index writer held: mimalloc looks for that only when it is asked for something
/// large. Measured: 24 MB less while nothing happens, for some microseconds each second.
fn give_back() {
    for _ in 0..4 {
        drop(std::hint::black_box(Vec::<u8>::with_capacity(1 << 20)));
    }
}
