//! What somebody has not read yet in her courses: asked of every kind of activities, for all of them at once.

use std::collections::HashMap;

use web::{Message, Problem};

use crate::visit::Member;

/// What is new for her in one course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    count: i64,
    /// Where all of it is, if that is one activity.
    activity_id: Option<i64>,
}

impl Unread {
    fn and(self, count: i64) -> Unread {
        Unread { count: self.count + count, activity_id: None }
    }

    /// « 3 messages non lus ».
    pub fn say(self) -> Message {
        Message::new("course-unread").with("count", self.count)
    }

    /// Where they are, below the address of the course: in its one activity, or all over it.
    pub fn below(self) -> String {
        self.activity_id.map_or_else(String::new, |id| format!("/activities/{id}"))
    }
}

/// What is new in the courses a person is in, by their ids; courses without anything new are left out. One query for each kind in which something
/// can be new.
///
/// # Errors
/// When the database fails.
pub async fn unread(member: &Member) -> Result<HashMap<i64, Unread>, Problem> {
    let mut all: HashMap<i64, Unread> = HashMap::new();
    for kind in member.app.kinds.0 {
        for news in kind.unread(member).await? {
            let here = Unread { count: news.count, activity_id: Some(news.activity_id) };
            all.entry(news.course_id).and_modify(|before| *before = before.and(news.count)).or_insert(here);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_named_and_several_are_the_course() {
        let one = Unread { count: 3, activity_id: Some(7) };
        assert_eq!(one.below(), "/activities/7");
        assert_eq!(one.and(2).below(), "");
        assert_eq!(one.and(2).say(), Message::new("course-unread").with("count", 5_i64));
    }
}
