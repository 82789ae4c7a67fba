//! What is new in an offer: for letters, which are read without a search.

use db::Db;
use web::Message;

use super::{OFFERED, OFFERS, SHOWN};
use crate::courses::facts;
use crate::search::EVERYBODY;

db::row! {
    /// An offer that appeared, as far as it decides to whom it is told.
    pub struct Appeared {
        /// The number of its short link.
        pub offer_id: i64,
        /// Codes of terms between spaces; none is for everybody.
        pub audiences: String,
        /// Microseconds UTC.
        pub published_at: i64,
    }
}

impl Appeared {
    /// Whether it is for one of these audiences (codes between spaces; none is all of them).
    pub fn is_for(&self, wanted: &str) -> bool {
        let mut its = self.audiences.split_whitespace().peekable();
        let unbounded = wanted.trim().is_empty() || its.peek().is_none();
        unbounded || its.any(|code| code == EVERYBODY || wanted.split_whitespace().any(|one| one == code))
    }
}

/// The most offers that one letter lists.
pub const MOST_LISTED: usize = 10;

/// What an académie shows today (`YYYY-MM-DD`) that was published after `since` and not after `until`, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn appeared(db: &Db, academy_id: i64, today: &str, since: i64, until: i64, most: i64) -> db::Result<Vec<Appeared>> {
    db.all(
        &format!(
            "select o.id as offer_id, coalesce(i.audiences, '') as audiences, o.published_at {OFFERS}
              where {OFFERED} and {SHOWN} and o.published_at > $4 and o.published_at <= $5
              order by o.published_at desc, o.id desc limit $6"
        ),
        &db::args!["session", academy_id, today, since, until, most],
    )
    .await
}

/// An offer in a letter.
pub struct Told {
    /// As published.
    pub title: String,
    /// Its number in its académie, by which it can be named in the place of its title.
    pub number: i64,
    /// « 3h à distance ».
    pub length: Option<Message>,
    /// « Début : 20/11/2016 ».
    pub dates: Option<Message>,
    /// The path of its short link, below no académie.
    pub path: String,
}

db::row! {
    struct Line {
        offer_id: i64,
        number: i64,
        title: String,
        starts_on: Option<String>,
        ends_on: Option<String>,
        minutes_on_site: i64,
        minutes_at_distance: i64,
    }
}

/// The first [`MOST_LISTED`] of these offers, in their order, as far as the académie still shows them today (`YYYY-MM-DD`).
///
/// # Errors
/// When the database fails.
pub async fn told(db: &Db, academy_id: i64, today: &str, offers: &[i64]) -> db::Result<Vec<Told>> {
    let mut args = db::args!["session", academy_id, today].to_vec();
    // Always as many as a letter lists, so that it is one statement.
    args.extend((0..MOST_LISTED).map(|place| db::Value::from(offers.get(place).copied().unwrap_or(0))));
    let mut lines: Vec<Line> = db
        .all(
            &format!(
                "select o.id as offer_id, c.number, c.title, c.starts_on, c.ends_on, c.minutes_on_site, c.minutes_at_distance {OFFERS}
                  where {OFFERED} and {SHOWN} and o.id in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
            ),
            &args,
        )
        .await?;
    lines.sort_by_key(|line| offers.iter().position(|id| *id == line.offer_id));
    let told = |line: Line| Told {
        length: facts::length(line.minutes_on_site, line.minutes_at_distance),
        dates: facts::dates(line.starts_on.as_deref(), line.ends_on.as_deref()),
        path: format!("/f{}", line.offer_id),
        title: line.title,
        number: line.number,
    };
    Ok(lines.into_iter().map(told).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_without_audience_is_for_all_of_them() {
        let offer = |audiences: &str| Appeared { offer_id: 1, audiences: audiences.into(), published_at: 0 };
        assert!(offer("").is_for("first-degree") && offer("first-degree").is_for("") && offer("a first-degree").is_for("first-degree b"));
        assert!(offer("heads everybody").is_for("first-degree"));
        assert!(!offer("second-degree").is_for("first-degree") && !offer("first-degree-x").is_for("first-degree"));
    }
}
