//! All of a course at once, for paper and for reading in one go: every section with the texts in it, nothing that is locked or kept from
//! the visitor.
//!
//! | GET /courses/{number}/print                | the course as a document                                |
//! | GET /courses/{number}/print?as=participant | the same as participants read it, for those who see more |

use std::collections::HashMap;

use web::{Answer, Message, filters};

use super::entry::Eyes;
use super::outline::{self, Content, SectionView};
use super::{Course, facts, people};
use crate::access::{Allowed, View};
use crate::activities::paper;
use crate::visit::{Member, OrProblem};

web::view! { "courses/print.html" =>
    struct OnPaper {
        title: String,
        course: String,
        summary: String,
        dates: Option<Message>,
        trainers: Vec<String>,
        sections: Vec<SectionView>,
        /// What there is to read of activities that have a page, by their ids.
        texts: HashMap<i64, String>,
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(course: Allowed<Course, View>, member: Member) -> Answer {
    let eyes = Eyes::of(&course, &member);
    let sections = outline::for_paper(&member, &course, eyes).await?.sections;
    let open: Vec<i64> = sections.iter().flat_map(|section| &section.rows).filter(|row| is_link(&row.content)).map(|row| row.id).collect();
    let texts = paper::texts(outline::scope(&member, &course, eyes.teaches), &open).await?;
    let view = OnPaper {
        title: course.title.clone(),
        course: eyes.at(&course.path()),
        summary: course.summary.clone(),
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        trainers: people::trainers(&member.app.db, course.academy_id, course.id).await.or_problem()?,
        sections,
        texts,
    };
    member.page(Message::new("course-print-of").with("title", &course.title), &view)
}

fn is_link(content: &Content) -> bool {
    matches!(content, Content::Link { .. })
}
