//! The files of an activity's form: those it brings are kept, those it names must be the author's to use.

use axum::body::Bytes;
use web::{Filled, Problem};

use crate::activities::Activity;
use crate::courses::{Course, author_of};
use crate::files::stored::{self, Stored};
use crate::files::upload::UploadError;
use crate::files::{Family, Shelf, Unwelcome};
use crate::media::keep;
use crate::visit::{Member, OrProblem};

/// How many files a form offers besides those it names: the newest ones. The library has them all.
const OFFERED: usize = 50;
/// How many of the newest are looked at for that.
const LOOKED_AT: i64 = 200;

/// Keeps what a form brings (`brought`, and the picture before a video, `brought_poster`): from now on it names them (`file`, `poster`). One that is
/// not taken is a fault of its field.
///
/// # Errors
/// [`Problem::Busy`] when too many pictures come at once; else when the database or the disk fails.
pub async fn receive(course: &Course, member: &Member, kind: &dyn Activity, form: &mut Filled) -> Result<(), Problem> {
    let fields: [(&'static str, &str, &[Family]); 2] =
        [("brought", "file", kind.takes()), ("brought_poster", "poster", &[Family::Picture])];
    for (field, names, families) in fields.into_iter().filter(|_| !kind.takes().is_empty()) {
        let sent: Vec<(String, Bytes)> = form.files(field).map(|(name, bytes)| (name.to_owned(), bytes.clone())).collect();
        for (name, bytes) in sent {
            match keep::keep(member, Shelf::Library, name, bytes).await {
                Ok(file) if kind.takes_several() && names == "file" => form.add(names, file.to_string()),
                Ok(file) => form.set(names, file.to_string()),
                Err(UploadError::Unwelcome(unwelcome)) => form.fault(field, unwelcome.word()),
                Err(error) => return Err(keep::problem(error)),
            }
        }
        for id in form.all(names).filter_map(|id| id.parse::<i64>().ok()).collect::<Vec<_>>() {
            match stored::usable(&member.app.db, &author_of(course, member), id).await.or_problem()? {
                Some(file) if families.contains(&file.family()) => {}
                Some(_) => form.fault(field, Unwelcome::Format.word()),
                None => form.fault(field, "authoring-file-unknown"),
            }
        }
    }
    Ok(())
}

/// The files that a form may choose from: those it names, then the newest ones the author may use.
///
/// # Errors
/// When the database fails.
pub async fn choices(course: &Course, member: &Member, kind: &dyn Activity, form: &Filled) -> Result<Vec<Stored>, Problem> {
    if kind.takes().is_empty() {
        return Ok(Vec::new());
    }
    let author = author_of(course, member);
    let named: Vec<i64> = ["file", "poster"].iter().flat_map(|name| form.all(name)).filter_map(|id| id.parse().ok()).collect();
    let newest = stored::all_usable(&member.app.db, &author, LOOKED_AT).await.or_problem()?;
    let (mut chosen, others): (Vec<Stored>, Vec<Stored>) = newest.into_iter().partition(|file| named.contains(&file.id));
    for id in named {
        if !chosen.iter().any(|file| file.id == id) {
            chosen.extend(stored::usable(&member.app.db, &author, id).await.or_problem()?);
        }
    }
    // A kind of one file may show a picture before it: a video.
    let fits = |file: &Stored| kind.takes().contains(&file.family()) || (!kind.takes_several() && file.family() == Family::Picture);
    chosen.extend(others.into_iter().filter(fits).take(OFFERED));
    Ok(chosen)
}

/// The files that a checked form uses, and its author may: a text that names another's shows nothing of it.
///
/// # Errors
/// When the database fails.
pub async fn used(course: &Course, member: &Member, kind: &dyn Activity, form: &Filled) -> Result<Vec<i64>, Problem> {
    usable(course, member, kind.files(form, &member.url(&course.path()))).await
}

/// Those of these files that an author may use in a course.
///
/// # Errors
/// When the database fails.
pub async fn usable(course: &Course, member: &Member, files: Vec<i64>) -> Result<Vec<i64>, Problem> {
    let mut used = Vec::new();
    for id in files {
        if stored::usable(&member.app.db, &author_of(course, member), id).await.or_problem()?.is_some() {
            used.push(id);
        }
    }
    Ok(used)
}
