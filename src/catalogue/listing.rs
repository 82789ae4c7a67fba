//! What a search finds, as every form of the offer shows it (page, JSON, feed): read once more from the database, by permission.

use db::Db;
use web::Problem;

use super::asked::Asked;
use super::{OFFERED, OFFERS, SHOWN, copy};
use crate::search::{self, Found, Order, Scope};
use crate::visit::{OrProblem, Visit};

/// Offers on one page.
pub const PAGE: usize = 20;

db::row! {
    /// An offer as a list shows it.
    pub struct Listed {
        pub id: i64,
        pub offer_id: i64,
        pub academy_id: i64,
        pub slug: String,
        pub academy: String,
        pub number: i64,
        pub title: String,
        pub summary: String,
        pub starts_on: Option<String>,
        pub ends_on: Option<String>,
        pub minutes_on_site: i64,
        pub minutes_at_distance: i64,
        pub picture_id: Option<i64>,
        pub domain: String,
        pub nature: String,
        pub origin: String,
        pub keyed: bool,
        pub places: Option<i64>,
        pub taken: i64,
        pub published_at: i64,
    }
}

impl Listed {
    /// Places left; nothing without a limit.
    pub fn left(&self) -> Option<i64> {
        self.places.map(|places| (places - self.taken).max(0))
    }
}

/// A page of what was found.
pub struct Listing {
    /// What the index said.
    pub found: Found,
    /// The offers of the page, in their order.
    pub offers: Vec<Listed>,
    /// How many pages there are.
    pub pages: usize,
}

/// Searches, on an index that knows everything that is committed now.
///
/// # Errors
/// [`Problem::NotFound`] for a page beyond the last; else when database or index fail.
pub async fn search(visit: &Visit, scope: Scope, asked: &Asked, order: Order) -> Result<Listing, Problem> {
    let app = &visit.app;
    copy::catch_up(app).await.or_problem()?;
    let today = visit.today();
    let question =
        search::Asked { scope, text: &asked.words, facets: asked.keys(), today: &today, order, skip: (asked.page - 1) * PAGE, most: PAGE };
    // Searched in place, as the database is read: handing the worker on costs more than most searches, and a thread with all that it keeps each time.
    tokio::task::coop::consume_budget().await;
    let found = app.search.find(&question).map_err(Problem::internal)?;
    let pages = found.total.div_ceil(PAGE).max(1);
    if asked.page > pages {
        return Err(Problem::NotFound);
    }
    let offers = read(&app.db, scope, &found.courses, &today).await.or_problem()?;
    Ok(Listing { found, offers, pages })
}

/// Reads offers in this order; what is not offered any more, or not here, is left out.
async fn read(db: &Db, scope: Scope, courses: &[i64], today: &str) -> db::Result<Vec<Listed>> {
    if courses.is_empty() {
        return Ok(Vec::new());
    }
    let academy_id = if let Scope::Sessions { academy_id } = scope { academy_id } else { 0 };
    let kind = if academy_id == 0 { "parcours" } else { "session" };
    let mut args = db::args![kind, academy_id, today].to_vec();
    // Always as many as a page holds, so that it is one statement.
    args.extend((0..PAGE).map(|place| db::Value::from(courses.get(place).copied().unwrap_or(0))));
    let mut offers: Vec<Listed> = db
        .all(
            &format!(
                "select c.id, o.id as offer_id, c.academy_id, a.slug, a.full_name as academy, c.number, c.title, c.summary, c.starts_on,
                        c.ends_on, c.minutes_on_site, c.minutes_at_distance, c.picture_id, coalesce(i.domain, '') as domain,
                        coalesce(i.nature, '') as nature, coalesce(i.origin, '') as origin, s.key is not null as keyed, s.places,
                        case when s.places is null then 0 else
                          (select count(*) from enrolment e where e.course_id = c.id and e.role = 'participant') end as taken, o.published_at
                   {OFFERS}
                  where {OFFERED} and {SHOWN}
                    and c.id in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"
            ),
            &args,
        )
        .await?;
    let place = |offer: &Listed| courses.iter().position(|id| *id == offer.id);
    offers.sort_by_key(place);
    Ok(offers)
}
