//! « Inscrire des personnes »: addresses are pasted, looked at line by line, then enrolled.
//!
//! | GET  /courses/{number}/participants/add   | the form                                                       |
//! | POST /courses/{number}/participants/check | what each line is; nothing is changed                          |
//! | POST /courses/{number}/participants/enrol | done, with a report; doing it twice changes nothing            |
//!
//! The look says valid, faulty, twice, already here; never whether an account exists.

use std::collections::HashMap;

use db::Tx;
use web::{Answer, Filled, Message, Problem, filters};

use super::join::problem;
use super::pasted::{self, Entry};
use super::roster::{self, Roster, RosterError};
use crate::access::{Allowed, CourseRole, Train};
use crate::courses::{Course, groups, may_edit};
use crate::links::MakeError;
use crate::visit::{Member, OrProblem};

/// The longest paste, in characters.
const LONGEST: usize = 60_000;
/// Whom one may enrol this way. A role in the account's own name is given by a manager.
const ROLES: [CourseRole; 3] = [CourseRole::Participant, CourseRole::Tuteur, CourseRole::Formateur];

web::view! { "enrolment/add.html" =>
    struct Add {
        form: Filled,
        title: String,
        path: String,
        /// Whether people can be made trainers.
        may_promote: bool,
    }
}

web::view! { "enrolment/check.html" =>
    struct Check {
        form: Filled,
        title: String,
        path: String,
        lines: Vec<Line>,
        /// How many will be enrolled.
        good: usize,
    }
}

web::view! { "enrolment/report.html" =>
    pub(super) struct Report {
        pub title: String,
        pub path: String,
        pub added: usize,
        pub already: usize,
        pub lines: Vec<Line>,
    }
}

/// One line of a paste, and what it is.
pub(super) struct Line {
    /// As it was typed.
    pub typed: String,
    pub what: What,
}

/// What a line of a paste is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// To be enrolled.
    Good,
    /// No address can be read.
    Faulty,
    /// There is no such role.
    Role,
    /// The name of a group is too long.
    Group,
    /// The same address stands further up.
    Twice,
    /// In this session; her name, which this trainer sees there anyway.
    Already(String),
    /// Enrolled just now.
    Enrolled,
}

impl What {
    pub(super) fn word(&self) -> &'static str {
        match self {
            What::Good => "enrolment-line-good",
            What::Faulty => "enrolment-line-faulty",
            What::Role => "enrolment-line-role",
            What::Group => "enrolment-line-group",
            What::Twice => "enrolment-line-twice",
            What::Already(_) => "enrolment-line-already",
            What::Enrolled => "enrolment-line-enrolled",
        }
    }

    /// The kind of its badge.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            What::Good => "info",
            What::Enrolled => "done",
            What::Faulty | What::Role | What::Group => "warning",
            What::Twice | What::Already(_) => "neutral",
        }
    }
}

/// The form.
///
/// # Errors
/// [`Problem::Conflict`] when the course is closed.
pub async fn show(course: Allowed<Course, Train>, member: Member) -> Answer {
    open(&course)?;
    let form = member.form().or("role", CourseRole::Participant.as_str());
    member.page("enrolment-add-title", &view(&course, &member, form))
}

fn view(course: &Course, member: &Member, form: Filled) -> Add {
    Add { form, title: course.title.clone(), path: course.path(), may_promote: may_edit(course, member) }
}

/// Nobody is enrolled in what is closed or thrown away.
pub(super) fn open(course: &Course) -> Result<(), Problem> {
    if course.takes_enrolments() { Ok(()) } else { Err(Problem::Conflict(Message::new("enrolment-closed"))) }
}

/// Whether this role is given this way: whoever only accompanies brings participants, and nobody who would have more rights than she.
pub(super) fn may_give(role: CourseRole, may_edit: bool) -> bool {
    role == CourseRole::Participant || (may_edit && ROLES.contains(&role))
}

/// The paste and the role of a form; nothing when something must be put right first.
fn read(form: &mut Filled, may_edit: bool) -> Option<(Vec<Entry>, CourseRole, Vec<String>)> {
    let text = form.paragraphs("addresses", LONGEST);
    let role = form.value("role").parse().ok().filter(|role| may_give(*role, may_edit));
    let entries = pasted::read(&text);
    if form.is_clean() && entries.is_empty() {
        form.fault("addresses", "enrolment-addresses-missing");
    }
    if entries.len() > pasted::MOST {
        form.fault("addresses", Message::new("enrolment-addresses-many").with("most", pasted::MOST));
    }
    if role.is_none() {
        form.fault("role", "enrolment-role-missing");
    }
    let typed = form.line("group", 100);
    let group = groups::name(&typed);
    if group.is_none() && !typed.is_empty() {
        form.fault("group", Message::new("form-too-long").with("max", groups::LONGEST));
    }
    role.filter(|_| form.is_clean()).map(|role| (entries, role, group.into_iter().collect()))
}

/// Shows what each line is.
///
/// # Errors
/// As [`show`]; and when the database fails.
pub async fn check(course: Allowed<Course, Train>, member: Member, mut form: Filled) -> Answer {
    open(&course)?;
    if form.checked("again") {
        // Back from the lines, with the paste as it was.
        return member.page("enrolment-add-title", &view(&course, &member, form));
    }
    let Some((entries, ..)) = read(&mut form, may_edit(&course, &member)) else {
        return member.page_again("enrolment-add-title", &view(&course, &member, form));
    };
    let tx = member.app.db.begin().await.or_problem()?;
    let present = roster::present(&tx, &course).await.or_problem()?;
    drop(tx);
    let lines: Vec<Line> = entries.into_iter().map(|entry| Line { what: what(&entry, &present), typed: entry.typed }).collect();
    let good = lines.iter().filter(|line| line.what == What::Good).count();
    member.holding_page("enrolment-check-title", &Check { form, title: course.title.clone(), path: course.path(), lines, good })
}

fn what(entry: &Entry, present: &HashMap<String, String>) -> What {
    match &entry.address {
        None => What::Faulty,
        Some(_) if entry.twice => What::Twice,
        Some(address) => present.get(&address.folded).map_or(What::Good, |name| What::Already(name.clone())),
    }
}

/// What people are added to, in this transaction, by this member.
pub(super) fn roster<'a>(member: &'a Member, tx: &'a Tx, course: &'a Course) -> Roster<'a> {
    Roster {
        app: &member.app,
        tx,
        academy: &member.academy,
        course,
        path: member.url(&course.path()),
        actor_id: Some(member.person().id),
        now: member.now,
    }
}

/// As a page says it.
pub(super) fn roster_problem(error: RosterError) -> Problem {
    match error {
        RosterError::Database(error) => crate::visit::database(error),
        RosterError::Link(MakeError::Database(error)) => crate::visit::database(error),
        RosterError::Link(error) => Problem::internal(error),
        RosterError::Enrol(error) => problem(error),
    }
}

/// Enrols every good line, in one transaction with its letters.
///
/// # Errors
/// As [`show`]; then nothing was changed.
pub async fn enrol(course: Allowed<Course, Train>, member: Member, mut form: Filled) -> Answer {
    open(&course)?;
    let Some((entries, role, groups)) = read(&mut form, may_edit(&course, &member)) else {
        return member.page_again("enrolment-add-title", &view(&course, &member, form));
    };
    let tx = member.app.db.begin().await.or_problem()?;
    let present = roster::present(&tx, &course).await.or_problem()?;
    let roster = roster(&member, &tx, &course);
    let (mut added, mut already, mut lines) = (0, 0, Vec::new());
    for entry in entries {
        let mut what = what(&entry, &present);
        if let (What::Good, Some(address)) = (&what, &entry.address) {
            // Also when another address of hers is here already: that one account holds both is nobody's to learn.
            roster.enrol(address, &entry.name, role, &groups).await.map_err(roster_problem)?;
            what = What::Enrolled;
        }
        match what {
            What::Enrolled => added += 1,
            What::Already(_) => already += 1,
            _ => {}
        }
        if what != What::Enrolled {
            lines.push(Line { typed: entry.typed, what });
        }
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    let view = Report { title: course.title.clone(), path: course.path(), added, already, lines };
    member.holding_page("enrolment-report-title", &view)
}
