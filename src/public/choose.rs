//! The root of the site: which académie?
//!
//! | GET /     | the one whose front page was opened last in this browser, or all of them |
//! | GET /?all | all of them; with `wanted=…`, on the way to that page by the door of another académie |

use web::{Answer, filters};

use crate::academies::{Academy, AcademyKind};
use crate::visit::{OrProblem, Visit};

/// The cookie of the académie chosen last, for a year.
const CHOSEN: &str = "academy";
const YEAR: i64 = 365 * 24 * 3600;

web::view! { "public/choose.html" =>
    struct Choose {
        groups: Vec<Group>,
        /// What follows an académie's slug: its front page, or its door with the page that was wanted.
        way: String,
        demo: bool,
    }
}

web::view! { "public/again.html" =>
    struct Again {
        academy: Academy,
        demo: bool,
    }
}

/// Académies of one sort under one heading.
struct Group {
    /// The key of its heading.
    title: &'static str,
    academies: Vec<Academy>,
}

pub async fn show(visit: Visit) -> Answer {
    let demo = visit.app.config.demo;
    let academies = Academy::all(&visit.app.db).await.or_problem()?;
    let query = visit.query();
    let way = match visit.wanted(&query) {
        Some(wanted) => {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", wanted).finish();
            format!("/sign-in/choice?{query}")
        }
        None => "/".to_owned(),
    };
    let before = visit.cookie(CHOSEN).and_then(|slug| academies.iter().find(|academy| academy.slug == slug));
    match before {
        Some(academy) if !query.has("all") => visit.page("choose-title", &Again { academy: academy.clone(), demo }),
        _ => visit.wide_page("choose-title", &Choose { groups: grouped(academies), way, demo }),
    }
}

fn grouped(academies: Vec<Academy>) -> Vec<Group> {
    let mut groups = ["choose-academies", "choose-overseas", "choose-national"].map(|title| Group { title, academies: Vec::new() });
    let [with_schools, overseas, national] = &mut groups;
    for academy in academies {
        let group = match academy.kind {
            AcademyKind::Academie => &mut *with_schools,
            AcademyKind::ViceRectorat | AcademyKind::Service => &mut *overseas,
            AcademyKind::National => &mut *national,
        };
        group.academies.push(academy);
    }
    groups.into_iter().filter(|group| !group.academies.is_empty()).collect()
}

/// The cookie that remembers the académie of this visit; none when it is known already, or when a browser only fetches ahead.
pub fn to_remember(visit: &Visit) -> Option<String> {
    let ahead = visit.headers.contains_key("sec-purpose") || visit.headers.contains_key("purpose");
    let known = visit.cookie(CHOSEN) == Some(visit.academy.slug.as_str());
    (!ahead && !known).then(|| visit.jar().set(CHOSEN, &visit.academy.slug, Some(YEAR)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_has_its_heading() {
        let of = |kind| Academy { kind, ..Academy::nowhere() };
        let groups = grouped(vec![of(AcademyKind::Service), of(AcademyKind::Academie), of(AcademyKind::ViceRectorat)]);
        let shape: Vec<(&str, usize)> = groups.iter().map(|group| (group.title, group.academies.len())).collect();
        assert_eq!(shape, [("choose-academies", 1), ("choose-overseas", 2)]);
    }
}
