//! « Rechercher », from the header of every page: my courses, what is offered, and people for those who look after them.
//!
//! | GET /search?q=… | a few of each, and where there are more |
//!
//! Each part asks as its own page would: nothing is found here that would not be found there.

use web::{Answer, filters};

use crate::catalogue;
use crate::courses::manages;
use crate::management;
use crate::plain::plain;
use crate::visit::{Member, OrProblem, Routes, Visit};

/// The words of this page.
pub const WORDS: web::Source = web::Source { feature: "finder", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// What is shown of each part.
const MOST: usize = 5;
/// The longest search that is read, in characters.
const LONGEST: usize = 200;

/// The address of this page.
pub fn routes() -> Routes {
    Routes::of("finder").get("/search", show)
}

web::view! { "finder/finder.html" =>
    struct Finder {
        words: String,
        mine: Vec<Found>,
        offers: Vec<Found>,
        /// How many offers there are in all.
        total: usize,
        /// The same search where each part has all of it.
        my_address: String,
        catalogue_address: String,
        people: Vec<Found>,
        people_address: String,
    }
}

/// One thing that was found.
struct Found {
    address: String,
    title: String,
    /// What stands beside it.
    about: String,
}

/// The page.
///
/// # Errors
/// When database or index fail.
pub async fn show(visit: Visit) -> Answer {
    let member = visit.member();
    let mut query = visit.query();
    let words = query.line("q", LONGEST);
    let words: String = words.chars().take(LONGEST).collect();
    let (mut mine, mut offers, mut total, mut people) = (Vec::new(), Vec::new(), 0, Vec::new());
    if !words.is_empty() {
        if let Some(member) = &member {
            mine = my_courses(member, &words).await.or_problem()?;
            if manages(&member.roles()) {
                people = members(member, &words).await.or_problem()?;
            }
        }
        let found = catalogue::find(&visit, &words, MOST).await?;
        total = found.0;
        offers = found.1.into_iter().map(|offer| Found { address: offer.0, title: offer.1, about: offer.2 }).collect();
    }
    let pair = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &words).finish();
    let view = Finder {
        mine,
        offers,
        total,
        my_address: visit.url(&format!("/my?{pair}")),
        catalogue_address: visit.url(&format!("/catalogue?{pair}")),
        people,
        people_address: visit.url(&format!("/manage/people?{pair}")),
        words,
    };
    visit.page("finder-title", &view)
}

db::row! {
    struct Mine {
        slug: String,
        academy: String,
        number: i64,
        title: String,
    }
}

/// Those of her courses that have all the words in title or académie, as « Mes parcours » would show them.
async fn my_courses(member: &Member, words: &str) -> db::Result<Vec<Found>> {
    let all: Vec<Mine> = member
        .app
        .db
        .all(
            "select a.slug, a.full_name as academy, c.number, c.title
               from enrolment e
               join course c on c.id = e.course_id and c.academy_id = e.academy_id
               join academy a on a.id = e.academy_id
              where e.person_id = $1 and (e.role <> 'participant' or (c.hidden = false and c.stage <> 'trashed'))
                and not exists (select 1 from membership m
                                 where m.academy_id = e.academy_id and m.person_id = $1 and m.state = 'suspended')
              order by e.id desc",
            &db::args![member.person().id],
        )
        .await?;
    let words = plain(words);
    let has_all = |course: &Mine| {
        let text = plain(&format!("{} {}", course.title, course.academy));
        words.split_whitespace().all(|word| text.contains(word))
    };
    let found =
        |course: Mine| Found { address: format!("/{}/courses/{}", course.slug, course.number), title: course.title, about: course.academy };
    Ok(all.into_iter().filter(has_all).take(MOST).map(found).collect())
}

async fn members(member: &Member, words: &str) -> db::Result<Vec<Found>> {
    let seen = management::find_people(&member.app.db, member.academy.id, words, MOST).await?;
    let found = |(id, name, address): (i64, String, String)| Found {
        address: member.url(&format!("/manage/people/{id}")),
        title: if name.is_empty() { address.clone() } else { name },
        about: address,
    };
    Ok(seen.into_iter().map(found).collect())
}
