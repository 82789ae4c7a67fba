//! Mail as files: what serves when there is no mail server.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, rename, set_permissions};
use std::io::{Error, Result, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Makes the folder, for its owner alone.
pub(crate) fn make(folder: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    set_permissions(folder, Permissions::from_mode(0o700))
}

/// The file of a letter. Names sort by time, and the same letter always has the same one: a second delivery replaces the first.
pub(crate) fn name(letter_id: i64, created_at: i64) -> Result<String> {
    let at = jiff::Timestamp::from_microsecond(created_at).map_err(Error::other)?;
    Ok(format!("{}-{letter_id:010}.eml", at.strftime("%Y%m%dT%H%M%S%.6fZ")))
}

/// Puts a mail in the folder; whole or not at all, and durable when this returns.
pub(crate) fn put(folder: &Path, name: &str, eml: &[u8]) -> Result<()> {
    let temporary = folder.join(format!(".{name}.new"));
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&temporary)?;
    file.write_all(eml)?;
    file.sync_all()?;
    rename(&temporary, folder.join(name))?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_time() {
        assert_eq!(name(42, 1_795_490_055_123_456).unwrap(), "20261124T031415.123456Z-0000000042.eml");
        assert_eq!(name(1, 1_795_490_055_000_000).unwrap(), "20261124T031415.000000Z-0000000001.eml");
    }
}
