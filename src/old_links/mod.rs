//! Addresses of the former site that people hold in mails, bookmarks and documents.
//!
//! Each row leads to its page with the rest of the query kept. Opening one changes nothing: `/login/logout.php` leads to a page
//! that asks. `/login/forgot_password.php` is not here: mailed links still use that address, so `sign_in` answers it.
//!
//! They answer 303 and never 301 or 308, which browsers keep for ever: where some lead depends on who asks, and an import may
//! give an old number to another course.

use web::{Answer, Problem};

use crate::activities::forum::old;
use crate::courses;
use crate::visit::{Member, OrProblem, Routes, Visit};

/// Where an old address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    /// A page.
    Page(&'static str),
    /// A page of the course whose number is the `id` of the query: what follows its address.
    Course(&'static str),
    /// The course whose number is the `id` of the query, or its section at the place that `section` says.
    Section,
    /// « Offre de parcours » when the `v` of the query is `course`, else « Offre de formation ».
    Offer,
    /// The discussion whose number is the `d` of the query.
    Discussion,
    /// The profile of the person whose number is the `id` of the query, or one's own without it.
    Profile,
}

/// The whole table.
const TABLE: &[(&str, To)] = &[
    ("/course/view.php", To::Section),
    ("/user/index.php", To::Course("/participants")),
    ("/enrol/index.php", To::Course("/about")),
    ("/course/index.php", To::Page("/catalogue")),
    ("/course/search.php", To::Page("/catalogue")),
    ("/local/magistere_offers/index.php", To::Offer),
    ("/login/index.php", To::Page("/sign-in")),
    ("/login/logout.php", To::Page("/sign-out")),
    ("/login/change_password.php", To::Page("/preferences/password")),
    ("/my/", To::Page("/my")),
    ("/my/index.php", To::Page("/my")),
    ("/my/courses.php", To::Page("/my")),
    ("/mod/forum/discuss.php", To::Discussion),
    ("/user/editor.php", To::Page("/preferences/editor")),
    ("/user/forum.php", To::Page("/preferences/forum")),
    ("/user/edit.php", To::Page("/profile")),
    ("/user/preferences.php", To::Page("/preferences")),
    ("/user/profile.php", To::Profile),
];

/// The old addresses.
pub fn routes() -> Routes {
    TABLE.iter().fold(Routes::of("old_links"), |routes, (old, _)| routes.get(old, follow)).get("/mod/{kind}/view.php", to_activity)
}

/// `/mod/KIND/view.php?id=`: leads to the activity of this id, for whoever may see it. What kind it is its own page knows.
///
/// # Errors
/// [`Problem::NotFound`] for anything that is not there for her; else when the database fails.
pub async fn to_activity(member: Member) -> Answer {
    let id = courses::number(member.query().value("id")).ok_or(Problem::NotFound)?;
    let path = courses::address_of(&member, id).await?;
    member.go(&path)
}

/// Leads on from any of them.
///
/// # Errors
/// [`Problem::NotFound`] when the `id` is none, or somebody else's; [`Problem::SignIn`] when it must first be known whose it is.
pub async fn follow(visit: Visit) -> Answer {
    let to = TABLE.iter().find(|(old, _)| *old == visit.path).map(|(_, to)| *to).ok_or(Problem::NotFound)?;
    let query = visit.address.split_once('?').map_or("", |(_, query)| query);
    let asked = visit.query();
    let path = match to {
        To::Page(path) => return visit.go(&with_query(path, query, &[])),
        To::Offer => {
            let path = if asked.value("v") == "course" { "/parcours" } else { "/catalogue" };
            return visit.go(&with_query(path, query, &["v"]));
        }
        To::Section => {
            let course = format!("/courses/{}", courses::number(asked.value("id")).ok_or(Problem::NotFound)?);
            return match courses::number(asked.value("section")) {
                Some(position) => visit.go(&with_query(&format!("{course}/sections/{position}"), query, &["id", "section"])),
                None => visit.go(&with_query(&course, query, &["id"])),
            };
        }
        To::Course(page) => format!("/courses/{}{page}", courses::number(asked.value("id")).ok_or(Problem::NotFound)?),
        To::Discussion => {
            let member = visit.member().ok_or(Problem::SignIn)?;
            let id = courses::number(asked.value("d")).ok_or(Problem::NotFound)?;
            return visit.go(&old::discussion_address(&member, id).await.or_problem()?.ok_or(Problem::NotFound)?);
        }
        To::Profile if !asked.has("id") => "/profile".to_owned(),
        To::Profile => {
            let person = visit.person().ok_or(Problem::SignIn)?;
            if courses::number(asked.value("id")) != Some(person.id) {
                return Err(Problem::NotFound);
            }
            "/profile".to_owned()
        }
    };
    visit.go(&with_query(&path, query, &["id"]))
}

/// A path with the query as it was sent, but for the parameters that the path says already.
fn with_query(path: &str, query: &str, said: &[&str]) -> String {
    let is_said = |pair: &str| pair.split('=').next().is_some_and(|name| said.contains(&name));
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_said(pair)).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_kept_but_for_what_the_path_says() {
        assert_eq!(with_query("/courses/2636", "id=2636", &["id"]), "/courses/2636");
        assert_eq!(with_query("/courses/2636", "section=2&id=2636&lang=en", &["id"]), "/courses/2636?section=2&lang=en");
        assert_eq!(with_query("/courses/2636", "id=2636&idnumber=a%26b", &["id"]), "/courses/2636?idnumber=a%26b");
        assert_eq!(with_query("/sign-in", "", &[]), "/sign-in");
        assert_eq!(with_query("/profile", "id=7", &[]), "/profile?id=7");
    }

    #[test]
    fn no_old_address_leads_to_another() {
        for (old, to) in TABLE {
            assert_eq!(TABLE.iter().filter(|(other, _)| other == old).count(), 1, "{old}");
            if let To::Page(path) = to {
                assert!(TABLE.iter().all(|(other, _)| other != path), "{path}");
            }
        }
    }
}
