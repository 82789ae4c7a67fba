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

use super::account;
use super::join::problem;
use super::pasted::{self, Entry};
use crate::access::{Allowed, CourseRole, Train};
use crate::courses::{self, Course, Enrolled};
use crate::links::invitation;
use crate::people::{self, Person, PersonState, membership};
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
    struct Report {
        title: String,
        path: String,
        added: usize,
        already: usize,
        lines: Vec<Line>,
    }
}

/// One line of a paste, and what it is.
struct Line {
    /// As it was typed.
    typed: String,
    what: What,
}

/// What a line of a paste is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// To be enrolled.
    Good,
    /// No address can be read.
    Faulty,
    /// The same address stands further up.
    Twice,
    /// In this session; her name, which this trainer sees there anyway.
    Already(String),
    /// Enrolled just now.
    Enrolled,
}

impl What {
    fn word(&self) -> &'static str {
        match self {
            What::Good => "enrolment-line-good",
            What::Faulty => "enrolment-line-faulty",
            What::Twice => "enrolment-line-twice",
            What::Already(_) => "enrolment-line-already",
            What::Enrolled => "enrolment-line-enrolled",
        }
    }

    /// The kind of its badge.
    fn kind(&self) -> &'static str {
        match self {
            What::Good => "info",
            What::Enrolled => "done",
            What::Faulty => "warning",
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
    member.page("enrolment-add-title", &view(&course, form))
}

fn view(course: &Course, form: Filled) -> Add {
    Add { form, title: course.title.clone(), path: course.path() }
}

/// Nobody is enrolled in what is closed or thrown away.
fn open(course: &Course) -> Result<(), Problem> {
    if course.takes_enrolments() { Ok(()) } else { Err(Problem::Conflict(Message::new("enrolment-closed"))) }
}

/// The paste and the role of a form; nothing when something must be put right first.
fn read(form: &mut Filled) -> Option<(Vec<Entry>, CourseRole)> {
    let text = form.paragraphs("addresses", LONGEST);
    let role = form.value("role").parse().ok().filter(|role| ROLES.contains(role));
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
    role.filter(|_| form.is_clean()).map(|role| (entries, role))
}

/// Shows what each line is.
///
/// # Errors
/// As [`show`]; and when the database fails.
pub async fn check(course: Allowed<Course, Train>, member: Member, mut form: Filled) -> Answer {
    open(&course)?;
    if form.checked("again") {
        // Back from the lines, with the paste as it was.
        return member.page("enrolment-add-title", &view(&course, form));
    }
    let Some((entries, _)) = read(&mut form) else { return member.page_again("enrolment-add-title", &view(&course, form)) };
    let tx = member.app.db.begin().await.or_problem()?;
    let present = present(&tx, &course).await.or_problem()?;
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

db::row! {
    struct Present {
        folded: String,
        name: String,
    }
}

/// The addresses under which people are known in this course, each with the name its trainers see.
async fn present(tx: &Tx, course: &Course) -> db::Result<HashMap<String, String>> {
    let rows: Vec<Present> = tx
        .all(
            "select a.folded, case when e.last_opened_on is null and e.typed_address is not null then coalesce(e.typed_name, '')
                                   else trim(p.first_name || ' ' || p.last_name) end as name
               from enrolment e join person p on p.id = e.person_id
               join person_address a on a.person_id = p.id and a.state <> 'pending'
              where e.academy_id = $1 and e.course_id = $2
                and (e.last_opened_on is not null or e.typed_address is null or a.folded = e.typed_address)",
            &db::args![course.academy_id, course.id],
        )
        .await?;
    Ok(rows.into_iter().map(|row| (row.folded, row.name)).collect())
}

/// Enrols every good line, in one transaction with its letters.
///
/// # Errors
/// As [`show`]; then nothing was changed.
pub async fn enrol(course: Allowed<Course, Train>, member: Member, mut form: Filled) -> Answer {
    open(&course)?;
    let Some((entries, role)) = read(&mut form) else { return member.page_again("enrolment-add-title", &view(&course, form)) };
    let tx = member.app.db.begin().await.or_problem()?;
    let present = present(&tx, &course).await.or_problem()?;
    let (mut added, mut already, mut lines) = (0, 0, Vec::new());
    for entry in entries {
        let mut what = what(&entry, &present);
        if let (What::Good, Some(address)) = (&what, &entry.address) {
            // Also when another address of hers is here already: that one account holds both is nobody's to learn.
            enrol_one(&tx, &course, &member, address, &entry.name, role).await?;
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

/// Whether an académie does not know somebody yet: she is no member, or only by enrolments of which she opened none.
async fn is_stranger(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<bool> {
    if membership::state(tx, academy_id, person_id).await?.is_none() {
        return Ok(true);
    }
    let (typed, known): (i64, i64) = tx
        .one(
            "select count(case when typed_address is not null and last_opened_on is null then 1 end),
                    count(case when typed_address is null or last_opened_on is not null then 1 end)
               from enrolment where academy_id = $1 and person_id = $2",
            &db::args![academy_id, person_id],
        )
        .await?;
    Ok(typed > 0 && known == 0)
}

/// Enrols whoever holds this address, with a letter that leads to the course; somebody who is in it already is left as she is.
async fn enrol_one(
    tx: &Tx,
    course: &Course,
    member: &Member,
    address: &people::address::Address,
    name: &str,
    role: CourseRole,
) -> Result<(), Problem> {
    let (academy, actor, now) = (&member.academy, Some(member.person().id), member.now);
    let holders = people::holders(tx, address).await.or_problem()?;
    let (person_id, stranger) = match holders.first() {
        Some(person) if courses::is_enrolled(tx, course, person.id).await.or_problem()? => return Ok(()),
        Some(person) => (person.id, is_stranger(tx, academy.id, person.id).await.or_problem()?),
        None => {
            let (first, last) = pasted::first_and_last(name);
            (account::create(tx, academy, address, (&first, &last), actor, now).await.or_problem()?, true)
        }
    };
    let done = courses::enrol(tx, course, person_id, role, actor, now).await.map_err(problem)?;
    if done != Enrolled::Added {
        return Ok(());
    }
    if stranger {
        courses::note_typed(tx, course, person_id, &address.folded, name).await.or_problem()?;
    }
    let person = Person::by_id(tx, person_id).await.or_problem()?;
    let wanted = member.url(&course.path());
    match person.state {
        PersonState::Invited => invitation::send(tx, &member.app, academy, &person, Some(&wanted)).await.or_problem()?,
        PersonState::Active => invitation::tell(tx, &member.app, academy, &person, &wanted).await.or_problem()?,
    }
    Ok(())
}
