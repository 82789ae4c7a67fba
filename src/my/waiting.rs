//! The sessions in which somebody waits for a place.

use crate::visit::Member;

db::row! {
    /// A session in which she waits.
    pub struct Waiting {
        pub number: i64,
        pub title: String,
        pub slug: String,
        /// Her place in the line, from 1.
        pub place: i64,
    }
}

/// Those in which she waits, the first she asked for first.
///
/// # Errors
/// When the database fails.
pub async fn of(member: &Member) -> db::Result<Vec<Waiting>> {
    member
        .app
        .db
        .all(
            "select c.number, c.title, a.slug,
                    (select count(*) from waiting_list o where o.course_id = w.course_id and o.id <= w.id) as place
               from waiting_list w
               join course c on c.id = w.course_id and c.academy_id = w.academy_id
               join academy a on a.id = w.academy_id
              where w.person_id = $1 and c.hidden = false and c.stage = 'running'
                and not exists (select 1 from membership m
                                 where m.academy_id = w.academy_id and m.person_id = $1 and m.state = 'suspended')
              order by w.id",
            &db::args![member.person().id],
        )
        .await
}
