//! Who trains here, as participants read it.

use db::Db;

/// Names shown of those who train.
const MOST: i64 = 12;

/// The names of those who train or accompany and have one, as they are sorted.
///
/// # Errors
/// When the database fails.
pub async fn trainers(db: &Db, academy_id: i64, course_id: i64) -> db::Result<Vec<String>> {
    let names: Vec<(String, String)> = db
        .all(
            "select p.first_name, p.last_name from enrolment e join person p on p.id = e.person_id
              where e.academy_id = $1 and e.course_id = $2 and e.role in ('formateur', 'tuteur') and p.last_name <> ''
              order by p.last_name, p.first_name, p.id limit $3",
            &db::args![academy_id, course_id, MOST],
        )
        .await?;
    Ok(names.into_iter().map(|(first, last)| format!("{first} {last}").trim().to_owned()).collect())
}
