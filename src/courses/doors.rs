//! Which parts of a course are open to the visitor, and why others are not yet.
//!
//! Nothing is locked for ever by oversight. A part comes after another only as long as that one can be finished: one that is hidden, thrown
//! away, for a group she is not in, over, unknown to this release or without an end of its own asks for nothing, and neither do parts that wait
//! for each other in a circle. Storing refuses a circle (`conditions.rs`); moving and restoring may still make one.

use std::collections::{HashMap, HashSet};

use db::Db;
use web::Message;

use super::Course;
use super::conditions::leads_to;
use super::entry::Eyes;
use crate::activities::{Completion, Kinds, Placed};
use crate::clock::printed_day;

db::row! {
    /// An activity in its place, and how the visitor stands to it.
    pub struct Standing {
        pub id: i64,
        pub section_id: i64,
        pub kind: String,
        pub title: String,
        pub hidden: bool,
        pub completion: Completion,
        /// Whether she finished it.
        pub done: bool,
        /// Whether it is the one she left last.
        pub left_last: bool,
        pub opens_on: Option<String>,
        pub closes_on: Option<String>,
        pub after_id: Option<i64>,
        /// The name of the group it is for.
        pub group_name: Option<String>,
        pub section_opens_on: Option<String>,
        pub section_closes_on: Option<String>,
        pub section_after_id: Option<i64>,
    }
}

impl Standing {
    /// What its kind is told of it.
    pub fn placed(&self) -> Placed {
        Placed {
            id: self.id,
            section_id: self.section_id,
            kind: self.kind.clone(),
            title: self.title.clone(),
            hidden: self.hidden,
            completion: self.completion,
        }
    }

    /// Whether it counts in how far participants are.
    pub fn counts(&self) -> bool {
        !self.hidden && self.completion != Completion::Nothing
    }

    fn own(&self) -> Asked<'_> {
        Asked { opens_on: self.opens_on.as_deref(), closes_on: self.closes_on.as_deref(), after_id: self.after_id }
    }

    fn of_section(&self) -> Asked<'_> {
        Asked { opens_on: self.section_opens_on.as_deref(), closes_on: self.section_closes_on.as_deref(), after_id: self.section_after_id }
    }

    /// What it waits for, by itself or with its section.
    fn waits_for(&self) -> Vec<i64> {
        self.after_id.into_iter().chain(self.section_after_id).collect()
    }
}

/// The activities of a course in their order, as this person stands to them: hidden ones and those of groups she is not in only for eyes
/// that see everything.
///
/// # Errors
/// When the database fails.
pub async fn standings(db: &Db, course: &Course, person_id: i64, eyes: Eyes) -> db::Result<Vec<Standing>> {
    // The course is named for both, so that the parts are found in their order and need not be sorted.
    db.all(
        "select a.id, a.section_id, a.kind, a.title, a.hidden, a.completion, d.id is not null as done,
                coalesce(a.id = (select u.activity_id from course_use u where u.academy_id = $1 and u.course_id = $2 and u.person_id = $3), false) as left_last,
                a.opens_on, a.closes_on, a.after_id, g.name as group_name,
                s.opens_on as section_opens_on, s.closes_on as section_closes_on, s.after_id as section_after_id
           from activity a join section s on s.id = a.section_id
           left join completed d on d.person_id = $3 and d.activity_id = a.id
           left join course_group g on g.id = a.group_id
          where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null and s.trashed_at is null and s.course_id = $2
            and ($4 or (a.hidden = false
                and (a.group_id is null or exists (select 1 from group_member m join enrolment e on e.id = m.enrolment_id
                                                    where m.group_id = a.group_id and e.person_id = $3))
                and (s.group_id is null or exists (select 1 from group_member m join enrolment e on e.id = m.enrolment_id
                                                    where m.group_id = s.group_id and e.person_id = $3))))
          order by s.position, a.position",
        &db::args![course.academy_id, course.id, person_id, eyes.teaches],
    )
    .await
}

/// What a part asks for, besides a group.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The first day.
    pub opens_on: Option<&'a str>,
    /// The last day.
    pub closes_on: Option<&'a str>,
    /// What must be finished first.
    pub after_id: Option<i64>,
}

/// Why something is not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its first day is to come.
    Opens(String),
    /// Its last day is past.
    Closed(String),
    /// Something comes first.
    After {
        /// The activity that does.
        id: i64,
        /// As its author wrote it.
        title: String,
    },
}

impl Reason {
    /// In a sentence.
    pub fn say(&self) -> Message {
        match self {
            Reason::Opens(day) => Message::new("course-locked-until").with("day", printed_day(day)),
            Reason::Closed(day) => Message::new("course-locked-since").with("day", printed_day(day)),
            Reason::After { title, .. } => Message::new("course-locked-after").with("title", title),
        }
    }
}

/// The doors of a course on a day.
pub struct Doors<'a> {
    /// Every kind there is.
    pub kinds: Kinds,
    /// As [`standings`] gives them for whoever stands there.
    pub all: &'a [Standing],
    today: &'a str,
    by_id: HashMap<i64, &'a Standing>,
    /// What waits for nothing but what is here too: none of these is in a circle, nor behind one.
    clear: HashSet<i64>,
}

impl<'a> Doors<'a> {
    /// The doors of these activities; `today` is a day of the académie's zone (`YYYY-MM-DD`).
    pub fn new(kinds: Kinds, all: &'a [Standing], today: &'a str) -> Doors<'a> {
        let by_id: HashMap<i64, &Standing> = all.iter().map(|one| (one.id, one)).collect();
        let mut clear = HashSet::new();
        // A course is mostly read in the order in which its parts wait: one round finds nearly all of them.
        loop {
            let before = clear.len();
            for one in all {
                let waits = |id: &i64| by_id.get(id).is_some_and(|first| !first.done) && !clear.contains(id);
                if !one.waits_for().iter().any(waits) {
                    clear.insert(one.id);
                }
            }
            if clear.len() == before || clear.len() == all.len() {
                return Doors { kinds, all, today, by_id, clear };
            }
        }
    }

    /// Why an activity is not open: what it asks for itself, then what its section asks for. Nothing when it is open.
    pub fn of(&self, activity: &Standing) -> (Vec<Reason>, Vec<Reason>) {
        (self.reasons(activity.own(), Some(activity.id)), self.reasons(activity.of_section(), Some(activity.id)))
    }

    /// Whether an activity is open, and its section with it.
    pub fn are_open(&self, activity: &Standing) -> bool {
        let (own, of_section) = self.of(activity);
        own.is_empty() && of_section.is_empty()
    }

    /// Why a section is not open.
    pub fn of_section(&self, asked: Asked<'_>) -> Vec<Reason> {
        self.reasons(asked, None)
    }

    fn reasons(&self, asked: Asked<'_>, of: Option<i64>) -> Vec<Reason> {
        let opens = asked.opens_on.filter(|day| *day > self.today).map(|day| Reason::Opens(day.to_owned()));
        let closed = asked.closes_on.filter(|day| *day < self.today).map(|day| Reason::Closed(day.to_owned()));
        let first = asked.after_id.and_then(|id| self.first(id, of)).filter(|first| !first.done);
        let after = first.map(|first| Reason::After { id: first.id, title: first.title.clone() });
        // What is over opens no more: what else it asked for does not matter.
        if closed.is_some() { closed.into_iter().collect() } else { opens.into_iter().chain(after).collect() }
    }

    /// What must be finished before this activity (or a section, without one), as long as it can be.
    fn first(&self, id: i64, of: Option<i64>) -> Option<&Standing> {
        let first = self.that_can_be_finished(id)?;
        let waits_for = |id| self.that_can_be_finished(id).filter(|one| !one.done).map(Standing::waits_for).unwrap_or_default();
        let in_a_circle = of.is_some_and(|of| !self.clear.contains(&of) && leads_to(id, of, waits_for));
        (!in_a_circle).then_some(first)
    }

    fn that_can_be_finished(&self, id: i64) -> Option<&Standing> {
        let is_over = |day: &Option<String>| day.as_deref().is_some_and(|day| day < self.today);
        self.by_id.get(&id).copied().filter(|one| {
            one.done || (one.counts() && self.kinds.of(&one.kind).is_some() && !is_over(&one.closes_on) && !is_over(&one.section_closes_on))
        })
    }

    /// What a part asks for, in words for those who teach; what asks for nothing any more is left out.
    pub fn words(&self, asked: Asked<'_>, of: Option<i64>, group: Option<&str>) -> Vec<Message> {
        let opens = asked.opens_on.map(|day| Message::new("course-asks-from").with("day", printed_day(day)));
        let closes = asked.closes_on.map(|day| Message::new("course-asks-until").with("day", printed_day(day)));
        let first = asked.after_id.and_then(|id| self.first(id, of));
        let after = first.map(|first| Message::new("course-locked-after").with("title", &first.title));
        let group = group.map(|name| Message::new("course-asks-group").with("group", name));
        [opens, closes, after, group].into_iter().flatten().collect()
    }

    /// The same of an activity, without what its section asks for.
    pub fn words_of(&self, activity: &Standing) -> Vec<Message> {
        self.words(activity.own(), Some(activity.id), activity.group_name.as_deref())
    }
}

/// A page of the first section that is finished by being seen, for the tests of rules.
#[cfg(test)]
pub(super) fn sample(id: i64) -> Standing {
    Standing {
        id,
        section_id: 1,
        kind: "page".into(),
        title: format!("Activity {id}"),
        hidden: false,
        completion: Completion::Seen,
        done: false,
        left_last: false,
        opens_on: None,
        closes_on: None,
        after_id: None,
        group_name: None,
        section_opens_on: None,
        section_closes_on: None,
        section_after_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::KINDS;

    const TODAY: &str = "2026-11-24";

    fn after(id: i64, first: i64) -> Standing {
        Standing { after_id: Some(first), ..sample(id) }
    }

    /// The ids of what is locked.
    fn locked(all: &[Standing]) -> Vec<i64> {
        let doors = Doors::new(KINDS, all, TODAY);
        let is_locked = |one: &&Standing| {
            let (own, section) = doors.of(one);
            !own.is_empty() || !section.is_empty()
        };
        all.iter().filter(is_locked).map(|one| one.id).collect()
    }

    #[test]
    fn days_count_from_the_first_to_the_last() {
        let days = |opens: &str, closes: &str| Standing { opens_on: Some(opens.into()), closes_on: Some(closes.into()), ..sample(1) };
        assert!(locked(&[days("2026-11-24", "2026-11-24")]).is_empty());
        assert_eq!(locked(&[days("2026-11-25", "2026-12-24")]), [1]);
        assert_eq!(locked(&[days("2026-11-01", "2026-11-23")]), [1]);
        let of_section = Standing { section_opens_on: Some("2026-11-25".into()), ..sample(1) };
        assert_eq!(locked(&[of_section]), [1]);
    }

    #[test]
    fn what_comes_after_waits_until_that_is_finished() {
        assert_eq!(locked(&[sample(1), after(2, 1), after(3, 2)]), [2, 3]);
        assert_eq!(locked(&[Standing { done: true, ..sample(1) }, after(2, 1), after(3, 2)]), [3]);
        // All that is asked for must hold.
        let both = Standing { opens_on: Some("2026-12-01".into()), ..after(2, 1) };
        let all = [sample(1), both];
        assert_eq!(Doors::new(KINDS, &all, TODAY).of(&all[1]).0.len(), 2);
    }

    #[test]
    fn what_cannot_be_finished_asks_for_nothing() {
        let over = Some("2026-11-23".to_owned());
        for first in [
            Standing { hidden: true, ..sample(1) },
            Standing { completion: Completion::Nothing, ..sample(1) },
            Standing { kind: "unheard-of".into(), ..sample(1) },
            Standing { section_closes_on: over.clone(), ..sample(1) },
        ] {
            assert!(!locked(&[first.clone(), after(2, 1)]).contains(&2), "{first:?}");
        }
        assert_eq!(locked(&[Standing { closes_on: over.clone(), ..sample(1) }, after(2, 1)]), [1]);
        // Over, but she finished it in time.
        assert_eq!(locked(&[Standing { closes_on: over, done: true, ..sample(1) }, after(2, 1)]), [1]);
        // Thrown away, or for others: not in the list.
        assert!(locked(&[after(2, 1)]).is_empty());
    }

    #[test]
    fn a_circle_locks_nobody() {
        assert!(locked(&[after(1, 1)]).is_empty());
        assert!(locked(&[after(1, 2), after(2, 1)]).is_empty());
        assert_eq!(locked(&[after(1, 3), after(2, 1), after(3, 2), after(4, 3)]), [4]);
        // A section after one of its own: that one is open, the others wait for it.
        let within = |id| Standing { section_after_id: Some(1), ..sample(id) };
        assert_eq!(locked(&[within(1), within(2)]), [2]);
        // Whatever the arrows, something is always open that can be finished, until everything is.
        for seed in 0..300_u64 {
            let mut chance = seed;
            let mut below = |end: u64| {
                chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                i64::try_from((chance >> 33) % end).unwrap()
            };
            let mut all: Vec<Standing> =
                (1..=6).map(|id| Standing { after_id: Some(below(8)), section_after_id: Some(below(9)), ..sample(id) }).collect();
            for _ in 0..6 {
                let shut = locked(&all);
                let open = all.iter_mut().find(|one| !one.done && !shut.contains(&one.id)).expect("something is open");
                open.done = true;
            }
        }
    }

    #[test]
    fn those_who_teach_read_what_is_asked_for() {
        let all = [sample(1), Standing { group_name: Some("A".into()), closes_on: Some("2026-12-01".into()), ..after(2, 1) }, after(3, 9)];
        let doors = Doors::new(KINDS, &all, TODAY);
        let keys: Vec<_> = doors.words_of(&all[1]).iter().map(Message::key).collect();
        assert_eq!(keys, ["course-asks-until", "course-locked-after", "course-asks-group"]);
        assert!(doors.words_of(&all[2]).is_empty());
    }
}
