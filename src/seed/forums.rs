//! Forums of the measured site: in each course but the long one, ten discussions of five posts; and one discussion of fifty posts.

use super::rows::Rows;
use super::{KNOWN_COURSE, LONG_COURSE, LONG_COURSE_ACTIVITIES, LONG_COURSE_SECTIONS, Plan, subjects};
use crate::clock::MINUTE;
use crate::plain::plain;

/// Discussions of a forum.
const DISCUSSIONS: i64 = 10;
/// Posts of each.
const POSTS: i64 = 5;
/// Posts of the long one, which is the last of [`KNOWN_COURSE`].
const LONG_DISCUSSION: i64 = 50;
/// How many people of a course write: no more than are in each.
const WRITERS: i64 = 14;

/// A discussion, by numbers alone.
struct Discussion {
    id: i64,
    course: i64,
    first_post: i64,
    posts: i64,
}

impl Plan<'_> {
    /// How many posts there are: fifty for each course.
    pub(super) fn posts(&self) -> i64 {
        self.courses * DISCUSSIONS * POSTS
    }

    /// The last ids that were given: of sections, activities, discussions and posts.
    pub(super) fn ids_of_forums(&self) -> [(&'static str, i64); 4] {
        [
            ("section", LONG_COURSE_SECTIONS + self.courses),
            ("activity", LONG_COURSE_ACTIVITIES + self.courses),
            ("forum_discussion", (self.courses - 1) * DISCUSSIONS + 1),
            ("forum_post", self.posts()),
        ]
    }

    /// The courses that have a forum.
    fn with_forum(&self) -> impl Iterator<Item = i64> {
        (1..=self.courses).filter(|course| *course != LONG_COURSE)
    }

    fn discussions(&self) -> impl Iterator<Item = Discussion> {
        let all = self.with_forum().flat_map(|course| {
            let long = (course == KNOWN_COURSE).then_some((course, LONG_DISCUSSION));
            (0..DISCUSSIONS).map(move |_| (course, POSTS)).chain(long)
        });
        let mut next_post = 1;
        (1..).zip(all).map(move |(id, (course, posts))| {
            let first_post = next_post;
            next_post += posts;
            Discussion { id, course, first_post, posts }
        })
    }

    /// When a post was written: one a minute, the last one now.
    fn posted_at(&self, post: i64) -> i64 {
        self.now - (self.posts() - post) * MINUTE
    }

    /// Everything of forums, one table after the other.
    pub(super) async fn forums(&self) -> db::Result<()> {
        let mut sections = Rows::new(self.tx, "section", "id, academy_id, course_id, position, title, summary");
        for course in self.with_forum() {
            sections.add(&db::args![LONG_COURSE_SECTIONS + course, self.home_of_course(course), course, 1, "Échanger", ""]).await?;
        }
        sections.end().await?;
        let columns = "id, academy_id, course_id, section_id, position, kind, title, hidden, completion";
        let mut activities = Rows::new(self.tx, "activity", columns);
        for course in self.with_forum() {
            let (id, section, home) = (LONG_COURSE_ACTIVITIES + course, LONG_COURSE_SECTIONS + course, self.home_of_course(course));
            activities.add(&db::args![id, home, course, section, 1, "forum", "Questions et réponses", false, "seen"]).await?;
        }
        activities.end().await?;
        let mut forums = Rows::new(self.tx, "activity_forum", "activity_id, academy_id, mode, subscription, body, format, source, posts");
        for course in self.with_forum() {
            let home = self.home_of_course(course);
            let posts = DISCUSSIONS * POSTS + if course == KNOWN_COURSE { LONG_DISCUSSION } else { 0 };
            forums.add(&db::args![LONG_COURSE_ACTIVITIES + course, home, "forum", "start", "", "markdown", "", posts]).await?;
        }
        forums.end().await?;
        let columns = "id, academy_id, activity_id, title, replies, posts, first_post_id, last_post_id, last_posted_at";
        let mut discussions = Rows::new(self.tx, "forum_discussion", columns);
        for one in self.discussions() {
            let (home, forum, last) =
                (self.home_of_course(one.course), LONG_COURSE_ACTIVITIES + one.course, one.first_post + one.posts - 1);
            let title = subjects::title(one.id);
            let counts = (one.posts - 1, one.posts);
            discussions.add(&db::args![one.id, home, forum, title, counts.0, counts.1, one.first_post, last, self.posted_at(last)]).await?;
        }
        discussions.end().await?;
        self.write_posts().await
    }

    async fn write_posts(&self) -> db::Result<()> {
        let columns = "id, academy_id, discussion_id, parent_id, person_id, body, format, source, folded, posted_at";
        let mut posts = Rows::new(self.tx, "forum_post", columns);
        for one in self.discussions() {
            let home = self.home_of_course(one.course);
            for id in one.first_post..one.first_post + one.posts {
                let source = subjects::summary(id);
                let parent = (id > one.first_post).then_some(one.first_post);
                let person = self.enrolled(one.course, id % WRITERS);
                let (body, folded, at) = (format!("<p>{source}</p>\n"), plain(&source), self.posted_at(id));
                posts.add(&db::args![id, home, one.id, parent, person, body, "markdown", source, folded, at]).await?;
            }
        }
        posts.end().await
    }
}
