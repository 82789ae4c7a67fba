//! « Mes parcours »: the list.
//!
//! | GET  /my?q=…     | favourites, those to come, never opened, last opened; as her choices and the words say |
//! | POST /my/choices | another filter, cards or rows: remembered for her                                     |
//!
//! The script searches while she types; without it, the form does.

use web::{Answer, Filled, Message, filters};

use super::agenda::{self, Event};
use super::blocks::{self, Block};
use super::filter::{self, Filter, Offered};
use super::progress::{self, Left};
use super::waiting::{self, Waiting};
use crate::access::CourseRole;
use crate::catalogue::{self, Latest};
use crate::clock::{day_in, printed_day};
use crate::courses::{self, CourseKind, Stage, facts};
use crate::plain::plain;
use crate::shell::cover;
use crate::visit::{Member, OrProblem};

/// Days and offers that stand beside the list.
const EVENTS: usize = 5;
const OFFERS: usize = 8;
/// The longest search that is read.
const LONGEST_SEARCH: usize = 200;

web::view! { "my/my.html" =>
    struct MyCourses {
        /// Whether she is in any course at all.
        any: bool,
        filters: Vec<Offered>,
        filter: Filter,
        display: Display,
        /// As typed.
        search: String,
        /// The activity she left last, in whatever course.
        last: Option<Left>,
        cards: Vec<Card>,
        support: Option<String>,
        /// The offer, searched for the same words.
        offer_address: String,
        /// Where she waits for a place.
        waiting: Vec<Waiting>,
        /// Whether she makes courses in this académie.
        may_add: bool,
        /// What stands beside the list, in her order.
        blocks: Vec<Block>,
        /// The next days of her courses.
        events: Vec<Event>,
        /// The newest sessions one may join by oneself.
        offers: Vec<Latest>,
    }
}

db::text_enum! {
    /// How her courses are laid out.
    pub enum Display {
        /// Pictures in a grid.
        Cards = "cards",
        /// One below the other.
        List = "list",
    }
}

db::row! {
    /// One of her courses.
    pub struct Mine {
        pub id: i64,
        pub number: i64,
        pub kind: CourseKind,
        pub stage: Stage,
        pub hidden: bool,
        pub title: String,
        /// What else it may be looked for by.
        pub keywords: String,
        pub starts_on: Option<String>,
        pub ends_on: Option<String>,
        pub role: CourseRole,
        pub slug: String,
        pub academy: String,
        pub time_zone: String,
        pub picture_id: Option<i64>,
        pub favourite: bool,
        /// The higher, the later she opened it; 0 when she never did.
        pub rank: i64,
        /// What counts in it for everybody.
        pub for_all: i64,
        /// Whether the two that follow are right.
        pub is_counted: bool,
        /// What counts in it for her.
        pub counted: i64,
        /// What she finished of that.
        pub finished: i64,
        /// The activity she left last, as long as it is there.
        pub left_id: Option<i64>,
        pub left_title: Option<String>,
    }
}

db::row! {
    struct Choice {
        filter: Option<String>,
        display: Option<String>,
        blocks: Option<String>,
        waits: bool,
    }
}

/// One course.
struct Card {
    cover: String,
    /// The address of its académie.
    place: String,
    number: i64,
    title: String,
    keywords: String,
    academy: String,
    favourite: bool,
    dates: Option<Message>,
    /// How far she is, in hundredths.
    percent: Option<usize>,
    /// Where she goes on.
    left: Option<Left>,
    /// Where below the course it is that she has not read yet, and how much.
    unread: Option<(String, Message)>,
    /// « Ouvre le 12/10/2026 », or that it is being prepared; nothing once it is open.
    upcoming: Option<Message>,
    /// Her role and the course's state, where there is something to say.
    badges: Vec<&'static str>,
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(member: Member) -> Answer {
    let mut courses = mine(&member).await.or_problem()?;
    let Chosen { filter: chosen, display, blocks, waits } = choices(&member).await.or_problem()?;
    let mut query = member.query();
    let search = query.line("q", LONGEST_SEARCH);
    courses.sort_by_cached_key(|course| order(course, member.now));
    let any = !courses.is_empty();
    let writes = |course: &Mine| course.slug == member.academy.slug && courses::authors(course.role);
    let may_add = courses::manages(&member.roles()) || courses.iter().any(writes);
    let filters = filter::offered(&courses);
    // A choice that shows nothing any more is as good as none.
    let filter = filters.iter().map(|offered| offered.filter).find(|offered| *offered == chosen).unwrap_or(Filter::All);
    let events = agenda::upcoming(&courses, member.now, EVENTS);
    let offers = if blocks.contains(&Block::Offers) { catalogue::latest(&member, OFFERS).await? } else { Vec::new() };
    let pair = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &search).finish();
    let offer_address = member.url(&if search.is_empty() { "/catalogue".to_owned() } else { format!("/catalogue?{pair}") });
    let percents = progress::percents(&member, &courses).await.or_problem()?;
    let last = progress::last(&courses, member.now);
    let unread = courses::unread(&member).await?;
    let words = words(&search);
    let shown = courses.into_iter().filter(|course| filter.shows(course) && has_all(course, &words));
    let cards = shown.map(|course| {
        // Like the page that stands in its place, one that is to come says nothing of it.
        let begun = !is_upcoming(&course, member.now);
        let percent = percents.get(&course.id).copied().filter(|_| begun);
        // Nobody waits for an answer where nobody writes any more.
        let unread = unread.get(&course.id).filter(|_| begun && course.stage != Stage::Archived);
        let unread = unread.map(|new| (new.below(), new.say()));
        Card { percent, unread, ..card(course, member.now) }
    });
    let cards = cards.collect();
    let waiting = if waits { waiting::of(&member).await.or_problem()? } else { Vec::new() };
    let support = member.academy.support_contact.clone();
    member.wide_page(
        "my-title",
        &MyCourses { any, filters, filter, display, search, last, cards, support, offer_address, waiting, may_add, blocks, events, offers },
    )
}

/// Where a button pressed after the session leads.
///
/// # Errors
/// Never.
pub async fn back(member: Member) -> Answer {
    member.go("/my")
}

/// Another filter or layout.
///
/// # Errors
/// When the database fails.
pub async fn choose(member: Member, form: Filled) -> Answer {
    let Chosen { filter, display, .. } = choices(&member).await.or_problem()?;
    let filter = form.value("filter").parse().unwrap_or(filter);
    let display = form.value("display").parse().unwrap_or(display);
    let tx = member.app.db.begin().await.or_problem()?;
    tx.run(
        "insert into my_choice (person_id, filter, display) values ($1, $2, $3)
         on conflict (person_id) do update set filter = excluded.filter, display = excluded.display",
        &db::args![member.person().id, filter, display],
    )
    .await
    .or_problem()?;
    tx.commit().await.or_problem()?;
    member.go("/my")
}

/// What she chose, or what holds until she does.
struct Chosen {
    filter: Filter,
    display: Display,
    blocks: Vec<Block>,
    /// Whether she waits for a place anywhere. Hardly anybody does: for the others, the line is not looked at.
    waits: bool,
}

async fn choices(member: &Member) -> db::Result<Chosen> {
    let sql = "select c.filter, c.display, c.blocks, exists (select 1 from waiting_list w where w.person_id = p.id) as waits
                 from person p left join my_choice c on c.person_id = p.id where p.id = $1";
    let stored: Choice = member.app.db.one(sql, &db::args![member.person().id]).await?;
    Ok(Chosen {
        filter: stored.filter.and_then(|filter| filter.parse().ok()).unwrap_or(Filter::All),
        display: stored.display.and_then(|display| display.parse().ok()).unwrap_or(Display::Cards),
        blocks: blocks::chosen(stored.blocks.as_deref()),
        waits: stored.waits,
    })
}

/// What she is enrolled in, but for académies that suspended her; participants are not shown what is hidden or thrown away.
pub(super) async fn mine(member: &Member) -> db::Result<Vec<Mine>> {
    member
        .app
        .db
        .all(
            "select c.id, c.number, c.kind, c.stage, c.hidden, c.title, coalesce(i.keywords, '') as keywords, c.starts_on, c.ends_on, e.role, a.slug, a.full_name as academy,
                    a.time_zone, c.picture_id, f.id is not null as favourite, coalesce(u.rank, 0) as rank,
                    c.counted as for_all, coalesce(u.shape = c.shape, false) as is_counted, coalesce(u.counted, 0) as counted,
                    coalesce(u.finished, 0) as finished, l.id as left_id, l.title as left_title
               from enrolment e
               join course c on c.id = e.course_id
               join academy a on a.id = c.academy_id
               left join indexing i on i.course_id = c.id
               left join favourite f on f.person_id = e.person_id and f.course_id = e.course_id
               left join course_use u on u.person_id = e.person_id and u.course_id = e.course_id
               left join membership m on m.academy_id = c.academy_id and m.person_id = e.person_id and m.state = 'suspended'
               left join activity l on l.id = u.activity_id and l.trashed_at is null
                    and (e.role <> 'participant' or (l.hidden = false and (l.group_id is null
                         or exists (select 1 from group_member g where g.group_id = l.group_id and g.enrolment_id = e.id))))
                    and exists (select 1 from section s where s.id = l.section_id and s.trashed_at is null
                                   and (e.role <> 'participant' or s.group_id is null
                                        or exists (select 1 from group_member g where g.group_id = s.group_id and g.enrolment_id = e.id)))
              where e.person_id = $1
                and (e.role <> 'participant' or (c.hidden = false and c.stage <> 'trashed'))
                and m.id is null",
            &db::args![member.person().id],
        )
        .await
}

/// Whether participants must still wait for it.
pub(super) fn is_upcoming(course: &Mine, now: i64) -> bool {
    let begins_later = course.starts_on.as_deref().is_some_and(|day| day > day_in(&course.time_zone, now).as_str());
    course.stage == Stage::Preparing || (course.stage == Stage::Running && begins_later)
}

/// Sorts: favourites; those to come by their first day (undated ones last of them); those she never opened; those she opened, the last
/// one first; each by title as a reader sorts it.
fn order(course: &Mine, now: i64) -> impl Ord + use<> {
    let upcoming = is_upcoming(course, now);
    let day = if upcoming { course.starts_on.clone() } else { None };
    let opened = if upcoming { 0 } else { course.rank };
    (!course.favourite, !upcoming, day.is_none(), day.unwrap_or_default(), opened != 0, -opened, plain(&course.title), course.id)
}

fn words(search: &str) -> Vec<String> {
    plain(search).split_whitespace().map(str::to_owned).collect()
}

/// Whether all words stand in the course's title, its keywords or its académie's name.
fn has_all(course: &Mine, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = plain(&format!("{} {} {}", course.title, course.keywords, course.academy));
    words.iter().all(|word| text.contains(word.as_str()))
}

fn card(course: Mine, now: i64) -> Card {
    let upcoming = is_upcoming(&course, now).then(|| match &course.starts_on {
        Some(day) => Message::new("my-opens-on").with("day", printed_day(day)),
        None => Message::new("course-stage-preparing"),
    });
    // « Session à venir » says it already.
    let stage = if course.stage == Stage::Preparing { None } else { facts::stage_word(course.stage) };
    let left = progress::left(&course, now);
    let place = format!("/{}", course.slug);
    let badges = [facts::role_word(Some(course.role)), stage, course.hidden.then_some("course-hidden")];
    Card {
        cover: cover::of(course.id, "", &place, course.number, course.picture_id),
        place,
        number: course.number,
        dates: facts::dates(course.starts_on.as_deref(), course.ends_on.as_deref()),
        badges: badges.into_iter().flatten().collect(),
        favourite: course.favourite,
        percent: None,
        unread: None,
        left,
        title: course.title,
        keywords: course.keywords,
        academy: course.academy,
        upcoming,
    }
}

/// A running session of which somebody is a participant, for the tests of rules.
#[cfg(test)]
pub(super) fn sample(id: i64, title: &str, starts_on: Option<&str>) -> Mine {
    Mine {
        id,
        number: 2600 + id,
        kind: CourseKind::Session,
        stage: Stage::Running,
        hidden: false,
        title: title.into(),
        keywords: String::new(),
        starts_on: starts_on.map(str::to_owned),
        ends_on: None,
        role: CourseRole::Participant,
        slug: "ac-besancon".into(),
        academy: "Académie de Besançon".into(),
        time_zone: "Europe/Paris".into(),
        picture_id: None,
        favourite: false,
        rank: 0,
        for_all: 0,
        is_counted: false,
        counted: 0,
        finished: 0,
        left_id: None,
        left_title: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24 12:00 UTC.
    const NOW: i64 = 1_795_521_600_000_000;

    #[test]
    fn each_stands_where_she_looks_for_it() {
        let mut courses = [
            sample(1, "zèbres", None),
            sample(2, "Évaluer", Some("2016-11-20")),
            sample(3, "Plus tard", Some("2027-02-01")),
            sample(4, "Bientôt", Some("2026-11-25")),
            Mine { stage: Stage::Preparing, ..sample(5, "Un jour", None) },
            Mine { rank: 3, ..sample(6, "Ouvert hier", Some("2026-11-24")) },
            Mine { stage: Stage::Archived, ..sample(7, "fini", Some("2027-01-01")) },
            Mine { rank: 8, ..sample(8, "Ouvert tantôt", None) },
            Mine { favourite: true, rank: 1, ..sample(9, "Préféré", None) },
            Mine { favourite: true, ..sample(10, "Autre préféré", None) },
        ];
        courses.sort_by_cached_key(|course| order(course, NOW));
        let order: Vec<i64> = courses.iter().map(|course| course.id).collect();
        assert_eq!(order, [10, 9, 4, 3, 5, 2, 7, 1, 8, 6]);
    }

    #[test]
    fn the_day_is_that_of_the_academie() {
        // At noon UTC it is already the next day in Nouméa's afternoon plus an hour, and still the same in Paris.
        let late = NOW + 2 * crate::clock::HOUR;
        let there = Mine { time_zone: "Pacific/Noumea".into(), ..sample(1, "a", Some("2026-11-25")) };
        assert!(!is_upcoming(&there, late));
        assert!(is_upcoming(&sample(1, "a", Some("2026-11-25")), late));
    }

    #[test]
    fn all_words_are_found_without_their_accents() {
        let course = sample(1, "Évaluer sans décourager", None);
        for search in ["", "evaluer", "DECOURAGER éva", "besancon evaluer"] {
            assert!(has_all(&course, &words(search)), "{search}");
        }
        assert!(!has_all(&course, &words("evaluer dijon")));
        let described = Mine { keywords: "notes, bienveillance".into(), ..course };
        assert!(has_all(&described, &words("BIENVEILLANCE evaluer")));
    }

    #[test]
    fn a_card_leads_to_its_own_academie() {
        let there = Mine { role: CourseRole::Formateur, hidden: true, slug: "ac-dijon".into(), ..sample(36, "a", Some("2026-12-01")) };
        let shown = card(there, NOW);
        assert_eq!((shown.place.as_str(), shown.number), ("/ac-dijon", 2636));
        assert_eq!(shown.badges, ["course-role-formateur", "course-hidden"]);
        assert_eq!(shown.upcoming, Some(Message::new("my-opens-on").with("day", "01/12/2026")));
        assert_eq!(card(sample(1, "a", None), NOW).upcoming, None);
    }
}
