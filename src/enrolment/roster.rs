//! Enrolling one person after the other, from wherever their addresses come.

use std::collections::HashMap;

use db::Tx;

use super::{account, pasted};
use crate::academies::Academy;
use crate::access::CourseRole;
use crate::app::App;
use crate::courses::{self, Course, EnrolError, Enrolled, groups};
use crate::links::{MakeError, invitation};
use crate::people::address::Address;
use crate::people::{self, Person, PersonState, membership};

/// A course to which people are added, in one transaction.
pub struct Roster<'a> {
    /// Writes the letters.
    pub app: &'a App,
    /// Everything or nothing.
    pub tx: &'a Tx,
    /// In whose name.
    pub academy: &'a Academy,
    /// Into what.
    pub course: &'a Course,
    /// The whole path of the course, for the letters.
    pub path: String,
    /// By whom; `None` for the command line.
    pub actor_id: Option<i64>,
    /// The instant of it all.
    pub now: i64,
}

/// Why somebody could not be enrolled; then nobody is.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] db::Error),
    /// A link could not be made.
    #[error(transparent)]
    Link(#[from] MakeError),
    /// Nobody is enrolled in a course of this kind.
    #[error(transparent)]
    Enrol(EnrolError),
}

impl From<EnrolError> for RosterError {
    fn from(error: EnrolError) -> RosterError {
        match error {
            EnrolError::Database(error) => RosterError::Database(error),
            error => RosterError::Enrol(error),
        }
    }
}

db::row! {
    struct Present {
        folded: String,
        name: String,
    }
}

/// The addresses under which people are known in this course, each with the name its trainers see.
///
/// # Errors
/// When the database fails.
pub async fn present(tx: &Tx, course: &Course) -> db::Result<HashMap<String, String>> {
    let rows: Vec<Present> = tx
        .all(
            "select a.folded, case when e.last_opened_on is null and e.typed_address is not null then coalesce(e.typed_name, '')
                                   else trim(p.first_name || ' ' || p.last_name) end as name
               from enrolment e join person p on p.id = e.person_id
               join person_address a on a.person_id = p.id and a.state <> 'pending'
              where e.academy_id = $1 and e.course_id = $2
                and (e.last_opened_on is not null or e.typed_address is null or a.folded = e.typed_address)",
            &db::args![course.academy_id, course.id],
        )
        .await?;
    Ok(rows.into_iter().map(|row| (row.folded, row.name)).collect())
}

impl Roster<'_> {
    /// Enrols whoever holds this address, with a letter that leads to the course; somebody who is in it already is left as she is, but
    /// for groups that are new to her.
    ///
    /// # Errors
    /// As [`RosterError`].
    pub async fn enrol(&self, address: &Address, name: &str, role: CourseRole, named: &[String]) -> Result<(), RosterError> {
        let (tx, academy, course) = (self.tx, self.academy, self.course);
        let holders = people::holders(tx, address).await?;
        let (person_id, stranger) = match holders.first() {
            Some(person) if courses::is_enrolled(tx, course, person.id).await? => return self.group(person.id, named).await,
            Some(person) => (person.id, self.is_stranger(person.id).await?),
            None => {
                let (first, last) = pasted::first_and_last(name);
                (account::create(tx, academy, address, (&first, &last), self.actor_id, self.now).await?, true)
            }
        };
        if courses::enrol(tx, course, person_id, role, self.actor_id, self.now).await? != Enrolled::Added {
            return Ok(());
        }
        if stranger {
            courses::note_typed(tx, course, person_id, &address.folded, name).await?;
        }
        self.group(person_id, named).await?;
        let person = Person::by_id(tx, person_id).await?;
        match person.state {
            PersonState::Invited => invitation::send(tx, self.app, academy, &person, &address.folded, Some(&self.path)).await?,
            PersonState::Active => invitation::tell(tx, self.app, academy, &person, &address.folded, &self.path).await?,
        }
        Ok(())
    }

    async fn group(&self, person_id: i64, named: &[String]) -> Result<(), RosterError> {
        if named.is_empty() {
            return Ok(());
        }
        let sql = "select id from enrolment where academy_id = $1 and course_id = $2 and person_id = $3";
        let (enrolment_id,): (i64,) = self.tx.one(sql, &db::args![self.course.academy_id, self.course.id, person_id]).await?;
        for name in named {
            groups::put(self.tx, self.course, enrolment_id, name).await?;
        }
        Ok(())
    }

    /// Whether the académie does not know somebody yet: she is no member, or only by enrolments of which she opened none.
    async fn is_stranger(&self, person_id: i64) -> db::Result<bool> {
        if membership::state(self.tx, self.academy.id, person_id).await?.is_none() {
            return Ok(true);
        }
        let (typed, known): (i64, i64) = self
            .tx
            .one(
                "select count(case when typed_address is not null and last_opened_on is null then 1 end),
                        count(case when typed_address is null or last_opened_on is not null then 1 end)
                   from enrolment where academy_id = $1 and person_id = $2",
                &db::args![self.academy.id, person_id],
            )
            .await?;
        Ok(typed > 0 && known == 0)
    }
}
