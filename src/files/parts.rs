//! A file on its way: it comes in parts, is gone on with after a lost network, and stands whole on the disk before it has a row.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::format::{self, Family, TELLING, Unwelcome};
use super::picture::{self, Shape, Size};
use super::stored::Kept;
use super::upload::{self, UploadError};
use super::{Files, Shelf, disk_time};
use crate::secrets::{Purpose, Secrets, hex};

/// The most a file may weigh.
pub const LARGEST: u64 = 2 * 1024 * 1024 * 1024;
/// What is sent at once, by the script that sends it. Well under the limit of a form (`web::body::UPLOAD_LIMIT`).
pub const PART: u64 = 4 * 1024 * 1024;
/// How many files of one person may be on their way.
const MOST_AT_ONCE: usize = 10;
/// The most a picture may weigh before it is drawn anew.
const LARGEST_PICTURE: u64 = 10 * 1024 * 1024;

/// The proof that somebody was allowed to send a file: sealed, and handed back with each part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    key: String,
    /// Where it goes.
    pub academy_id: i64,
    /// Who sends it.
    pub person_id: i64,
    /// What for.
    pub shelf: Shelf,
    /// What it is called.
    pub name: String,
    /// What it weighs.
    pub bytes: u64,
}

impl Ticket {
    /// For a file that somebody is about to send.
    ///
    /// # Errors
    /// [`Unwelcome`] for one that would be refused; else when the disk or the system's chance fails.
    pub fn new(files: &Files, shelf: Shelf, academy_id: i64, person_id: i64, name: &str, bytes: u64) -> Result<Ticket, UploadError> {
        let name = format::clean_name(name);
        let format = format::promised(&name)?;
        let most = if format.family == Family::Picture { LARGEST_PICTURE } else { shelf.largest() };
        if bytes == 0 {
            return Err(Unwelcome::Empty.into());
        }
        if bytes > most {
            return Err(shelf.too_large().into());
        }
        if files.on_their_way(person_id)? >= MOST_AT_ONCE {
            return Err(UploadError::Busy);
        }
        let key = crate::chance::name().map_err(io::Error::other)?;
        Ok(Ticket { key, academy_id, person_id, shelf, name, bytes })
    }

    /// As text that only we can read and nobody can change.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn seal(&self, secrets: &Secrets) -> io::Result<String> {
        let plain = serde_json::to_vec(self).map_err(io::Error::other)?;
        secrets.seal(Purpose::Upload, b"", &plain).map_err(io::Error::other)
    }

    /// Read back; nothing for what is none of ours.
    pub fn open(secrets: &Secrets, sealed: &str) -> Option<Ticket> {
        serde_json::from_slice(&secrets.open(Purpose::Upload, b"", sealed)?).ok()
    }

    fn file(&self, files: &Files) -> PathBuf {
        files.parts().join(format!("{}-{}", self.person_id, self.key))
    }

    /// Takes a part that begins at `offset`, and says how much is here then: that is where the next one goes on. A part that begins anywhere else is
    /// let go. Blocks.
    ///
    /// # Errors
    /// [`Shelf::too_large`] when more comes than was said; [`UploadError::Busy`] when another part is just being written; else when the disk
    /// fails or is full: then what came before is kept.
    pub fn take(&self, files: &Files, offset: u64, part: &[u8]) -> Result<u64, UploadError> {
        let path = self.file(files);
        fs::create_dir_all(files.parts())?;
        // Tickets weigh nothing: what counts is on the disk.
        if !path.exists() && files.on_their_way(self.person_id)? >= MOST_AT_ONCE {
            return Err(UploadError::Busy);
        }
        let mut file = File::options().create(true).append(true).open(&path)?;
        file.try_lock().map_err(|_| UploadError::Busy)?;
        let here = file.metadata()?.len();
        if offset != here {
            return Ok(here);
        }
        let after = here + part.len() as u64;
        if after > self.bytes {
            return Err(self.shelf.too_large().into());
        }
        if let Err(error) = file.write_all(part) {
            // Half a part would shift all that follows.
            let _ = file.set_len(here);
            return Err(error.into());
        }
        Ok(after)
    }

    /// The whole file, once all of it is here, under the hash of what is in it. Blocks, a few seconds for a gigabyte.
    ///
    /// # Errors
    /// [`Unwelcome`] when it is not what its name says (then nothing of it stays); else when the disk fails.
    pub fn finish(&self, files: &Files) -> Result<Kept, UploadError> {
        let path = self.file(files);
        let kept = match whole(files, &path, &self.name) {
            // Its last part came twice at once, and the other one took it: asked again, this one is told so.
            Err(UploadError::Disk(error)) if error.kind() == ErrorKind::NotFound => Err(UploadError::Busy),
            kept => kept,
        };
        if matches!(kept, Ok(_) | Err(UploadError::Unwelcome(_))) {
            let _ = fs::remove_file(&path);
        }
        kept
    }
}

impl Files {
    fn parts(&self) -> PathBuf {
        self.folder.join("parts")
    }

    fn on_their_way(&self, person_id: i64) -> io::Result<usize> {
        let beginning = format!("{person_id}-");
        match fs::read_dir(self.parts()) {
            Ok(listed) => Ok(listed.flatten().filter(|part| part.file_name().to_string_lossy().starts_with(&beginning)).count()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }
}

/// Keeps a file that came whole with a form. Blocks.
///
/// # Errors
/// As [`Ticket::finish`].
pub fn keep(files: &Files, name: &str, bytes: &[u8]) -> Result<Kept, UploadError> {
    let name = format::clean_name(name);
    let format = format::tell(&name, bytes.get(..TELLING.min(bytes.len())).unwrap_or_default())?;
    if format.family == Family::Picture {
        return draw(files, name, bytes);
    }
    let hash = hex(&Sha256::digest(bytes));
    super::write_whole(&files.whole(&hash), bytes)?;
    Ok(Kept { hash, name, media_type: format.media_type.to_owned(), bytes: weight(bytes.len() as u64) })
}

/// Moves a file of the disk to where its hash says, if it is what its name says.
fn whole(files: &Files, path: &Path, name: &str) -> Result<Kept, UploadError> {
    let mut file = File::options().read(true).write(true).open(path)?;
    let mut first = Vec::with_capacity(TELLING);
    Read::by_ref(&mut file).take(TELLING as u64).read_to_end(&mut first)?;
    let format = format::tell(name, &first)?;
    file.seek(SeekFrom::Start(0))?;
    if format.family == Family::Picture {
        let mut bytes = Vec::new();
        file.take(LARGEST_PICTURE).read_to_end(&mut bytes)?;
        return draw(files, name.to_owned(), &bytes);
    }
    let (hash, bytes) = digest(&mut file)?;
    file.set_modified(disk_time())?;
    file.sync_all()?;
    let place = files.whole(&hash);
    let folder = place.parent().ok_or(io::Error::from(ErrorKind::InvalidInput))?;
    fs::create_dir_all(folder)?;
    // The same content may be there already: it is the same.
    fs::rename(path, &place)?;
    File::open(folder)?.sync_all()?;
    Ok(Kept { hash, name: name.to_owned(), media_type: format.media_type.to_owned(), bytes: weight(bytes) })
}

/// The hash of a whole file, and what it weighs.
fn digest(file: &mut File) -> io::Result<(String, u64)> {
    let mut hash = Sha256::new();
    let mut room = vec![0; 256 * 1024];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut room)?;
        if read == 0 {
            return Ok((hex(&hash.finalize()), bytes));
        }
        hash.update(room.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

/// A picture is drawn anew, so that nothing of the file itself is ever sent; its name ends as what it became.
fn draw(files: &Files, name: String, bytes: &[u8]) -> Result<Kept, UploadError> {
    let _turn = upload::turn_of_thread()?;
    let drawn = picture::prepare(bytes, Shape::Illustration).map_err(Unwelcome::Picture)?;
    let bytes = drawn.sizes.into_iter().find(|(size, _)| *size == Size::Large).map(|(_, bytes)| bytes).unwrap_or_default();
    let hash = hex(&Sha256::digest(&bytes));
    super::write_whole(&files.whole(&hash), &bytes)?;
    let media_type = picture::media_type(&bytes);
    let end = if media_type == "image/png" { "png" } else { "jpg" };
    let name = format!("{}.{end}", name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem));
    Ok(Kept { hash, name, media_type: media_type.to_owned(), bytes: weight(bytes.len() as u64) })
}

fn weight(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::of(folder.path());
        (folder, files)
    }

    #[test]
    fn a_file_comes_in_parts_and_goes_on_where_it_stopped() {
        let (_folder, files) = files();
        let whole = b"%PDF-1.7 and more".as_slice();
        let ticket = Ticket::new(&files, Shelf::Library, 1, 7, "../Guide.pdf", whole.len() as u64).unwrap();
        let sealed = ticket.seal(&Secrets::fixed(1)).unwrap();
        assert_eq!(Ticket::open(&Secrets::fixed(1), &sealed), Some(ticket.clone()));
        assert_eq!(Ticket::open(&Secrets::fixed(2), &sealed), None);
        assert_eq!(ticket.take(&files, 0, &whole[..5]).unwrap(), 5);
        // The answer was lost, and the part is sent once more.
        assert_eq!(ticket.take(&files, 0, &whole[..5]).unwrap(), 5);
        assert_eq!(ticket.take(&files, 0, b"").unwrap(), 5);
        assert_eq!(ticket.take(&files, 5, &whole[5..]).unwrap(), whole.len() as u64);
        assert!(matches!(ticket.take(&files, whole.len() as u64, b"x"), Err(UploadError::Unwelcome(Unwelcome::Large))));
        let kept = ticket.finish(&files).unwrap();
        assert!(matches!(ticket.finish(&files), Err(UploadError::Busy)), "its last part came twice");
        assert_eq!((kept.name.as_str(), kept.media_type.as_str(), kept.bytes), ("Guide.pdf", "application/pdf", whole.len() as i64));
        assert_eq!(fs::read(files.whole(&kept.hash)).unwrap(), whole);
        assert_eq!(keep(&files, "autre.pdf", whole).unwrap().hash, kept.hash);
        assert_eq!(files.on_their_way(7).unwrap(), 0);
    }

    #[test]
    fn what_is_not_what_its_name_says_leaves_nothing() {
        let (_folder, files) = files();
        let ticket = Ticket::new(&files, Shelf::Library, 1, 7, "Guide.pdf", 4).unwrap();
        ticket.take(&files, 0, b"MZ\x90\0").unwrap();
        assert!(matches!(ticket.finish(&files), Err(UploadError::Unwelcome(Unwelcome::Disguised))));
        assert_eq!(files.on_their_way(7).unwrap(), 0);
        for (name, bytes) in [("virus.exe", 4), ("film.mp4", LARGEST + 1), ("photo.png", LARGEST_PICTURE + 1), ("vide.pdf", 0)] {
            assert!(matches!(Ticket::new(&files, Shelf::Library, 1, 7, name, bytes), Err(UploadError::Unwelcome(_))), "{name}");
        }
        let heavy = crate::files::own::LARGEST + 1;
        assert!(matches!(Ticket::new(&files, Shelf::Own, 1, 7, "guide.pdf", heavy), Err(UploadError::Unwelcome(Unwelcome::Heavy))));
        assert!(Ticket::new(&files, Shelf::Own, 1, 7, "guide.pdf", heavy - 1).is_ok());
    }

    #[test]
    fn nobody_sends_many_at_once() {
        let (_folder, files) = files();
        let tickets: Vec<_> = (0..=MOST_AT_ONCE).map(|_| Ticket::new(&files, Shelf::Library, 1, 7, "a.pdf", 10).unwrap()).collect();
        for ticket in &tickets[1..] {
            ticket.take(&files, 0, b"%PDF-").unwrap();
        }
        assert!(matches!(tickets[0].take(&files, 0, b"%PDF-"), Err(UploadError::Busy)));
        assert!(matches!(Ticket::new(&files, Shelf::Library, 1, 7, "a.pdf", 10), Err(UploadError::Busy)));
        assert!(Ticket::new(&files, Shelf::Library, 1, 70, "a.pdf", 10).is_ok());
    }
}
