//! Where a request goes and who sends it: the académie of its address and the living session of its cookie, in one query.

use db::{Db, Joined};

use crate::academies::{self, Academy};
use crate::people::session::{Cookie, Living};
use crate::people::{self, Person};

/// What the database knows of a request before anything else is asked.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The académie of the address's first segment, where there is one.
    pub academy: Option<Academy>,
    /// The living session and its person; nobody when it ended, or when the person is suspended.
    pub session: Option<(Living, Person)>,
}

/// Looks for both. `slug` may be anything.
///
/// # Errors
/// When the database fails.
pub async fn arrival(db: &Db, slug: &str, cookie: Option<&Cookie>, now: i64) -> db::Result<Arrival> {
    let slug = if academies::is_possible_slug(slug) { slug } else { "" };
    let token_hash = cookie.map_or([].as_slice(), |cookie| &cookie.token_hash);
    let Joined(academy, Joined(living, person)): Joined<Option<Academy>, Joined<Option<Living>, Option<Person>>> = db
        .one(
            &format!(
                "select {}, s.id as session_id, s.idle_until, s.ends_at, s.idle_span,
                    (select m.state from membership m where m.academy_id = a.id and m.person_id = p.id) as membership, s.proved_at,
                    (select string_agg(case when s.proved_at is null and g.role <> 'superviseur' then 'unproven' else g.role end, ',')
                       from role_grant g
                      where g.person_id = p.id and (g.academy_id = a.id or g.academy_id is null)) as roles,
                    {}
               from (select cast($1 as text) as slug) asked
               left join academy a on a.slug = asked.slug
               left join session s on s.token_hash = $2 and s.half = false and s.idle_until > $3 and s.ends_at > $3
               left join person p on p.id = s.person_id and p.suspended_at is null",
                academies::COLUMNS,
                people::COLUMNS
            ),
            &db::args![slug, token_hash, now],
        )
        .await?;
    Ok(Arrival { academy, session: living.zip(person) })
}
