//! The sessions that are open on a day, counted and read a page at a time.
//!
//! This académie's first, then those of the national bodies. Within each, those without an end, the newest first; then the others,
//! those that last longest first, as one may still join them comfortably.
//!
//! What it costs does not grow with the number of courses, nor with the sessions that nobody closed: everything runs along one
//! index (`course_offer`), and neither part of an académie's share is counted or listed beyond [`MOST`].

use db::{Db, Value};

/// The most that is listed of each part of an académie's share. More than any has open at once.
const MOST: i64 = 1000;

db::row! {
    /// An académie whose sessions are shown, and how many are open: up to [`MOST`] and one more of each part.
    pub struct Share {
        pub id: i64,
        pub slug: String,
        pub full_name: String,
        /// Without an end.
        pub lasting: i64,
        /// With a last day, which is not past.
        pub dated: i64,
    }
}

impl Share {
    /// How many are listed.
    pub fn listed(&self) -> i64 {
        self.lasting.min(MOST) + self.dated.min(MOST)
    }

    /// Whether more are open than are listed.
    pub fn is_cut(&self) -> bool {
        self.lasting > MOST || self.dated > MOST
    }
}

db::row! {
    /// A session as a list shows it.
    pub struct Session {
        /// Which of the slices it stands in.
        pub place: i64,
        pub id: i64,
        pub number: i64,
        pub title: String,
        pub summary: String,
        pub starts_on: Option<String>,
        pub ends_on: Option<String>,
        pub minutes_on_site: i64,
        pub minutes_at_distance: i64,
    }
}

/// A run of sessions of one part of one share.
#[derive(Debug)]
pub struct Slice<'a> {
    /// Whose they are.
    pub share: &'a Share,
    lasting: bool,
    offset: i64,
    limit: i64,
}

/// What is shown under this académie, by académie.
pub async fn shares(db: &Db, academy_id: i64, today: &str) -> db::Result<Vec<Share>> {
    db.all(
        "select a.id, a.slug, a.full_name,
                (select count(*) from (select c.id from course c
                                        where c.academy_id = a.id and c.kind = 'session' and c.stage = 'running' and c.hidden = false
                                          and c.ends_on is null limit $3) as without_end) as lasting,
                (select count(*) from (select c.id from course c
                                        where c.academy_id = a.id and c.kind = 'session' and c.stage = 'running' and c.hidden = false
                                          and c.ends_on >= $2 limit $3) as with_end) as dated
           from academy a where a.id = $1 or a.kind = 'national'
          order by case when a.id = $1 then 0 else 1 end, a.id",
        &db::args![academy_id, today, MOST + 1],
    )
    .await
}

/// Where the next `room` sessions after `skip` are found.
pub fn slices(shares: &[Share], mut skip: i64, mut room: i64) -> Vec<Slice<'_>> {
    let parts = shares.iter().flat_map(|share| [(share, true, share.lasting.min(MOST)), (share, false, share.dated.min(MOST))]);
    let mut slices = Vec::new();
    for (share, lasting, size) in parts {
        let limit = room.min(size - skip);
        if limit > 0 {
            slices.push(Slice { share, lasting, offset: skip, limit });
            room -= limit;
        }
        skip = (skip - size).max(0);
    }
    slices
}

/// The sessions of all slices, in their order, each with the place of its slice in the list: one query.
pub async fn sessions(db: &Db, slices: &[Slice<'_>], today: &str) -> db::Result<Vec<Session>> {
    if slices.is_empty() {
        return Ok(Vec::new());
    }
    let mut parts = Vec::new();
    let mut args: Vec<Value<'_>> = Vec::new();
    for (place, slice) in slices.iter().enumerate() {
        let mut bind = |value: Value<'static>| {
            args.push(value);
            format!("${}", args.len())
        };
        let academy = bind(slice.share.id.into());
        let (condition, order) = if slice.lasting {
            ("c.ends_on is null".to_owned(), "c.number desc")
        } else {
            (format!("c.ends_on >= {}", bind(today.to_owned().into())), "c.ends_on desc, c.number desc")
        };
        let (limit, offset) = (bind(slice.limit.into()), bind(slice.offset.into()));
        parts.push(format!(
            "select * from (
                select {place} as place, c.id, c.number, c.title, c.summary, c.starts_on, c.ends_on, c.minutes_on_site, c.minutes_at_distance
                  from course c
                 where c.academy_id = {academy} and c.kind = 'session' and c.stage = 'running' and c.hidden = false and {condition}
                 order by {order} limit {limit} offset {offset}) as part_{place}"
        ));
    }
    let whole = format!("{} order by place, ends_on desc, number desc", parts.join(" union all "));
    db.all(&whole, &args).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(id: i64, lasting: i64, dated: i64) -> Share {
        Share { id, slug: String::new(), full_name: String::new(), lasting, dated }
    }

    fn cut(shares: &[Share], skip: i64) -> Vec<(i64, bool, i64, i64)> {
        slices(shares, skip, 20).into_iter().map(|slice| (slice.share.id, slice.lasting, slice.offset, slice.limit)).collect()
    }

    #[test]
    fn pages_run_on_from_one_academie_to_the_next() {
        let shares = [share(1, 5, 20), share(7, 0, 0), share(8, 3, 0), share(9, 2, 38)];
        assert_eq!(cut(&shares, 0), [(1, true, 0, 5), (1, false, 0, 15)]);
        assert_eq!(cut(&shares, 20), [(1, false, 15, 5), (8, true, 0, 3), (9, true, 0, 2), (9, false, 0, 10)]);
        assert_eq!(cut(&shares, 40), [(9, false, 10, 20)]);
        assert_eq!(cut(&shares, 60), [(9, false, 30, 8)]);
        assert_eq!(cut(&shares, 80), []);
        assert_eq!(cut(&[share(1, 20, 0), share(2, 0, 1)], 20), [(2, false, 0, 1)]);
        assert_eq!(cut(&[], 0), []);
    }

    #[test]
    fn no_share_is_listed_without_end() {
        let shares = [share(1, MOST + 1, MOST), share(2, 1, 0)];
        assert!(shares[0].is_cut() && !shares[1].is_cut());
        assert_eq!(shares[0].listed(), 2 * MOST);
        assert_eq!(cut(&shares, MOST - 1), [(1, true, MOST - 1, 1), (1, false, 0, 19)]);
        assert_eq!(cut(&shares, 2 * MOST), [(2, true, 0, 1)]);
    }
}
