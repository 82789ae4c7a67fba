//! The newest announcement of each forum in which those who teach announce: it stands above the course for two weeks, and for whoever has not
//! read it until she does.

use std::collections::HashMap;

use web::{Problem, filters};

use super::place::moment_of;
use super::words::{self, beginning};
use crate::activities::{Placed, Scope};
use crate::clock::DAY;
use crate::visit::OrProblem;

/// For how long one stands above the course for everybody.
const FOR_ALL: i64 = 14 * DAY;
/// How much is shown of one, in characters.
const SHOWN: usize = 220;

web::view! { "activities/forum/announcement.html" =>
    struct Announcement<'a> {
        path: String,
        title: &'a str,
        author: String,
        day: String,
        /// How it begins.
        words: String,
        new: bool,
        /// The forum.
        forum_path: String,
        forum_title: &'a str,
    }
}

db::row! {
    struct Found {
        activity_id: i64,
        id: i64,
        title: String,
        body: String,
        posted_at: i64,
        first_name: String,
        last_name: String,
        is_new: bool,
    }
}

/// What these forums announce that is to be shown: when it was written, and itself, rendered. One query.
///
/// # Errors
/// When the database fails.
pub(super) async fn newest(scope: Scope<'_>, forums: &[&Placed]) -> Result<HashMap<i64, (i64, String)>, Problem> {
    let (member, in_it) = (scope.member, scope.role.is_some());
    let found: Vec<Found> = member
        .app
        .db
        .all(
            "select d.activity_id, d.id, d.title, substr(p.body, 1, 1200) as body, p.posted_at, w.first_name, w.last_name,
                    $4 and p.person_id <> $2 and p.id > coalesce(r.post_id, 0)
                       and not exists (select 1 from forum_choice c where c.person_id = $2 and c.tracks = false) as is_new
               from forum_discussion d join forum_post p on p.id = d.first_post_id join person w on w.id = p.person_id
               left join forum_read r on r.discussion_id = d.id and r.person_id = $2
              where d.academy_id = $1 and d.first_post_id in (
                    select max(n.first_post_id) from activity a join activity_forum f on f.activity_id = a.id and f.mode <> 'forum'
                      join forum_discussion n on n.activity_id = a.id join forum_post q on q.id = n.first_post_id and q.deleted = false
                     where a.academy_id = $1 and a.course_id = $3 group by a.id)",
            &db::args![scope.academy_id, member.person().id, scope.course_id, in_it],
        )
        .await
        .or_problem()?;
    let mut shown = HashMap::new();
    for found in found.into_iter().filter(|found| found.is_new || found.posted_at > member.now - FOR_ALL) {
        let Some(forum) = forums.iter().find(|placed| placed.id == found.activity_id) else { continue };
        let forum_path = scope.path_of(forum.id);
        let view = Announcement {
            path: format!("{forum_path}/discussions/{}", found.id),
            title: &found.title,
            author: words::name(&member.scene, &found.first_name, &found.last_name),
            day: moment_of(scope, found.posted_at).0,
            words: beginning(&found.body, SHOWN),
            new: found.is_new,
            forum_path,
            forum_title: &forum.title,
        };
        shown.insert(forum.id, (found.posted_at, member.scene.render(&view)?));
    }
    Ok(shown)
}
