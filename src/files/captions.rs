//! The captions of a video: WebVTT or SubRip as people have them, written anew as the plainest WebVTT, so that nothing but times and words is ever sent.

/// The longest file, in bytes, as it comes and as it is written anew, and the most captions: a day of talking has fewer.
const LONGEST: usize = 1_000_000;
const MOST: usize = 20_000;

/// Captions written anew; nothing when there is none in the text, or far too many.
pub fn clean(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut clean = String::from("WEBVTT\n");
    let mut count = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        // Numbers, notes, styles and regions stand before or between: only what follows times is a caption.
        let Some((start, end)) = times(line) else { continue };
        let mut words = String::new();
        while let Some(spoken) = lines.next_if(|next| !next.trim().is_empty() && times(next).is_none()) {
            let spoken = plain(spoken);
            if !spoken.is_empty() {
                words.push_str(&spoken);
                words.push('\n');
            }
        }
        if words.is_empty() || end <= start {
            continue;
        }
        count += 1;
        clean.push_str(&format!("\n{} --> {}\n{words}", stamp(start), stamp(end)));
        // Written anew they are longer, and must be read again when they are changed.
        if count > MOST || clean.len() > LONGEST {
            return None;
        }
    }
    (count > 0).then_some(clean)
}

/// Start and end of a caption, in milliseconds, when the line says them.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    // What follows the end places the caption on the screen: browsers place it well by themselves.
    Some((moment(start.trim())?, moment(rest.split_whitespace().next()?)?))
}

/// `1:02:03.456`, `02:03.456` or `00:02:03,456`, in milliseconds.
fn moment(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once(['.', ','])?;
    if fraction.len() != 3 {
        return None;
    }
    let number =
        |part: &str| (part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u64>().ok()).flatten();
    let parts: Vec<u64> = clock.split(':').map(number).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0, *minutes, *seconds),
        [hours, minutes, seconds] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    (minutes < 60 && seconds < 60).then_some(())?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + number(fraction)?)
}

fn stamp(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000)
}

/// A line without tags, with its signs written so that they are only signs.
fn plain(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    let words: String = words.chars().filter(|sign| web::is_text(*sign)).collect();
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    words.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What is said in cleaned captions, in paragraphs that one reads: each ends with a sentence once it is long enough.
pub fn transcript(clean: &str) -> Vec<String> {
    const LONG_ENOUGH: usize = 400;
    let mut paragraphs = Vec::new();
    let mut paragraph = String::new();
    for line in clean.lines().skip(1).filter(|line| !line.is_empty() && times(line).is_none()) {
        if !paragraph.is_empty() {
            paragraph.push(' ');
        }
        paragraph.push_str(&line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
        if paragraph.len() > LONG_ENOUGH && paragraph.ends_with(['.', '!', '?', '…']) {
            paragraphs.push(std::mem::take(&mut paragraph));
        }
    }
    paragraphs.extend(Some(paragraph).filter(|rest| !rest.is_empty()));
    paragraphs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_ways_of_writing_become_one() {
        let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:04,500\r\n<i>Bonjour</i> & bienvenue\r\n\r\n2\r\n00:01:00,000 --> 00:01:02,000\r\nDeux\r\nlignes\r\n";
        let vtt = "WEBVTT - titre\n\nSTYLE\n::cue { color: red }\n\nNOTE rien\n\nintro\n00:01.000 --> 00:04.500 line:0 position:20%\n<v Ana>Bonjour</v> &amp; bienvenue\n\n01:00.000 --> 01:02.000\nDeux\nlignes\n";
        let clean_one = "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nBonjour &amp; bienvenue\n\n00:01:00.000 --> 00:01:02.000\nDeux\nlignes\n";
        assert_eq!(clean(srt).as_deref(), Some(clean_one));
        assert_eq!(clean(vtt).as_deref(), Some(clean_one));
        assert_eq!(clean(clean_one).as_deref(), Some(clean_one));
    }

    #[test]
    fn what_is_none_is_none() {
        for text in
            ["", "WEBVTT", "Bonjour", "00:00:04.000 --> 00:00:01.000\nà l'envers", "1\n99:99:99,000 --> 99:99:99,999\nx", "--> \n-->"]
        {
            assert_eq!(clean(text), None, "{text}");
        }
        assert_eq!(clean(&"00:01.000 --> 00:02.000\na\n\n".repeat(MOST + 1)), None);
        assert_eq!(clean(&format!("00:01.000 --> 00:02.000\n{}", "&".repeat(LONGEST / 5))), None, "too long once it is written anew");
        assert_eq!(
            clean("00:01.000 --> 00:02.000\n<script>alert(1)\nb --> c"),
            Some("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nalert(1)\nb --&gt; c\n".into())
        );
    }

    proptest! {
        #[test]
        fn any_text_is_harmless(text in "(\\PC|\n|-->|<|&|00:01.000 --> 00:02.000\n){0,200}") {
            if let Some(clean_once) = clean(&text) {
                let shown = clean_once.strip_prefix("WEBVTT\n").unwrap();
                prop_assert!(!shown.contains('<'));
                prop_assert_eq!(clean(&clean_once), Some(clean_once));
            }
        }
    }

    #[test]
    fn what_is_said_is_read_in_paragraphs() {
        let said = clean("1\n00:01.000 --> 00:02.000\nUn & <b>deux</b>\n\n00:02.000 --> 00:03.000\n1 &lt; 2.\n- Bonjour").unwrap();
        assert_eq!(transcript(&said), ["Un & deux 1 < 2. - Bonjour"]);
        let long: String =
            (0..100).map(|one| format!("00:{:02}.000 --> 00:{:02}.500\nUne phrase assez longue.\n\n", one % 60, one % 60)).collect();
        let paragraphs = transcript(&clean(&long).unwrap());
        assert!(paragraphs.len() > 4 && paragraphs.iter().all(|one| one.len() < 500 && one.ends_with('.')), "{paragraphs:?}");
        assert!(transcript("WEBVTT\n").is_empty());
    }
}
