//! The course as its authors see it: what each part is, and the buttons that change it.
//!
//! | GET  /courses/{number}/edit | sections and activities, each with its buttons; what was thrown away                          |
//! | POST /courses/{number}/edit | one act: a section added, a `layout` chosen, or `do` with what is done to which part (`activity-up:12`); back here |
//!
//! What is put down (`activity-put:12`, `section-put:3`) says where: `before` another part, or at the `end` of a section, or of the course.

use std::str::FromStr;

use serde_json::json;
use web::{Answer, Filled, Message, Problem, filters};

use super::event;
use crate::access::{Allowed, Write};
use crate::activities::{Copying, Kinds};
use crate::chance;
use crate::courses::moving::{self, Put, Spot, Way};
use crate::courses::outline::{self, Content, SectionView};
use crate::courses::writing::{self, MOST_ACTIVITIES, MOST_SECTIONS, Trashed};
use crate::courses::{self, Course, Eyes, add_section, copying};
use crate::events::{self, Event};
use crate::files::used;
use crate::visit::{Member, OrProblem};

/// The layout of a course whose sections have pages of their own.
const BY_SECTION: &str = "section";

web::view! { "authoring/outline.html" =>
    struct Outline {
        form: Filled,
        path: String,
        title: String,
        /// Whether each section has a page of its own.
        by_section: bool,
        sections: Vec<SectionView>,
        trashed: Vec<Gone>,
    }
}

/// Something that can be taken back.
struct Gone {
    act: String,
    title: String,
    /// The key of what it is called when it has no title.
    kind: &'static str,
}

db::text_enum! {
    /// What is done to a part of a course.
    enum Act {
        /// A section moves up.
        SectionUp = "section-up",
        /// A section moves down.
        SectionDown = "section-down",
        /// A section is put down somewhere.
        SectionPut = "section-put",
        /// A section is thrown away with what is in it.
        SectionTrash = "section-trash",
        /// It is taken back.
        SectionRestore = "section-restore",
        /// An activity moves up, out of its section where it is the first.
        Up = "activity-up",
        /// An activity moves down, out of its section where it is the last.
        Down = "activity-down",
        /// An activity is put down somewhere, in another section too.
        Put = "activity-put",
        /// An activity once more, after itself.
        Copy = "activity-copy",
        /// An activity is kept from participants.
        Hide = "activity-hide",
        /// It is shown to them.
        Show = "activity-show",
        /// An activity is thrown away.
        Trash = "activity-trash",
        /// It is taken back.
        Restore = "activity-restore",
    }
}

impl Act {
    /// What the journal calls it.
    fn event(self) -> &'static str {
        match self {
            Act::SectionUp | Act::SectionDown | Act::SectionPut => "course.section.moved",
            Act::SectionTrash => "course.section.trashed",
            Act::SectionRestore => "course.section.restored",
            Act::Up | Act::Down | Act::Put => "course.activity.moved",
            Act::Copy => "course.activity.copied",
            Act::Hide => "course.activity.hidden",
            Act::Show => "course.activity.shown",
            Act::Trash => "course.activity.trashed",
            Act::Restore => "course.activity.restored",
        }
    }

    /// What is said once it is done; nothing where one sees it.
    fn done(self) -> Option<&'static str> {
        match self {
            Act::SectionTrash | Act::Trash => Some("done-authoring-trashed"),
            Act::SectionRestore | Act::Restore => Some("done-authoring-restored"),
            Act::Copy => Some("done-authoring-copied"),
            Act::Put | Act::SectionPut => Some("done-authoring-moved"),
            _ => None,
        }
    }

    fn is_of_a_section(self) -> bool {
        matches!(self, Act::SectionUp | Act::SectionDown | Act::SectionPut | Act::SectionTrash | Act::SectionRestore)
    }
}

/// An act and the part it is done to, as a button says it.
struct Asked(Act, i64);

impl FromStr for Asked {
    type Err = ();

    fn from_str(text: &str) -> Result<Asked, ()> {
        let (act, id) = text.split_once(':').ok_or(())?;
        Ok(Asked(act.parse().map_err(|_| ())?, id.parse().map_err(|_| ())?))
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(course: Allowed<Course, Write>, member: Member) -> Answer {
    let form = member.form();
    page(&course, &member, form).await
}

async fn page(course: &Course, member: &Member, form: Filled) -> Answer {
    let eyes = Eyes { teaches: true, as_participant: false };
    let sections = outline::read(member, course, eyes).await?.sections;
    let trashed = writing::trashed(&member.app.db, course).await.or_problem()?;
    let clean = form.is_clean();
    let form = form.or("request", &chance::name().or_problem()?);
    let view = Outline {
        form,
        path: course.path(),
        title: course.title.clone(),
        by_section: course.by_section,
        sections,
        trashed: trashed.into_iter().map(|one| gone(member.app.kinds, one)).collect(),
    };
    let title = Message::new("authoring-title-of").with("title", &course.title);
    if clean { member.wide_page(title, &view) } else { member.page_again(title, &view) }
}

fn gone(kinds: Kinds, trashed: Trashed) -> Gone {
    let act = if trashed.whole_section { Act::SectionRestore } else { Act::Restore };
    let kind =
        if trashed.whole_section { "authoring-section" } else { kinds.of(&trashed.kind).map_or("authoring-activity", |kind| kind.name()) };
    Gone { act: format!("{act}:{}", trashed.id), title: trashed.title, kind }
}

/// One act.
///
/// # Errors
/// [`Problem::Conflict`] for what is no act; else when the database fails.
pub async fn submit(course: Allowed<Course, Write>, member: Member, mut form: Filled) -> Answer {
    if form.has("layout") {
        return lay_out(&course, &member, form.value("layout") == BY_SECTION).await;
    }
    if !form.has("do") {
        return add(&course, &member, form).await;
    }
    let Ok(Asked(act, id)) = form.value("do").parse() else { return Err(Problem::NotFound) };
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    // What went with its section, or by another's hand, stays where it is.
    let there = act.is_of_a_section()
        || act == Act::Restore
        || writing::activity_now(&tx, &course, id).await.or_problem()?.is_some_and(|one| !one.gone);
    let done = match act {
        _ if !there => false,
        Act::SectionUp => moving::move_section(&tx, &course, id, Way::Up).await.or_problem()?,
        Act::SectionDown => moving::move_section(&tx, &course, id, Way::Down).await.or_problem()?,
        Act::SectionTrash => writing::trash_section(&tx, &course, id, Some(member.now)).await.or_problem()?,
        Act::SectionRestore => writing::trash_section(&tx, &course, id, None).await.or_problem()?,
        Act::Up => moving::move_activity(&tx, &course, id, Way::Up).await.or_problem()?,
        Act::Down => moving::move_activity(&tx, &course, id, Way::Down).await.or_problem()?,
        Act::Put | Act::SectionPut => match put(&tx, &course, act, id, &form).await? {
            Put::There => true,
            Put::Unmoved => false,
            Put::NoSpot => {
                drop(tx);
                form.fault("", "authoring-no-spot");
                return page(&course, &member, form).await;
            }
        },
        Act::Hide => writing::set_activity_hidden(&tx, &course, id, true).await.or_problem()?,
        Act::Show => writing::set_activity_hidden(&tx, &course, id, false).await.or_problem()?,
        Act::Trash => writing::trash_activity(&tx, &course, id, Some(member.now)).await.or_problem()?,
        Act::Restore => writing::trash_activity(&tx, &course, id, None).await.or_problem()?,
        Act::Copy => match copy(&tx, &course, &member, id).await? {
            Some(done) => done,
            None => {
                drop(tx);
                form.fault("", "authoring-too-many");
                return page(&course, &member, form).await;
            }
        },
    };
    // What is there already, or gone by another's hand, is as it should be: the page shows how it stands.
    if done {
        events::record(&tx, event(act.event(), &course, &member, id), member.now).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    let part = if act.is_of_a_section() { "section" } else { "activity" };
    let path = format!("{}/edit#{part}-{id}", course.path());
    match act.done().filter(|_| done) {
        Some(word) => member.go_and_say(&path, word),
        None => member.go(&path),
    }
}

/// Puts a part down where a form says.
async fn put(tx: &db::Tx, course: &Course, act: Act, id: i64, form: &Filled) -> Result<Put, Problem> {
    let number = |name: &str| form.value(name).parse().ok();
    let spot = number("before").map(Spot::Before).or_else(|| number("end").map(Spot::EndOf)).ok_or(Problem::NotFound)?;
    let put = match act {
        Act::SectionPut => moving::put_section(tx, course, id, spot).await,
        _ => moving::put_activity(tx, course, id, spot).await,
    };
    put.or_problem()
}

/// One section a page, or all of them on one.
async fn lay_out(course: &Course, member: &Member, by_section: bool) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    courses::lay_out(&tx, course, by_section).await.or_problem()?;
    let laid_out =
        Event { detail: json!({ "course": course.number, "by_section": by_section }), ..event("course.laid_out", course, member, 0) };
    events::record(&tx, laid_out, member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("{}/edit", course.path()), "done-preferences-saved")
}

/// Copies an activity; whether there was one, or nothing when there is no room for more.
async fn copy(tx: &db::Tx, course: &Course, member: &Member, id: i64) -> Result<Option<bool>, Problem> {
    let Some(activity) = writing::activity_now(tx, course, id).await.or_problem()? else { return Ok(Some(false)) };
    let Some(kind) = member.app.kinds.of(&activity.kind) else { return Ok(Some(false)) };
    if writing::sizes(tx, course).await.or_problem()?.1 >= MOST_ACTIVITIES {
        return Ok(None);
    }
    let title = match activity.title.as_str() {
        "" => String::new(),
        title => member.scene.say_with("authoring-copy-of", &[("title", title)]).chars().take(super::LONGEST_TITLE).collect(),
    };
    writing::copy_activity(tx, course, &activity, &title).await.or_problem()?;
    let copying = Copying { from_academy_id: course.academy_id, academy_id: course.academy_id, course_id: course.id, links: None };
    used::copy_uses(tx, course.academy_id, course.id, course.academy_id).await.or_problem()?;
    kind.copy(tx, &copying).await?;
    copying::copied(tx, course).await.or_problem()?;
    Ok(Some(true))
}

/// A section at the end.
async fn add(course: &Course, member: &Member, mut form: Filled) -> Answer {
    let title = form.required("title", super::LONGEST_TITLE, "authoring-section-missing");
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, course).await.or_problem()?;
    if form.is_clean() && writing::sizes(&tx, course).await.or_problem()?.0 >= MOST_SECTIONS {
        form.fault("", "authoring-too-many");
    }
    if !form.is_clean() {
        drop(tx);
        return page(course, member, form).await;
    }
    let (id, new) = add_section(&tx, course, &title, "", form.form_id()).await.or_problem()?;
    if !new {
        // Not only dropped: what was found may be of this very moment, and is there to be read once all of it is stored.
        tx.commit().await.or_problem()?;
        let made = writing::section(&member.app.db, course, id).await.or_problem()?;
        if made.is_some_and(|made| made.title == title && !made.gone) {
            return member.go(&format!("{}/edit#section-{id}", course.path()));
        }
        form.fault("", "authoring-made-already");
        form.set("request", chance::name().or_problem()?);
        return page(course, member, form).await;
    }
    events::record(&tx, event("course.section.added", course, member, id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go(&format!("{}/edit#section-{id}", course.path()))
}
