//! Which files are welcome: told by the end of their name and by what is in them, which must agree.

use super::picture::Unfit;

/// How many of its first bytes tell what a file is.
pub const TELLING: usize = 8 * 1024;
/// The longest name, in characters.
const LONGEST_NAME: usize = 150;

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Drawn anew and shown.
    Picture,
    /// Listened to.
    Sound,
    /// Watched.
    Video,
    /// The words of a video, as a file of their own; what a video is shown with is made harmless first (`captions`).
    Captions,
    /// Saved, and opened with what made it.
    Document,
}

/// A format that is welcome.
#[derive(Debug)]
pub struct Format {
    /// The ends of names, in lower case.
    ends: &'static [&'static str],
    /// What it is sent as.
    pub media_type: &'static str,
    /// What is done with it.
    pub family: Family,
    /// What its first bytes look like, as `infer` calls it; nothing: plain text.
    looks: &'static [&'static str],
}

const ZIP: &str = "application/zip";
/// Word, Excel and PowerPoint of before 2007.
const OLE: &[&str] = &["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/x-ole-storage"];
const MP4: &[&str] = &["video/mp4", "video/x-m4v", "video/quicktime"];

macro_rules! formats {
    ($($family:ident: $($end:literal)|+ => $media_type:literal, $looks:expr;)+) => {
        &[$(Format { ends: &[$($end),+], media_type: $media_type, family: Family::$family, looks: $looks }),+]
    };
}

const FORMATS: &[Format] = formats! {
    Picture: "jpg" | "jpeg" => "image/jpeg", &["image/jpeg"];
    Picture: "png" => "image/png", &["image/png"];
    Picture: "webp" => "image/webp", &["image/webp"];
    Sound: "mp3" => "audio/mpeg", &["audio/mpeg"];
    Sound: "m4a" => "audio/mp4", &["audio/m4a", "video/mp4"];
    Sound: "ogg" | "oga" | "opus" => "audio/ogg", &["audio/ogg", "audio/opus"];
    Sound: "wav" => "audio/wav", &["audio/x-wav"];
    Video: "mp4" | "m4v" | "mov" => "video/mp4", MP4;
    Video: "webm" => "video/webm", &["video/webm", "video/x-matroska"];
    Captions: "vtt" => "text/vtt; charset=utf-8", &[];
    Captions: "srt" => "text/plain; charset=utf-8", &[];
    Document: "pdf" => "application/pdf", &["application/pdf"];
    Document: "odt" => "application/vnd.oasis.opendocument.text", &["application/vnd.oasis.opendocument.text", ZIP];
    Document: "ods" => "application/vnd.oasis.opendocument.spreadsheet", &["application/vnd.oasis.opendocument.spreadsheet", ZIP];
    Document: "odp" => "application/vnd.oasis.opendocument.presentation", &["application/vnd.oasis.opendocument.presentation", ZIP];
    Document: "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP];
    Document: "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP];
    Document: "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["application/vnd.openxmlformats-officedocument.presentationml.presentation", ZIP];
    Document: "doc" => "application/msword", OLE;
    Document: "xls" => "application/vnd.ms-excel", OLE;
    Document: "ppt" => "application/vnd.ms-powerpoint", OLE;
    Document: "rtf" => "application/rtf", &["application/rtf"];
    Document: "epub" => "application/epub+zip", &["application/epub+zip", ZIP];
    Document: "ggb" => "application/vnd.geogebra.file", &[ZIP];
    Document: "zip" => "application/zip", &[ZIP];
    Document: "txt" | "md" => "text/plain; charset=utf-8", &[];
    Document: "csv" => "text/csv; charset=utf-8", &[];
};

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwelcome {
    /// Its name ends like none of the formats.
    #[error("files of this format are not taken")]
    Format,
    /// What is in it is not what its name says.
    #[error("what is in it is not what its name says")]
    Disguised,
    /// It is empty.
    #[error("it is empty")]
    Empty,
    /// More than a file may weigh, or than there is room for.
    #[error("it is too large")]
    Large,
    /// More than what somebody says herself may bring.
    #[error("it is too large for a message")]
    Heavy,
    /// Whoever brings it has no room left.
    #[error("whoever brings it has no room left")]
    NoRoom,
    /// The académie has no room left.
    #[error("the académie has no room left")]
    NoRoomHere,
    /// The same of what she brought for what she says herself.
    #[error("whoever brings it has no room left for files of her own")]
    NoRoomOfHerOwn,
    /// A picture that cannot be drawn.
    #[error(transparent)]
    Picture(#[from] Unfit),
}

impl Unwelcome {
    /// The key of the sentence for whoever brought it.
    pub fn word(self) -> &'static str {
        match self {
            Unwelcome::Format => "shell-file-format",
            Unwelcome::Disguised => "shell-file-disguised",
            Unwelcome::Empty => "shell-file-empty",
            Unwelcome::Large => "shell-file-large",
            Unwelcome::Heavy => "shell-file-heavy",
            Unwelcome::NoRoom => "shell-file-no-room",
            Unwelcome::NoRoomHere => "shell-file-no-room-here",
            Unwelcome::NoRoomOfHerOwn => "shell-file-no-room-own",
            Unwelcome::Picture(unfit) => unfit.word(),
        }
    }
}

/// The ends of the names that are welcome, as a field for files lists them (`accept`).
pub fn accepted(families: &[Family]) -> String {
    let ends = FORMATS.iter().filter(|format| families.contains(&format.family)).flat_map(|format| format.ends);
    ends.map(|end| format!(".{end}")).collect::<Vec<_>>().join(",")
}

/// The format that the end of a name promises.
///
/// # Errors
/// [`Unwelcome::Format`].
pub fn promised(name: &str) -> Result<&'static Format, Unwelcome> {
    let (_, end) = name.rsplit_once('.').ok_or(Unwelcome::Format)?;
    let end = end.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.ends.contains(&end.as_str())).ok_or(Unwelcome::Format)
}

/// The format of a file by its name and its first [`TELLING`] bytes.
///
/// # Errors
/// As [`Unwelcome`].
pub fn tell(name: &str, first: &[u8]) -> Result<&'static Format, Unwelcome> {
    let format = promised(name)?;
    if first.is_empty() {
        return Err(Unwelcome::Empty);
    }
    let looks = infer::get(first).map(|found| found.mime_type());
    let fits = match (format.looks, looks) {
        // Nothing that a program or a browser would act upon, and no bytes that no text has.
        ([], None) => !first.contains(&0),
        ([], Some(_)) | (_, None) => false,
        (known, Some(found)) => known.contains(&found),
    };
    if fits { Ok(format) } else { Err(Unwelcome::Disguised) }
}

/// What a file is called here: without folders, signs that nobody sees or that turn a line round, and not too long; its end stays.
pub fn clean_name(typed: &str) -> String {
    let name = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns = |sign: char| matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let name: String = name.chars().filter(|sign| web::is_text(*sign) && !turns(*sign)).collect();
    let name = name.trim().trim_start_matches('.');
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem: String = stem.trim().chars().take(LONGEST_NAME).collect();
    match (stem.is_empty(), end.is_empty()) {
        (true, _) => format!("fichier.{end}"),
        (false, true) => stem,
        (false, false) => format!("{stem}.{}", end.chars().take(10).collect::<String>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_name_and_its_bytes_say_together() {
        let told = |name: &str, first: &[u8]| tell(name, first).map(|format| format.media_type);
        let mp4 = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41";
        assert_eq!(told("Guide.PDF", b"%PDF-1.7\n%"), Ok("application/pdf"));
        assert_eq!(told("film.mp4", mp4), Ok("video/mp4"));
        assert_eq!(told("carte.ggb", b"PK\x03\x04\x14\0\0\0"), Ok("application/vnd.geogebra.file"));
        assert_eq!(told("note.txt", "Bonjour, élève".as_bytes()), Ok("text/plain; charset=utf-8"));
        assert_eq!(told("page.html", b"<html>"), Err(Unwelcome::Format));
        assert_eq!(told("dessin.svg", b"<svg xmlns=\"\">"), Err(Unwelcome::Format));
        assert_eq!(told("README", b"text"), Err(Unwelcome::Format));
        assert_eq!(told("note.txt", b"<!DOCTYPE html><html><script>"), Err(Unwelcome::Disguised));
        assert_eq!(told("guide.pdf", b"MZ\x90\0\x03"), Err(Unwelcome::Disguised));
        assert_eq!(told("film.mp4", b"%PDF-1.7\n%"), Err(Unwelcome::Disguised));
        assert_eq!(told("note.txt", b"a\0b"), Err(Unwelcome::Disguised));
        assert_eq!(told("note.txt", b""), Err(Unwelcome::Empty));
        assert!(accepted(&[Family::Video, Family::Captions]).contains(".webm,.vtt,.srt"));
    }

    #[test]
    fn a_name_keeps_its_end_and_nothing_that_leads_elsewhere() {
        assert_eq!(clean_name("../../etc/Été 2026.pdf"), "Été 2026.pdf");
        assert_eq!(clean_name("C:\\docs\\note\u{202e}fdp.txt\r\n"), "notefdp.txt");
        assert_eq!(clean_name(".htaccess"), "htaccess");
        assert_eq!(clean_name(" .pdf"), "pdf");
        assert_eq!(clean_name(&format!("{}.pdf", "é".repeat(400))), format!("{}.pdf", "é".repeat(150)));
        assert_eq!(clean_name("a/.  .pdf"), "fichier.pdf");
    }
}
