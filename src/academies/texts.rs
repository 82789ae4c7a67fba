//! The footer's pages in an académie's own words: their source, as it was typed.

use db::{Db, Tx};
use sha2::{Digest, Sha256};

/// The text of a page in a language (a tag); nothing when the one that comes with the program stands.
///
/// # Errors
/// When the database fails.
pub async fn source(db: &Db, academy_id: i64, page: &str, language: &str) -> db::Result<Option<String>> {
    let sql = "select source from academy_text where academy_id = $1 and page = $2 and language = $3";
    Ok(db.maybe::<(String,)>(sql, &db::args![academy_id, page, language]).await?.map(|(source,)| source))
}

/// Which pages an académie has its own words for: page and language.
///
/// # Errors
/// When the database fails.
pub async fn own(db: &Db, academy_id: i64) -> db::Result<Vec<(String, String)>> {
    db.all("select page, language from academy_text where academy_id = $1", &db::args![academy_id]).await
}

/// Tells one text from another; empty for none.
pub fn mark(source: Option<&str>) -> String {
    source.map(|source| Sha256::digest(source).iter().take(12).map(|byte| format!("{byte:02x}")).collect()).unwrap_or_default()
}

/// Stores a text, or takes the académie's own away. Only if it is still the one whose [`mark`] was `seen`: else nothing changes, and it
/// says so.
///
/// # Errors
/// When the database fails.
pub async fn replace(tx: &Tx, academy_id: i64, place: (&str, &str), seen: &str, source: Option<&str>) -> db::Result<bool> {
    let (page, language) = place;
    // Until the transaction ends, nobody else writes a text of this académie.
    tx.run("update academy set slug = slug where id = $1", &db::args![academy_id]).await?;
    let sql = "select source from academy_text where academy_id = $1 and page = $2 and language = $3";
    let there: Option<(String,)> = tx.maybe(sql, &db::args![academy_id, page, language]).await?;
    let there = there.map(|(source,)| source);
    if mark(there.as_deref()) != seen && there.as_deref() != source {
        return Ok(false);
    }
    match source {
        Some(source) => {
            tx.run(
                "insert into academy_text (academy_id, page, language, source) values ($1, $2, $3, $4)
                 on conflict (academy_id, page, language) do update set source = excluded.source",
                &db::args![academy_id, page, language, source],
            )
            .await?
        }
        None => {
            let sql = "delete from academy_text where academy_id = $1 and page = $2 and language = $3";
            tx.run(sql, &db::args![academy_id, page, language]).await?
        }
    };
    Ok(true)
}
