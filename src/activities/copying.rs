//! Copying activities, one or a whole course of them: which are copies, and where links in their texts lead from then on.
//!
//! A copy names what it is a copy of (`activity.copy_of`) from when it was placed until its transaction is about to end. Each kind joins on
//! that to copy what it owns, and never sees the copy of an earlier day.

use std::collections::HashMap;

use db::Tx;

/// What a text holds that may link to a course, as SQL compares it: the rest is left alone unread.
const LIKELY: &str = "%/course%";

/// Activities that are being copied.
pub struct Copying {
    /// The académie of what is copied.
    pub from_academy_id: i64,
    /// The académie of the copies.
    pub academy_id: i64,
    /// The course that they stand in.
    pub course_id: i64,
    /// Where links lead from now on; nothing when a copy stands beside what it is a copy of.
    pub links: Option<Links>,
}

impl Copying {
    /// Runs what copies the rows of a kind: `$1` and `$2` are the académie and the course of the copies, `$3` the académie of the originals.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run(&self, tx: &Tx, sql: &str) -> db::Result<()> {
        tx.run(sql, &db::args![self.academy_id, self.course_id, self.from_academy_id]).await?;
        Ok(())
    }

    /// Leads the links in texts of a kind to the copy. `find` gives the texts of the copies ($1, $2) that hold something like $3; `store` writes
    /// one of them ($2 of académie $1) as its `body` ($3) and `source` ($4) are now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lead(&self, tx: &Tx, find: &str, store: &str) -> db::Result<()> {
        let Some(links) = &self.links else { return Ok(()) };
        let texts = tx.all(find, &db::args![self.academy_id, self.course_id, LIKELY]).await?;
        for text in links.led_texts(texts) {
            tx.run(store, &db::args![self.academy_id, text.id, text.body, text.source]).await?;
        }
        Ok(())
    }
}

/// A course as links name it.
#[derive(Clone, Debug)]
pub struct Linked {
    /// What stands before its address: `/ac-besancon`.
    pub base: String,
    /// Its number.
    pub number: i64,
}

/// Where links to a course and to its activities lead once all of it is copied. Links to anything else stay as they are.
pub struct Links {
    /// Host and port of this site, under each name that it answers to.
    pub hosts: Vec<String>,
    /// What was copied.
    pub from: Linked,
    /// The copy.
    pub to: Linked,
    /// The copies of activities, by what they are copies of. A link to one that was thrown away stays as it is.
    pub activities: HashMap<i64, i64>,
    /// The files that another académie has under numbers of its own; within one académie they keep theirs.
    pub files: HashMap<i64, i64>,
}

db::row! {
    /// A text of a copy: what is shown of it, and how it was typed.
    pub struct Written {
        pub id: i64,
        pub body: String,
        pub source: String,
    }
}

/// A link in a text: what stands from `start` to `end` becomes `led`.
struct Found {
    start: usize,
    end: usize,
    led: String,
}

impl Links {
    /// Those of these texts that held a link to what was copied, with the link as it is now.
    pub fn led_texts(&self, texts: Vec<Written>) -> impl Iterator<Item = Written> {
        texts.into_iter().filter_map(|text| match (self.led(&text.body), self.led(&text.source)) {
            (None, None) => None,
            (body, source) => Some(Written { id: text.id, body: body.unwrap_or(text.body), source: source.unwrap_or(text.source) }),
        })
    }

    /// A text, HTML or as it was typed, with its links led to the copy; nothing when there are none.
    pub fn led(&self, text: &str) -> Option<String> {
        let mut led = String::new();
        let mut kept = 0;
        for (at, _) in text.match_indices("/course") {
            if at < kept {
                continue;
            }
            if let Some(found) = self.link(text, at) {
                led.push_str(text.get(kept..found.start).unwrap_or_default());
                led.push_str(&found.led);
                kept = found.end;
            }
        }
        (kept > 0).then(|| led + text.get(kept..).unwrap_or_default())
    }

    /// The link whose `/course` stands here, if it leads to what was copied.
    fn link(&self, text: &str, at: usize) -> Option<Found> {
        let (before, after) = text.split_at_checked(at)?;
        let (start, base) = match before.strip_suffix(self.from.base.as_str()) {
            Some(head) if self.begins_here(head) => (head.len(), self.to.base.as_str()),
            Some(_) => return None,
            None if begins(before) => (at, ""),
            None => return None,
        };
        let (length, path) = self.course(after).or_else(|| self.old_address(after))?;
        Some(Found { start, end: at + length, led: format!("{base}{path}") })
    }

    /// Whether an address below an académie begins after this: at its own beginning, or after the name of this site.
    fn begins_here(&self, head: &str) -> bool {
        let named = |host: &String| {
            let head = head.strip_suffix(host.as_str())?.strip_suffix("//")?;
            Some(begins(head.strip_suffix("https:").or_else(|| head.strip_suffix("http:")).unwrap_or(head)))
        };
        begins(head) || self.hosts.iter().any(|host| named(host) == Some(true))
    }

    /// `/courses/2636`, with the activity when it goes on to one: how long it is, and what it becomes.
    fn course(&self, text: &str) -> Option<(usize, String)> {
        let rest = self.after_number(text.strip_prefix("/courses/")?)?;
        let mut path = format!("/courses/{}", self.to.number);
        let mut rest_of_it = rest;
        if let Some((id, rest)) = rest.strip_prefix("/activities/").and_then(number) {
            path.push_str(&format!("/activities/{}", self.activities.get(&id)?));
            rest_of_it = rest;
        }
        if let Some((id, rest)) = rest.strip_prefix("/files/").and_then(number) {
            path.push_str(&format!("/files/{}", self.files.get(&id).unwrap_or(&id)));
            rest_of_it = rest;
        }
        Some((text.len() - rest_of_it.len(), path))
    }

    /// `/course/view.php?id=2636`, wherever the `id` stands in its query.
    fn old_address(&self, text: &str) -> Option<(usize, String)> {
        const OLD: &str = "/course/view.php?";
        let query = text.strip_prefix(OLD)?;
        let query = query.split(|sign: char| sign.is_whitespace() || "\"'<>()[]#".contains(sign)).next()?;
        let mut at = OLD.len();
        for pair in query.split('&') {
            let name = if pair.starts_with("amp;id=") { "amp;id=" } else { "id=" };
            if let Some(rest) = pair.strip_prefix(name).and_then(|value| self.after_number(value)) {
                let known = text.get(..at + name.len())?;
                return Some((at + pair.len() - rest.len(), format!("{known}{}", self.to.number)));
            }
            at += pair.len() + 1;
        }
        None
    }

    /// What follows the number of what was copied, when the text begins with it.
    fn after_number<'a>(&self, text: &'a str) -> Option<&'a str> {
        number(text).filter(|(found, _)| *found == self.from.number).map(|(_, rest)| rest)
    }
}

/// The number that a text begins with, and what follows it: digits that nothing else is written to.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let alone = !digits.starts_with('0') && !rest.starts_with(char::is_alphanumeric);
    if alone { Some((digits.parse().ok()?, rest)) } else { None }
}

/// Whether an address may begin after this: nothing of an address stands right before, but for steps up (`../..`).
fn begins(head: &str) -> bool {
    let head = head.strip_suffix("..").map_or(head, |head| head.trim_end_matches("../"));
    !head.ends_with(|sign: char| sign.is_alphanumeric() || "/.-:%?#&=@~+".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links {
            hosts: vec!["formation.example.org".into(), "127.0.0.1:8080".into()],
            from: Linked { base: "/ac-besancon".into(), number: 2636 },
            to: Linked { base: "/ac-dijon".into(), number: 41 },
            activities: HashMap::from([(17, 901), (171, 902)]),
            files: HashMap::from([(5, 50)]),
        }
    }

    fn led(text: &str) -> String {
        links().led(text).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn links_to_what_was_copied_lead_to_the_copy() {
        for (before, after) in [
            ("/ac-besancon/courses/2636", "/ac-dijon/courses/41"),
            ("[ici](/ac-besancon/courses/2636#section-2).", "[ici](/ac-dijon/courses/41#section-2)."),
            (
                "<https://formation.example.org/ac-besancon/courses/2636/activities/17>",
                "<https://formation.example.org/ac-dijon/courses/41/activities/901>",
            ),
            ("http://127.0.0.1:8080/ac-besancon/courses/2636/about", "http://127.0.0.1:8080/ac-dijon/courses/41/about"),
            ("//formation.example.org/ac-besancon/courses/2636,", "//formation.example.org/ac-dijon/courses/41,"),
            ("<a href=\"/courses/2636/activities/171?x=1\">", "<a href=\"/courses/41/activities/902?x=1\">"),
            ("<a href=\"../../courses/2636/\">", "<a href=\"../../courses/41/\">"),
            ("&quot;/ac-besancon/courses/2636&quot;", "&quot;/ac-dijon/courses/41&quot;"),
            ("/ac-besancon/course/view.php?id=2636", "/ac-dijon/course/view.php?id=41"),
            ("(/ac-besancon/course/view.php?section=2&id=2636#x)", "(/ac-dijon/course/view.php?section=2&id=41#x)"),
            (
                "\"/ac-besancon/course/view.php?section=2&amp;id=2636&amp;lang=en\"",
                "\"/ac-dijon/course/view.php?section=2&amp;id=41&amp;lang=en\"",
            ),
            ("![a](/ac-besancon/courses/2636/files/5) /courses/2636/files/6", "![a](/ac-dijon/courses/41/files/50) /courses/41/files/6"),
            ("/courses/2636 et /courses/2636 é", "/courses/41 et /courses/41 é"),
        ] {
            assert_eq!(led(before), after);
        }
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for text in [
            "",
            "/ac-besancon/courses/26361",
            "/ac-besancon/courses/263",
            "/ac-besancon/courses/2636x",
            "/ac-besancon/courses/02636",
            "/ac-besancon/courses/99999999999999999999999",
            "/ac-dijon/courses/2636",
            "/ac-besancon-2/courses/2636",
            "/x/ac-besancon/courses/2636",
            "https://ailleurs.example.org/ac-besancon/courses/2636",
            "https://pasformation.example.org/ac-besancon/courses/2636",
            "https://formation.example.org.ailleurs.example/ac-besancon/courses/2636",
            "https://ailleurs.example.org/courses/2636",
            "https://ailleurs.example.org/?to=/ac-besancon/courses/2636",
            "/ac-besancon/courses/2636/activities/18",
            "/ac-besancon/courses/2637/activities/17",
            "/ac-besancon/course/view.php?id=26361",
            "/ac-besancon/course/view.php?cid=2636",
            "/ac-besancon/course/view.php?section=2 id=2636",
            "/coursework/2636 /course /courses/ /course/view.php? /course/view.php?&&",
            "le parcours 2636",
        ] {
            assert_eq!(links().led(text), None, "{text}");
        }
    }

    #[test]
    fn only_texts_that_changed_are_stored() {
        let text = |id, body: &str, source: &str| Written { id, body: body.into(), source: source.into() };
        let texts = vec![text(1, "/courses/2636", ""), text(2, "/courses/1", "/courses/1"), text(3, "x", "[x]: /courses/2636")];
        let led: Vec<(i64, String, String)> = links().led_texts(texts).map(|text| (text.id, text.body, text.source)).collect();
        assert_eq!(led, [(1, "/courses/41".into(), String::new()), (3, "x".into(), "[x]: /courses/41".into())]);
    }
}
