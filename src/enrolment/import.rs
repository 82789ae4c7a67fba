//! « Inscrire par un fichier »: a spreadsheet is looked at line by line, then enrolled.
//!
//! | GET  /courses/{number}/participants/csv       | the form                                             |
//! | POST /courses/{number}/participants/csv       | what each line is; nothing is changed                |
//! | POST /courses/{number}/participants/csv/enrol | done, in one transaction; doing it twice changes nothing |

use std::collections::HashMap;

use web::{Answer, Filled, Message, filters};

use super::add::{self, Line, Report, What};
use super::csv_file::{self, Fault, Row};
use super::roster;
use crate::access::{Allowed, Train};
use crate::courses::{Course, may_edit};
use crate::visit::{Member, OrProblem};

/// Lines with something to be put right that are shown, and lines without.
const FAULTY_SHOWN: usize = 200;
const GOOD_SHOWN: usize = 50;

web::view! { "enrolment/csv.html" =>
    struct Csv {
        form: Filled,
        title: String,
        path: String,
    }
}

web::view! { "enrolment/csv_check.html" =>
    struct Check {
        title: String,
        path: String,
        /// Carried on to the next form.
        text: String,
        lines: Vec<Line>,
        good: usize,
        faulty: usize,
        /// Lines that are not shown.
        more: usize,
    }
}

/// The form.
///
/// # Errors
/// [`web::Problem::Conflict`] when the course is closed.
pub async fn show(course: Allowed<Course, Train>, member: Member) -> Answer {
    add::open(&course)?;
    page(&member, &course, member.form())
}

fn page(member: &Member, course: &Course, form: Filled) -> Answer {
    let view = Csv { title: course.title.clone(), path: course.path(), form };
    if view.form.is_clean() { member.page("enrolment-csv-title", &view) } else { member.page_again("enrolment-csv-title", &view) }
}

/// The text of the file, or what was pasted; nothing when something must be put right first.
fn read(form: &mut Filled) -> Option<(String, Vec<Row>)> {
    let text = match form.file("file") {
        Some(bytes) => csv_file::decoded(bytes),
        None => form.value("csv").to_owned(),
    };
    // Some milliseconds of work for a large file.
    let rows = tokio::task::block_in_place(|| csv_file::read(&text));
    if rows.is_empty() {
        form.fault("file", "enrolment-csv-missing");
    } else if rows.len() > csv_file::MOST {
        form.fault("file", Message::new("enrolment-csv-many").with("most", csv_file::MOST));
    }
    form.is_clean().then_some((text, rows))
}

fn what(row: &Row, present: &HashMap<String, String>, may_edit: bool) -> What {
    match &row.said {
        Err(Fault::Address) => What::Faulty,
        Err(Fault::Twice) => What::Twice,
        Err(Fault::Role) => What::Role,
        Err(Fault::Group) => What::Group,
        Ok(person) if !add::may_give(person.role, may_edit) => What::Role,
        Ok(person) => present.get(&person.address.folded).map_or(What::Good, |name| What::Already(name.clone())),
    }
}

/// What stands on a line, with its number, so that it can be found in the file.
fn line(row: &Row, what: What) -> Line {
    Line { typed: format!("{} : {}", row.line, row.typed), what }
}

/// Shows what each line is.
///
/// # Errors
/// As [`show`]; and when the database fails.
pub async fn check(course: Allowed<Course, Train>, member: Member, mut form: Filled) -> Answer {
    add::open(&course)?;
    let Some((text, rows)) = read(&mut form) else { return page(&member, &course, form) };
    let tx = member.app.db.begin().await.or_problem()?;
    let present = roster::present(&tx, &course).await.or_problem()?;
    drop(tx);
    let may_edit = may_edit(&course, &member);
    let (mut good, mut others) = (Vec::new(), Vec::new());
    for row in &rows {
        match what(row, &present, may_edit) {
            What::Good => good.push(line(row, What::Good)),
            what => others.push(line(row, what)),
        }
    }
    let (all_good, all_others) = (good.len(), others.len());
    others.truncate(FAULTY_SHOWN);
    good.truncate(GOOD_SHOWN);
    let more = all_good + all_others - good.len() - others.len();
    // What must be looked at comes first.
    others.append(&mut good);
    let view = Check { title: course.title.clone(), path: course.path(), text, lines: others, good: all_good, faulty: all_others, more };
    member.holding_page("enrolment-check-title", &view)
}

/// Enrols every good line.
///
/// # Errors
/// As [`show`]; then nothing was changed.
pub async fn enrol(course: Allowed<Course, Train>, member: Member, mut form: Filled) -> Answer {
    add::open(&course)?;
    let Some((_, rows)) = read(&mut form) else { return page(&member, &course, form) };
    let tx = member.app.db.begin().await.or_problem()?;
    let present = roster::present(&tx, &course).await.or_problem()?;
    let roster = add::roster(&member, &tx, &course);
    let may_edit = may_edit(&course, &member);
    let (mut added, mut already, mut lines) = (0, 0, Vec::new());
    for row in &rows {
        let what = what(row, &present, may_edit);
        if let (What::Good | What::Already(_), Ok(person)) = (&what, &row.said) {
            // Groups of somebody who is here already are made as well.
            roster.enrol(&person.address, &person.name, person.role, &person.groups).await.map_err(add::roster_problem)?;
        }
        match what {
            What::Good => added += 1,
            What::Already(_) => already += 1,
            what => lines.push(line(row, what)),
        }
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    lines.truncate(FAULTY_SHOWN);
    member.holding_page("enrolment-report-title", &Report { title: course.title.clone(), path: course.path(), added, already, lines })
}
