//! What people answer: one ballot each, whatever is pressed how often. No hour is kept.

use db::{Db, Tx};

/// Whoever a list of answers names, at most: it is read on one page.
const MOST_NAMED: i64 = 2_000;

/// The sondage that is meant.
#[derive(Clone, Copy, Debug)]
pub struct Poll {
    /// Every query names it.
    pub academy_id: i64,
    /// The activity.
    pub activity_id: i64,
}

db::row! {
    /// A possible answer, with who gave it.
    pub struct Tally {
        pub id: i64,
        pub words: String,
        /// Offered no more.
        pub withdrawn: bool,
        /// How many people gave it.
        pub given: i64,
        /// Whether the visitor did.
        pub hers: bool,
    }
}

db::row! {
    struct Named {
        person_id: i64,
        first_name: String,
        last_name: String,
        words: String,
    }
}

/// Somebody with what she answered.
#[derive(Debug)]
pub struct Voter {
    /// First name and name.
    pub name: String,
    /// In the order of the sondage.
    pub answers: Vec<String>,
}

impl Poll {
    /// Until the transaction ends, nobody else answers or changes this sondage; false when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hold(self, tx: &Tx) -> db::Result<bool> {
        let sql = "update activity_choice set results = results where academy_id = $1 and activity_id = $2";
        Ok(tx.run(sql, &db::args![self.academy_id, self.activity_id]).await? == 1)
    }

    /// Every answer in its order, with how often it was given and whether by this person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tallies(self, db: &Db, person_id: i64) -> db::Result<Vec<Tally>> {
        db.all(
            "select o.id, o.words, o.withdrawn, count(k.id) as given, count(case when b.person_id = $3 then 1 end) > 0 as hers
               from choice_option o
               left join choice_pick k on k.option_id = o.id
               left join choice_ballot b on b.id = k.ballot_id
              where o.academy_id = $1 and o.activity_id = $2
              group by o.id, o.words, o.withdrawn, o.position order by o.withdrawn, o.position, o.id",
            &db::args![self.academy_id, self.activity_id, person_id],
        )
        .await
    }

    /// How many people answered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(self, db: &Db) -> db::Result<i64> {
        let sql = "select count(*) from choice_ballot where academy_id = $1 and activity_id = $2";
        Ok(db.one::<(i64,)>(sql, &db::args![self.academy_id, self.activity_id]).await?.0)
    }

    /// Who answered what, by name: for those who teach.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voters(self, db: &Db) -> db::Result<Vec<Voter>> {
        let named: Vec<Named> = db
            .all(
                "select p.id as person_id, p.first_name, p.last_name, o.words
                   from (select b.id, b.person_id from choice_ballot b join person p on p.id = b.person_id
                          where b.academy_id = $1 and b.activity_id = $2 order by p.last_name, p.first_name, p.id limit $3) as b
                   join person p on p.id = b.person_id
                   join choice_pick k on k.ballot_id = b.id
                   join choice_option o on o.id = k.option_id
                  order by p.last_name, p.first_name, p.id, o.withdrawn, o.position, o.id",
                &db::args![self.academy_id, self.activity_id, MOST_NAMED],
            )
            .await?;
        let mut voters: Vec<(i64, Voter)> = Vec::new();
        for one in named {
            match voters.last_mut() {
                Some((id, voter)) if *id == one.person_id => voter.answers.push(one.words),
                _ => {
                    let name = format!("{} {}", one.first_name, one.last_name);
                    voters.push((one.person_id, Voter { name, answers: vec![one.words] }));
                }
            }
        }
        Ok(voters.into_iter().map(|(_, voter)| voter).collect())
    }

    /// Stores what somebody answers in the place of what she answered before. The caller holds the sondage.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cast(self, tx: &Tx, person_id: i64, options: &[i64]) -> db::Result<()> {
        let (ballot,): (i64,) = tx
            .one(
                "insert into choice_ballot (academy_id, activity_id, person_id) values ($1, $2, $3)
                 on conflict (activity_id, person_id) do update set person_id = excluded.person_id returning id",
                &db::args![self.academy_id, self.activity_id, person_id],
            )
            .await?;
        tx.run("delete from choice_pick where academy_id = $1 and ballot_id = $2", &db::args![self.academy_id, ballot]).await?;
        for option in options {
            let sql = "insert into choice_pick (academy_id, ballot_id, option_id) values ($1, $2, $3)";
            tx.run(sql, &db::args![self.academy_id, ballot, *option]).await?;
        }
        Ok(())
    }

    /// What somebody answered, withdrawn or not; nothing when she did not answer yet. Inside the transaction that holds the sondage.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answered(self, tx: &Tx, person_id: i64) -> db::Result<Vec<i64>> {
        let sql = "select k.option_id from choice_ballot b join choice_pick k on k.ballot_id = b.id
                    where b.academy_id = $1 and b.activity_id = $2 and b.person_id = $3 order by k.option_id";
        let picks: Vec<(i64,)> = tx.all(sql, &db::args![self.academy_id, self.activity_id, person_id]).await?;
        Ok(picks.into_iter().map(|(id,)| id).collect())
    }

    /// The answers that are offered. Inside the transaction that holds the sondage.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offered(self, tx: &Tx) -> db::Result<Vec<i64>> {
        let sql = "select id from choice_option where academy_id = $1 and activity_id = $2 and withdrawn = false order by id";
        let ids: Vec<(i64,)> = tx.all(sql, &db::args![self.academy_id, self.activity_id]).await?;
        Ok(ids.into_iter().map(|(id,)| id).collect())
    }

    /// Deletes everything that was answered, then the answers themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget(self, tx: &Tx) -> db::Result<()> {
        for sql in [
            "delete from choice_pick where academy_id = $1
                and ballot_id in (select b.id from choice_ballot b where b.academy_id = $1 and b.activity_id = $2)",
            "delete from choice_ballot where academy_id = $1 and activity_id = $2",
            "delete from choice_option where academy_id = $1 and activity_id = $2",
            "delete from activity_choice where academy_id = $1 and activity_id = $2",
        ] {
            tx.run(sql, &db::args![self.academy_id, self.activity_id]).await?;
        }
        Ok(())
    }
}

/// Two accounts become one: where both answered, the answer of the one who stays.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    for sql in [
        "delete from choice_pick where ballot_id in (select g.id from choice_ballot g join choice_ballot k on k.activity_id = g.activity_id
                                                     where g.person_id = $1 and k.person_id = $2)",
        "delete from choice_ballot where person_id = $1
            and activity_id in (select k.activity_id from choice_ballot k where k.person_id = $2)",
        "update choice_ballot set person_id = $2 where person_id = $1",
    ] {
        tx.run(sql, &db::args![gone, kept]).await?;
    }
    Ok(())
}
