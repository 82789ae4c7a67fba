//! Groups of a course: made by being named, gone with their last member.

use db::{Db, Tx};

use super::Course;

/// The longest name, in characters.
pub const LONGEST: usize = 60;

/// A name as it is kept: on one line, trimmed; nothing when there is none or it is too long.
pub fn name(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && name.chars().count() <= LONGEST && !name.chars().any(char::is_control)).then_some(name)
}

/// The names of the groups of a course, by name.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, course: &Course) -> db::Result<Vec<String>> {
    let sql = "select name from course_group where academy_id = $1 and course_id = $2 order by name";
    let names: Vec<(String,)> = db.all(sql, &db::args![course.academy_id, course.id]).await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

/// Puts an enrolment into a group, which is made when nobody named it before. Doing it twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, course: &Course, enrolment_id: i64, name: &str) -> db::Result<()> {
    tx.run(
        "insert into course_group (academy_id, course_id, name) values ($1, $2, $3) on conflict (course_id, name) do nothing",
        &db::args![course.academy_id, course.id, name],
    )
    .await?;
    tx.run(
        "insert into group_member (academy_id, group_id, enrolment_id)
         select g.academy_id, g.id, $4 from course_group g where g.academy_id = $1 and g.course_id = $2 and g.name = $3
         on conflict (group_id, enrolment_id) do nothing",
        &db::args![course.academy_id, course.id, name, enrolment_id],
    )
    .await?;
    counts_anew(tx, course, enrolment_id).await
}

/// What is for her may have changed, and with it how far she is.
async fn counts_anew(tx: &Tx, course: &Course, enrolment_id: i64) -> db::Result<()> {
    let sql = "update course_use set shape = -1 where academy_id = $1 and course_id = $2
                  and person_id = (select e.person_id from enrolment e where e.academy_id = $1 and e.id = $3)";
    tx.run(sql, &db::args![course.academy_id, course.id, enrolment_id]).await?;
    Ok(())
}

/// The groups of one course in another of the same académie, with those of their members who are enrolled there.
///
/// # Errors
/// When the database fails.
pub async fn copy(tx: &Tx, from: &Course, to: &Course) -> db::Result<()> {
    let both = db::args![from.academy_id, from.id, to.id];
    tx.run(
        "insert into course_group (academy_id, course_id, name) select academy_id, $3, name from course_group where academy_id = $1 and course_id = $2",
        &both,
    )
    .await?;
    tx.run(
        "insert into group_member (academy_id, group_id, enrolment_id)
         select g.academy_id, there.id, e.id from course_group g
           join group_member m on m.group_id = g.id
           join enrolment before on before.id = m.enrolment_id
           join enrolment e on e.course_id = $3 and e.person_id = before.person_id
           join course_group there on there.course_id = $3 and there.name = g.name
          where g.academy_id = $1 and g.course_id = $2",
        &both,
    )
    .await?;
    Ok(())
}

/// Takes an enrolment out of every group; groups that nobody is in any more go.
/// Takes an enrolment out of every group; groups that nobody is in any more go, unless a part of the course is for them: it would be
/// everybody's.
///
/// # Errors
/// When the database fails.
pub async fn leave_all(tx: &Tx, course: &Course, enrolment_id: i64) -> db::Result<()> {
    tx.run("delete from group_member where academy_id = $1 and enrolment_id = $2", &db::args![course.academy_id, enrolment_id]).await?;
    tx.run(
        "delete from course_group where academy_id = $1 and course_id = $2
            and not exists (select 1 from group_member m where m.group_id = course_group.id)
            and not exists (select 1 from activity a where a.group_id = course_group.id)
            and not exists (select 1 from section s where s.group_id = course_group.id)",
        &db::args![course.academy_id, course.id],
    )
    .await?;
    counts_anew(tx, course, enrolment_id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_short_line() {
        assert_eq!(name("  Groupe \n A "), Some("Groupe A".into()));
        assert_eq!((name(" \t "), name(&"x".repeat(61))), (None, None));
    }
}
