//! Getting people into a course, by those who train in it.
//!
//! | participants.rs | /courses/{number}/participants                              | who is in it, and in which state        |
//! | add.rs          | /courses/{number}/participants/add, …/check, …/enrol        | pasted addresses: looked at, then done  |
//! | import.rs       | /courses/{number}/participants/csv, …/csv/enrol             | the same from a spreadsheet             |
//! | csv_file.rs     |                                                             | a spreadsheet's lines                   |
//! | roster.rs       |                                                             | enrolling one person after the other    |
//! | one.rs          | /courses/{number}/participants/{id}                         | role, groups and leaving, of one person |
//! | resend.rs       | /courses/{number}/participants/{id}/resend                  | the invitation once more                |
//! | opening.rs      | /courses/{number}/self-enrolment                            | whether people join by themselves       |
//! | join.rs         | /courses/{number}/join, /courses/{number}/leave             | « Je souhaite m'inscrire », and back    |
//! | pasted.rs       |                                                             | what was pasted, line by line           |
//! | account.rs      |                                                             | the account behind an address, or a new one |

pub mod account;
mod add;
pub mod csv_file;
mod import;
mod join;
mod one;
mod opening;
mod participants;
mod pasted;
mod resend;
pub mod roster;

use crate::visit::Routes;

/// The columns of [`participants::Enrolment`], from `enrolment e` and `person p`.
const COLUMNS: &str = "e.id, e.person_id, e.role, e.last_opened_on, e.typed_address, e.typed_name, p.first_name, p.last_name, \
     p.state, p.address_visibility, p.picture_id, \
     (select a.address from person_address a where a.person_id = p.id and a.main and a.state <> 'pending') as address, \
     (select string_agg(g.name, ', ') from group_member m join course_group g on g.id = m.group_id where m.enrolment_id = e.id) as groups";

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "enrolment", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("enrolment")
        .get("/courses/{number}/participants", participants::show)
        .get("/courses/{number}/participants/add", add::show)
        // A form whose session ended is shown again at its own address.
        .get("/courses/{number}/participants/check", add::show)
        .post("/courses/{number}/participants/check", add::check)
        .get("/courses/{number}/participants/enrol", add::show)
        .post("/courses/{number}/participants/enrol", add::enrol)
        .get("/courses/{number}/participants/csv", import::show)
        .post("/courses/{number}/participants/csv", import::check)
        .get("/courses/{number}/participants/csv/enrol", import::show)
        .post("/courses/{number}/participants/csv/enrol", import::enrol)
        .get("/courses/{number}/participants/{id}", one::show)
        .post("/courses/{number}/participants/{id}", one::save)
        .get("/courses/{number}/participants/{id}/picture/{size}", one::face)
        .get("/courses/{number}/participants/{id}/resend", resend::back)
        .post("/courses/{number}/participants/{id}/resend", resend::submit)
        .get("/courses/{number}/self-enrolment", opening::show)
        .post("/courses/{number}/self-enrolment", opening::save)
        .get("/courses/{number}/join", join::back)
        .post("/courses/{number}/join", join::join)
        .get("/courses/{number}/leave", join::back)
        .post("/courses/{number}/leave", join::leave)
}
