//! User names: one per person, unique on the site; they stay when the address changes.

use db::Tx;
use unicode_normalization::UnicodeNormalization;

/// How user names are stored and compared.
pub fn fold(typed: &str) -> String {
    typed.trim().nfc().collect::<String>().to_lowercase()
}

/// Whether somebody may be called so: printable, without spaces; with `@` only when it is her own address.
pub fn is_allowed(name: &str, own_address: &str) -> bool {
    let name = fold(name);
    let length = name.chars().count();
    (1..=254).contains(&length)
        && !name.chars().any(|c| c.is_control() || c.is_whitespace() || "<>\"&".contains(c))
        && (!name.contains('@') || name == own_address)
}

/// `wanted`, or `wanted-2`, `wanted-3`… when taken.
///
/// # Errors
/// When the database fails.
pub async fn free_from(tx: &Tx, wanted: &str) -> db::Result<String> {
    let mut name = wanted.to_owned();
    let mut next = 2;
    while tx.maybe::<(i64,)>("select id from person where username = $1", &db::args![&name]).await?.is_some() {
        name = format!("{wanted}-{next}");
        next += 1;
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_at_sign_only_in_ones_own_address() {
        assert!(is_allowed("cmartin", "c@example.org"));
        assert!(is_allowed("C@Example.org", "c@example.org"));
        assert!(!is_allowed("other@example.org", "c@example.org"));
        assert!(!is_allowed("with space", "c@example.org") && !is_allowed("", "c@example.org") && !is_allowed("<b>", "c@example.org"));
    }
}
