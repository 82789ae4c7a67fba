//! « Gestion »: the way to each page.
//!
//! | GET /manage | with how many there are, and whether mail goes out |

use web::{Answer, Message, filters};

use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::visit::{Member, OrProblem};

web::view! { "management/home.html" =>
    struct Home {
        academy: String,
        people: Message,
        courses: Message,
        /// Letters that were given up.
        dead: i64,
        /// No mailbox to write to is known.
        no_support: bool,
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member) -> Answer {
    let (people, courses, dead): (i64, i64, i64) = member
        .app
        .db
        .one(
            "select (select count(*) from membership where academy_id = $1), (select count(*) from course where academy_id = $1),
                    (select count(*) from letter where academy_id = $1 and state = 'dead')",
            &db::args![academy.id],
        )
        .await
        .or_problem()?;
    let view = Home {
        academy: academy.full_name.clone(),
        people: Message::new("management-people-count").with("count", people),
        courses: Message::new("management-courses-count").with("count", courses),
        dead,
        no_support: academy.support_contact.is_none(),
    };
    member.page("management-title", &view)
}
