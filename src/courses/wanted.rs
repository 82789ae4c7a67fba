//! The name of a wanted page, for the pages at the door: a session that everybody may know about, or nothing.

use db::Db;

use super::number;
use crate::academies::Academy;

/// The title of the session that an address of this site leads to: its page or one below, or its old Moodle address.
/// `None` for everything else, so that hidden, foreign, thrown away and absent numbers all look the same.
///
/// # Errors
/// When the database fails.
pub async fn wanted_title(db: &Db, academy: &Academy, address: &str) -> db::Result<Option<String>> {
    let Some(number) = wanted_number(&academy.base(), address) else { return Ok(None) };
    let found: Option<(String,)> = db
        .maybe(
            "select title from course
              where academy_id = $1 and number = $2 and kind = 'session' and hidden = false and stage in ('running', 'archived')",
            &db::args![academy.id, number],
        )
        .await?;
    Ok(found.map(|(title,)| title))
}

/// The number of the course in an address below `base`.
pub(super) fn wanted_number(base: &str, address: &str) -> Option<i64> {
    if base.is_empty() {
        return None;
    }
    let address = address.split('#').next()?;
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.strip_prefix(base)?;
    if path == "/course/view.php" {
        let id = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "id")?;
        return number(&id.1);
    }
    number(path.strip_prefix("/courses/")?.split('/').next()?)
}

#[cfg(test)]
mod tests {
    use super::wanted_number;

    #[test]
    fn a_course_is_told_from_its_addresses() {
        let base = "/ac-besancon";
        for address in [
            "/ac-besancon/courses/2636",
            "/ac-besancon/courses/2636?lang=fr",
            "/ac-besancon/courses/2636#section-2",
            "/ac-besancon/courses/2636/activities/7",
            "/ac-besancon/course/view.php?id=2636",
            "/ac-besancon/course/view.php?section=2&id=2636#x",
        ] {
            assert_eq!(wanted_number(base, address), Some(2636), "{address}");
        }
        for address in [
            "/ac-dijon/courses/2636",
            "/ac-besancon2/courses/2636",
            "/ac-besancon/courses/",
            "/ac-besancon/courses/2636x",
            "/ac-besancon/course/view.php",
            "/ac-besancon/course/view.php?id=-1",
            "/ac-besancon/my?id=2636",
            "/",
            "",
        ] {
            assert_eq!(wanted_number(base, address), None, "{address}");
        }
        assert_eq!(wanted_number("", "/courses/2636"), None);
    }
}
