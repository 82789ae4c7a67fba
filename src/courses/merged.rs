//! Two accounts become one: what she is in courses.

use db::Tx;

use super::{Course, EnrolError, completion, find, joining};
use crate::access::CourseRole;

db::row! {
    /// A course in which both accounts are.
    struct Twice {
        academy_id: i64,
        number: i64,
        kept: i64,
        kept_role: CourseRole,
        gone: i64,
        gone_role: CourseRole,
    }
}

/// Somebody who moved up the line, because a place was taken twice.
#[derive(Clone, Copy, Debug)]
pub struct Moved {
    /// Where.
    pub academy_id: i64,
    /// The course's number there.
    pub number: i64,
    /// Who.
    pub person_id: i64,
}

/// Moves enrolments, groups, places in lines and the order of her courses to the one who stays. Where both are in a course, the
/// stronger role stays, and a place that is free by that goes to whoever waited for it.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64, now: i64) -> db::Result<Vec<Moved>> {
    let twice: Vec<Twice> = tx
        .all(
            "select k.academy_id, c.number, k.id as kept, k.role as kept_role, g.id as gone, g.role as gone_role
               from enrolment k
               join enrolment g on g.course_id = k.course_id and g.academy_id = k.academy_id and g.person_id = $1
               join course c on c.id = k.course_id and c.academy_id = k.academy_id
              where k.person_id = $2 order by k.course_id",
            &db::args![gone, kept],
        )
        .await?;
    let mut courses: Vec<Course> = Vec::new();
    for one in &twice {
        courses.extend(find(tx, one.academy_id, one.number).await?);
    }
    for one in &twice {
        join(tx, one).await?;
    }
    let both = db::args![gone, kept];
    for sql in [
        "update enrolment set person_id = $2 where person_id = $1",
        // Of two places in a line, the one further ahead.
        "delete from waiting_list where person_id = $1
            and exists (select 1 from waiting_list k where k.person_id = $2 and k.course_id = waiting_list.course_id and k.id < waiting_list.id)",
        "delete from waiting_list where person_id = $2
            and exists (select 1 from waiting_list g where g.person_id = $1 and g.course_id = waiting_list.course_id)",
        "update waiting_list set person_id = $2 where person_id = $1",
        "update course_use set rank = (select max(u.rank) from course_use u where u.course_id = course_use.course_id and u.person_id in ($1, $2))
          where person_id = $2",
        "delete from course_use where person_id = $1
            and course_id in (select k.course_id from course_use k where k.person_id = $2)",
        "update course_use set person_id = $2 where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    completion::merge(tx, gone, kept).await?;
    // Nobody waits for what she is in.
    let waits =
        "delete from waiting_list where person_id = $1 and course_id in (select e.course_id from enrolment e where e.person_id = $1)";
    tx.run(waits, &db::args![kept]).await?;
    let mut all = Vec::new();
    for course in courses {
        let moved = match joining::fill(tx, &course, now).await {
            Ok(moved) => moved,
            Err(EnrolError::NoParticipants) => Vec::new(),
            Err(EnrolError::Database(error)) => return Err(error),
        };
        all.extend(moved.into_iter().map(|person_id| Moved { academy_id: course.academy_id, number: course.number, person_id }));
    }
    Ok(all)
}

/// Two enrolments in one course become one: the stronger role, every group, the latest day she came.
async fn join(tx: &Tx, one: &Twice) -> db::Result<()> {
    let ids = db::args![one.academy_id, one.kept, one.gone];
    if one.gone_role.rank() > one.kept_role.rank() {
        tx.run("update enrolment set role = $3 where academy_id = $1 and id = $2", &db::args![one.academy_id, one.kept, one.gone_role])
            .await?;
    }
    for sql in [
        "update enrolment set last_opened_on = (select max(e.last_opened_on) from enrolment e where e.academy_id = $1 and e.id in ($2, $3))
          where academy_id = $1 and id = $2",
        // Where either of the two is known, she shows as she is.
        "update enrolment set typed_address = null, typed_name = null, typed_folded = null
          where academy_id = $1 and id = $2
            and exists (select 1 from enrolment e where e.academy_id = $1 and e.id = $3 and e.typed_address is null)",
        "insert into group_member (academy_id, group_id, enrolment_id)
         select m.academy_id, m.group_id, $2 from group_member m where m.academy_id = $1 and m.enrolment_id = $3
         on conflict (group_id, enrolment_id) do nothing",
    ] {
        tx.run(sql, &ids).await?;
    }
    for sql in
        ["delete from group_member where academy_id = $1 and enrolment_id = $2", "delete from enrolment where academy_id = $1 and id = $2"]
    {
        tx.run(sql, &db::args![one.academy_id, one.gone]).await?;
    }
    Ok(())
}
