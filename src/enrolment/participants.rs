//! Who is in a course, for those who train in it.
//!
//! | GET /courses/{number}/participants?page=… | name, address, role and state of each |

use web::{Answer, Message, Problem, filters};

use crate::access::{Allowed, CourseRole, Train};
use crate::courses::{Course, facts, groups, manages};
use crate::people::{AddressVisibility, PersonState};
use crate::visit::{Member, OrProblem};

/// People on one page.
const PAGE: i64 = 50;

web::view! { "enrolment/participants.html" =>
    struct Participants {
        title: String,
        path: String,
        /// Whether somebody can be enrolled.
        open: bool,
        total: i64,
        /// The groups of the course, and the one whose members are shown.
        groups: Vec<String>,
        group: String,
        people: Vec<Shown>,
        page: i64,
        pages: i64,
        before: String,
        after: String,
    }
}

/// Somebody as a trainer sees her.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub id: i64,
    pub name: String,
    /// Her picture; none until she has come.
    pub picture_id: Option<i64>,
    /// Empty when it is not shown to this visitor.
    pub address: String,
    pub role: &'static str,
    pub state: State,
    /// Her groups, by name.
    pub groups: String,
}

/// How far somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// No way in yet, as far as a trainer may know.
    Invited,
    /// Has a way in, never opened this course.
    Never,
    /// Opened it.
    Active,
}

impl State {
    pub(super) fn word(self) -> &'static str {
        match self {
            State::Invited => "enrolment-state-invited",
            State::Never => "enrolment-state-never",
            State::Active => "enrolment-state-active",
        }
    }
}

db::row! {
    /// An enrolment with its person.
    pub(super) struct Enrolment {
        pub id: i64,
        pub person_id: i64,
        pub role: CourseRole,
        pub last_opened_on: Option<String>,
        pub typed_address: Option<String>,
        pub typed_name: Option<String>,
        pub first_name: String,
        pub last_name: String,
        pub state: PersonState,
        pub address_visibility: AddressVisibility,
        pub picture_id: Option<i64>,
        pub address: Option<String>,
        /// The names of her groups.
        pub groups: Option<String>,
    }
}

impl Enrolment {
    /// What is shown of her: until she opens the course, of somebody who was no member only what was typed.
    pub(super) fn state(&self) -> State {
        match (&self.last_opened_on, &self.typed_address) {
            (Some(_), _) => State::Active,
            (None, Some(_)) => State::Invited,
            (None, None) if self.state == PersonState::Invited => State::Invited,
            (None, None) => State::Never,
        }
    }

    /// Her picture, of which nothing is known before she is.
    pub(super) fn picture(&self) -> Option<i64> {
        self.picture_id.filter(|_| self.typed_address.is_none() || self.state() != State::Invited)
    }

    pub(super) fn shown(self, manages: bool) -> Shown {
        let state = self.state();
        let picture_id = self.picture();
        let own_name = format!("{} {}", self.first_name, self.last_name).trim().to_owned();
        let (name, address) = match (self.typed_address, state) {
            (Some(typed), State::Invited) => (self.typed_name.unwrap_or_default(), typed),
            _ if manages || self.address_visibility != AddressVisibility::Nobody => (own_name, self.address.unwrap_or_default()),
            _ => (own_name, String::new()),
        };
        let role = facts::role_word(Some(self.role)).unwrap_or("enrolment-role-participant");
        Shown {
            id: self.id,
            name: if name.is_empty() { address.clone() } else { name },
            picture_id,
            address,
            role,
            state,
            groups: self.groups.unwrap_or_default(),
        }
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for a page that does not exist; else when the database fails.
pub async fn show(course: Allowed<Course, Train>, member: Member) -> Answer {
    let page = page_number(member.query().value("page")).ok_or(Problem::NotFound)?;
    let db = &member.app.db;
    let group = member.query().line("group", 100);
    let (total,): (i64,) = db
        .one(
            "select count(*) from enrolment e where e.academy_id = $1 and e.course_id = $2
                and ($3 = '' or exists (select 1 from group_member m join course_group g on g.id = m.group_id
                                         where m.enrolment_id = e.id and g.name = $3))",
            &db::args![course.academy_id, course.id, &group],
        )
        .await
        .or_problem()?;
    let pages = ((total + PAGE - 1) / PAGE).max(1);
    if page > pages {
        return Err(Problem::NotFound);
    }
    let people: Vec<Enrolment> = db
        .all(
            &format!(
                "select {} from enrolment e join person p on p.id = e.person_id
                  where e.academy_id = $1 and e.course_id = $2
                    and ($5 = '' or exists (select 1 from group_member m join course_group g on g.id = m.group_id
                                             where m.enrolment_id = e.id and g.name = $5))
                  order by case e.role when 'participant' then 1 else 0 end,
                        case when e.last_opened_on is null and e.typed_address is not null then e.typed_name else p.last_name end,
                        case when e.last_opened_on is null and e.typed_address is not null then '' else p.first_name end,
                        e.id
                  limit $3 offset $4",
                super::COLUMNS
            ),
            &db::args![course.academy_id, course.id, PAGE, (page - 1) * PAGE, &group],
        )
        .await
        .or_problem()?;
    let path = course.path();
    let address = |page: i64| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !group.is_empty() {
            query.append_pair("group", &group);
        }
        member.url(&format!("{path}/participants?{}", query.append_pair("page", &page.to_string()).finish()))
    };
    let groups = groups::of(db, &course).await.or_problem()?;
    let all = manages(&member.roles());
    let view = Participants {
        title: course.title.clone(),
        open: course.takes_enrolments(),
        total,
        people: people.into_iter().map(|one| one.shown(all)).collect(),
        page,
        pages,
        before: if page > 1 { address(page - 1) } else { String::new() },
        after: if page < pages { address(page + 1) } else { String::new() },
        path,
        groups,
        group,
    };
    member.wide_page(Message::new("enrolment-title"), &view)
}

fn page_number(typed: &str) -> Option<i64> {
    if typed.is_empty() { Some(1) } else { typed.parse().ok().filter(|page| (1..=i64::from(u16::MAX)).contains(page)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enrolment() -> Enrolment {
        Enrolment {
            id: 1,
            person_id: 7,
            role: CourseRole::Participant,
            last_opened_on: None,
            typed_address: None,
            typed_name: None,
            first_name: "Camille".into(),
            last_name: "Martin".into(),
            state: PersonState::Active,
            address_visibility: AddressVisibility::Course,
            picture_id: Some(3),
            address: Some("camille@example.org".into()),
            groups: None,
        }
    }

    #[test]
    fn of_a_stranger_only_what_was_typed_is_shown() {
        let typed = || Enrolment { typed_address: Some("c@example.org".into()), typed_name: Some("C. M.".into()), ..enrolment() };
        let shown = typed().shown(true);
        assert_eq!((shown.name.as_str(), shown.address.as_str(), shown.state), ("C. M.", "c@example.org", State::Invited));
        assert_eq!((shown.picture_id, enrolment().shown(false).picture_id), (None, Some(3)));
        let nameless = Enrolment { typed_name: Some(String::new()), ..typed() }.shown(false);
        assert_eq!(nameless.name, "c@example.org");
        let opened = Enrolment { last_opened_on: Some("2026-11-25".into()), ..typed() }.shown(false);
        assert_eq!((opened.name.as_str(), opened.address.as_str(), opened.state), ("Camille Martin", "camille@example.org", State::Active));
    }

    #[test]
    fn an_address_is_hers_to_show() {
        assert_eq!(enrolment().shown(false).state, State::Never);
        let quiet = || Enrolment { address_visibility: AddressVisibility::Nobody, ..enrolment() };
        assert_eq!((quiet().shown(false).address, quiet().shown(true).address), (String::new(), "camille@example.org".into()));
        assert_eq!(Enrolment { state: PersonState::Invited, ..enrolment() }.state(), State::Invited);
    }
}
