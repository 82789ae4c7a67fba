//! What is offered: a session or a parcours that was published.

use db::{Db, Tx};

use crate::courses::Course;

db::row! {
    /// An offer; it outlives its withdrawal, so that its short link means the same for ever.
    pub struct Offer {
        /// The number of its short link.
        pub id: i64,
        /// Whether it is offered now.
        pub listed: bool,
    }
}

impl Offer {
    /// The whole address of the short link of a session.
    pub fn session_link(&self, origin: &str) -> String {
        format!("{origin}/f{}", self.id)
    }

    /// The whole address of the short link of a parcours.
    pub fn parcours_link(&self, origin: &str) -> String {
        format!("{origin}/p{}", self.id)
    }

    /// The offer of a course, if it was ever published.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(db: &Db, course: &Course) -> db::Result<Option<Offer>> {
        db.maybe("select id, listed from offer where academy_id = $1 and course_id = $2", &db::args![course.academy_id, course.id]).await
    }

    /// The same inside a transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(tx: &Tx, course: &Course) -> db::Result<Option<Offer>> {
        tx.maybe("select id, listed from offer where academy_id = $1 and course_id = $2", &db::args![course.academy_id, course.id]).await
    }
}

/// Offers a course. Doing it twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn publish(tx: &Tx, course: &Course, now: i64) -> db::Result<()> {
    tx.run(
        "insert into offer (academy_id, course_id, listed, published_at) values ($1, $2, $3, $4)
         on conflict (course_id) do update set listed = excluded.listed,
                published_at = case when offer.listed then offer.published_at else excluded.published_at end",
        &db::args![course.academy_id, course.id, true, now],
    )
    .await?;
    Ok(())
}

/// Offers it no longer.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(tx: &Tx, course: &Course) -> db::Result<()> {
    let sql = "update offer set listed = $3 where academy_id = $1 and course_id = $2";
    tx.run(sql, &db::args![course.academy_id, course.id, false]).await?;
    Ok(())
}
