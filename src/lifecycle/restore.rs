//! « Restaurer ce parcours »: a parcours on the offer, copied into an académie where one makes courses.
//!
//! | GET  /parcours/{number}/restore | its title, and the académie where there are several                         |
//! | POST /parcours/{number}/restore | a parcours of her own, under construction there; sent twice, it makes one   |
//!
//! Whoever copies becomes its author, so that hidden activities and notes to trainers are for her: all of it is copied.

use web::{Answer, Filled, filters};

use super::copy::{self, LONGEST_TITLE, Leave, Wanted};
use crate::academies::Academy;
use crate::access::{Allowed, TakeCopy};
use crate::chance;
use crate::courses::{Copyable, CourseKind};
use crate::visit::{Member, OrProblem};

web::view! { "lifecycle/restore.html" =>
    struct Restore {
        form: Filled,
        course: String,
        number: i64,
        /// Where it may be copied to: slug and name, at least one.
        academies: Vec<(String, String)>,
    }
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(from: Allowed<Copyable, TakeCopy>, member: Member) -> Answer {
    let form = member.form();
    page(&from, &member, form)
}

fn page(Copyable { course, academies }: &Copyable, member: &Member, form: Filled) -> Answer {
    // This one where she may, else the home of her account, else the first.
    let home = member.person().home_academy_id;
    let hers = |academy: &&Academy| academy.id == member.academy.id;
    let proposed = academies.iter().find(hers).or_else(|| academies.iter().find(|academy| Some(academy.id) == home)).or(academies.first());
    let clean = form.is_clean();
    let form = form
        .or("title", &course.title)
        .or("academy", proposed.map_or("", |academy| academy.slug.as_str()))
        .or("request", &chance::name().or_problem()?);
    let view = Restore {
        form,
        course: course.title.clone(),
        number: course.number,
        academies: academies.iter().map(|academy| (academy.slug.clone(), academy.full_name.clone())).collect(),
    };
    if clean { member.page("catalogue-parcours-restore", &view) } else { member.page_again("catalogue-parcours-restore", &view) }
}

/// Makes it.
///
/// # Errors
/// [`web::Problem::NotFound`] when it was withdrawn meanwhile; else when the database fails.
pub async fn submit(from: Allowed<Copyable, TakeCopy>, member: Member, mut form: Filled) -> Answer {
    let title = form.required("title", LONGEST_TITLE, "lifecycle-title-missing");
    let academy = from.academies.iter().find(|academy| academy.slug == form.value("academy"));
    if academy.is_none() {
        form.fault("academy", "lifecycle-restore-academy-missing");
    }
    let made = match academy {
        Some(academy) if form.is_clean() => {
            let kind = CourseKind::Parcours;
            let wanted = Wanted { leave: Leave::Offered, academy, kind, title: &title, starts_on: None, ends_on: None, people: false };
            copy::copy(&member, &from.course, &wanted, &mut form).await?.map(|made| (made, academy.base()))
        }
        _ => None,
    };
    match made {
        Some((made, base)) => member.go_to_and_say(&format!("{base}{}", made.course.path()), &made.said("done-course-made")),
        None => page(&from, &member, form),
    }
}
