//! The chapters of a livre as they are stored. Whoever writes them holds the course first: places are exchanged one after the other.

use db::{Db, Tx};

use crate::activities::Copying;
use crate::editor::{Format, Text, Under};

/// The most chapters of a livre, thrown away or not.
pub const MOST: i64 = 200;
/// The place of what is being moved: two never share one.
const NOWHERE: i64 = -(1 << 40);

db::row! {
    /// A chapter in the table of contents.
    pub struct Heading {
        pub id: i64,
        /// Its place among the others, which names it in addresses. Some may be missing.
        pub position: i64,
        pub title: String,
        /// Kept from participants.
        pub hidden: bool,
    }
}

db::row! {
    /// A chapter as it is read.
    pub struct Read {
        pub position: i64,
        pub title: String,
        /// Kept from participants.
        pub hidden: bool,
        /// Clean since it was stored.
        pub body: String,
    }
}

db::row! {
    /// A chapter as it is written.
    pub struct Written {
        pub id: i64,
        pub title: String,
        pub body: String,
        pub format: Format,
        pub source: String,
        pub edition: i64,
        /// Whether it was thrown away.
        pub gone: bool,
    }
}

/// The livre that is meant.
#[derive(Clone, Copy, Debug)]
pub struct Chapters {
    /// Every query names it.
    pub academy_id: i64,
    /// The activity.
    pub activity_id: i64,
}

impl Chapters {
    /// The table of contents; hidden chapters for those who teach only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn headings(self, db: &Db, teaches: bool) -> db::Result<Vec<Heading>> {
        db.all(
            "select id, position, title, hidden from book_chapter
              where academy_id = $1 and activity_id = $2 and trashed_at is null and (hidden = false or $3) order by position",
            &db::args![self.academy_id, self.activity_id, teaches],
        )
        .await
    }

    /// What was thrown away since an instant (microseconds UTC), the last first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trashed(self, db: &Db, since: i64) -> db::Result<Vec<Heading>> {
        db.all(
            "select id, position, title, hidden from book_chapter
              where academy_id = $1 and activity_id = $2 and trashed_at >= $3 order by trashed_at desc, id desc",
            &db::args![self.academy_id, self.activity_id, since],
        )
        .await
    }

    /// The chapter at a place, if it is for the visitor.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn at(self, db: &Db, position: i64, teaches: bool) -> db::Result<Option<Read>> {
        db.maybe(
            "select position, title, hidden, body from book_chapter
              where academy_id = $1 and activity_id = $2 and position = $3 and trashed_at is null and (hidden = false or $4)",
            &db::args![self.academy_id, self.activity_id, position, teaches],
        )
        .await
    }

    /// All of it, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn whole(self, db: &Db, teaches: bool) -> db::Result<Vec<Read>> {
        db.all(
            "select position, title, hidden, body from book_chapter
              where academy_id = $1 and activity_id = $2 and trashed_at is null and (hidden = false or $3) order by position",
            &db::args![self.academy_id, self.activity_id, teaches],
        )
        .await
    }

    /// A chapter as it is written, thrown away or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn written(self, db: &Db, id: i64) -> db::Result<Option<Written>> {
        db.maybe(
            "select id, title, body, format, source, edition, trashed_at is not null as gone from book_chapter
              where academy_id = $1 and activity_id = $2 and id = $3",
            &db::args![self.academy_id, self.activity_id, id],
        )
        .await
    }

    /// How many chapters there are, thrown away or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn size(self, tx: &Tx) -> db::Result<i64> {
        let sql = "select count(*) from book_chapter where academy_id = $1 and activity_id = $2";
        Ok(tx.one::<(i64,)>(sql, &db::args![self.academy_id, self.activity_id]).await?.0)
    }

    /// Adds a chapter at the end; gives its id, and whether it is new: the form that asks (`request`) makes one however often it is sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add(self, tx: &Tx, title: &str, text: &Text, request: Option<&str>) -> db::Result<(i64, bool)> {
        let made: Option<(i64,)> = tx
            .maybe(
                "insert into book_chapter (academy_id, activity_id, position, title, body, format, source, request_key)
                 values ($1, $2, (select coalesce(max(position), 0) + 1 from book_chapter where academy_id = $1 and activity_id = $2),
                         $3, $4, $5, $6, $7)
                 on conflict (activity_id, request_key) do nothing returning id",
                &db::args![self.academy_id, self.activity_id, title, text.shown(Under::Part), text.format, text.kept(), request],
            )
            .await?;
        if let Some((id,)) = made {
            return Ok((id, true));
        }
        let sql = "select id from book_chapter where academy_id = $1 and activity_id = $2 and request_key = $3";
        Ok((tx.one::<(i64,)>(sql, &db::args![self.academy_id, self.activity_id, request]).await?.0, false))
    }

    /// Writes a chapter anew; false when somebody changed it since it had this edition, or threw it away.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change(self, tx: &Tx, id: i64, edition: i64, title: &str, text: &Text) -> db::Result<bool> {
        let changed = tx
            .run(
                "update book_chapter set title = $5, body = $6, format = $7, source = $8, edition = edition + 1
                  where academy_id = $1 and activity_id = $2 and id = $3 and edition = $4 and trashed_at is null",
                &db::args![self.academy_id, self.activity_id, id, edition, title, text.shown(Under::Part), text.format, text.kept()],
            )
            .await?;
        Ok(changed == 1)
    }

    /// Shows a chapter to participants, or keeps it from them; false when there is no such chapter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_hidden(self, tx: &Tx, id: i64, hidden: bool) -> db::Result<bool> {
        let sql = "update book_chapter set hidden = $4 where academy_id = $1 and activity_id = $2 and id = $3 and trashed_at is null";
        Ok(tx.run(sql, &db::args![self.academy_id, self.activity_id, id, hidden]).await? == 1)
    }

    /// Throws a chapter away, or takes it back (`trashed_at` is `None`); false when there is nothing to be done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trash(self, tx: &Tx, id: i64, trashed_at: Option<i64>) -> db::Result<bool> {
        let sql =
            "update book_chapter set trashed_at = $4 where academy_id = $1 and activity_id = $2 and id = $3 and (trashed_at is null) = $5";
        Ok(tx.run(sql, &db::args![self.academy_id, self.activity_id, id, trashed_at, trashed_at.is_some()]).await? == 1)
    }

    /// Deletes what was thrown away before an instant (microseconds UTC).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purge(self, tx: &Tx, before: i64) -> db::Result<()> {
        let sql = "delete from book_chapter where academy_id = $1 and activity_id = $2 and trashed_at < $3";
        tx.run(sql, &db::args![self.academy_id, self.activity_id, before]).await?;
        Ok(())
    }

    /// Exchanges a chapter with the one before it (`up`) or after it; false when there is none that way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shift(self, tx: &Tx, id: i64, up: bool) -> db::Result<bool> {
        let sql =
            "select id, position from book_chapter where academy_id = $1 and activity_id = $2 and trashed_at is null order by position";
        let all: Vec<(i64, i64)> = tx.all(sql, &db::args![self.academy_id, self.activity_id]).await?;
        let here = all.iter().position(|(other, _)| *other == id);
        let there = here.and_then(|here| if up { here.checked_sub(1) } else { here.checked_add(1) });
        let (Some((_, own)), Some((other, place))) = (here.and_then(|here| all.get(here)), there.and_then(|there| all.get(there))) else {
            return Ok(false);
        };
        let sql = "update book_chapter set position = $4 where academy_id = $1 and activity_id = $2 and id = $3";
        for (id, place) in [(id, NOWHERE), (*other, *own), (id, *place)] {
            tx.run(sql, &db::args![self.academy_id, self.activity_id, id, place]).await?;
        }
        Ok(true)
    }

    /// Deletes all of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget(self, tx: &Tx) -> db::Result<()> {
        tx.run("delete from book_chapter where academy_id = $1 and activity_id = $2", &db::args![self.academy_id, self.activity_id])
            .await?;
        Ok(())
    }
}

/// Gives copies the chapters of what they are copies of, and leads their links. What was thrown away stays behind.
///
/// # Errors
/// When the database fails.
pub async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying
        .run(
            tx,
            "insert into book_chapter (academy_id, activity_id, position, title, body, format, source, hidden, edition)
             select a.academy_id, a.id, p.position, p.title, p.body, p.format, p.source, p.hidden, 0 from activity a
               join book_chapter p on p.academy_id = $3 and p.activity_id = a.copy_of and p.trashed_at is null
              where a.academy_id = $1 and a.course_id = $2",
        )
        .await?;
    copying
        .lead(
            tx,
            "select p.id, p.body, p.source from activity a join book_chapter p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update book_chapter set body = $3, source = $4 where academy_id = $1 and id = $2",
        )
        .await
}
