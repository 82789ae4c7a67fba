//! Passwords a guesser tries first: common ones in their usual dressings, and what fingers do on a keyboard.

use crate::common::{LONGEST_WORD, is_common};
use crate::fold::{readings, undisguise};

/// What fingers follow, in either direction: the alphabet, rows, columns and zigzags of French and English keyboards.
const PATHS: [&str; 24] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "02468",
    "13579",
    "147258369",
    "741852963",
    "789456123",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "1aqw2zsx3edc4rfv5tgb6yhn7ujm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "aqwzsxedcrfvtgbyhn",
    "qazwsxedcrfvtgbyhnujm",
    "wqaxszcdevfrbgtnhy",
    "1a2z3e4r5t6y7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "a1z2e3r4t5y6u7i8o9p0",
    "q1w2e3r4t5y6u7i8o9p0",
    "1a2b3c4d5e6f7g8h9i",
    "a1b2c3d4e5f6g7h8i9",
    "aqzsedrftgyhujikolpm",
    "azqsdwxc",
];
/// The shortest path or repetition that counts as one thing.
const SHORTEST_RUN: usize = 3;
/// The shortest common word that counts inside others.
const SHORTEST_WORD: usize = 4;
/// What is shorter is no better for being written again and again.
const SHORTEST_REPEATED: usize = 6;
/// What a path, a repetition or a year is worth; any character that belongs to nothing is worth as much.
const RUN: usize = 1;
/// What a common word is worth.
const WORD: usize = 2;
/// Worth of the letters, dressing taken off, and of the whole, up to which a password is guessable.
const CHEAP_CORE: usize = 2;
const CHEAP_WHOLE: usize = 3;
/// The longest unit of a repetition that is looked at as a dressed word, so that work grows with the length only.
const LONGEST_DRESSED: usize = 2 * LONGEST_WORD;
/// Disguised letters at each end of a word that are told from dressing.
const DISGUISED_END: usize = 6;

/// Whether a folded password is a common one, dressed or not, or worth no more.
pub(crate) fn is_guessable(folded: &str) -> bool {
    let signs: Vec<char> = folded.chars().collect();
    if is_dressed_common(&signs) {
        return true;
    }
    // One sign more between the pieces is dressing; many different ones are not.
    let mut marks: Vec<char> = signs.iter().copied().filter(|sign| !sign.is_alphanumeric()).collect();
    marks.sort_unstable();
    marks.dedup();
    let marks = marks.len().saturating_sub(2);

    readings(folded).iter().any(|reading| {
        let plain: Vec<char> = reading.chars().filter(|sign| sign.is_alphanumeric()).collect();
        [(plain.as_slice(), CHEAP_WHOLE), (letters_of(&plain), CHEAP_CORE)]
            .into_iter()
            .any(|(signs, most)| worth(signs, most).is_some_and(|worth| worth + marks <= most))
    }) || (1..SHORTEST_REPEATED).any(|once| signs.len() > once && is_repetition(&signs, once))
}

/// Whether a common word remains once digits and signs around it are taken off, forwards or backwards, once or doubled.
/// Those nearest to its letters may be letters in disguise, so each number of them is tried.
fn is_dressed_common(signs: &[char]) -> bool {
    let core = letters_of(signs);
    let Some(start) = signs.iter().position(|sign| sign.is_alphabetic()) else { return false };
    let end = start + core.len();
    let disguised = |sign: &&char| undisguise(**sign, 'i') != **sign;
    let before = signs.iter().take(start).rev().take(DISGUISED_END).take_while(disguised).count();
    let after = signs.iter().skip(end).take(DISGUISED_END).take_while(disguised).count();
    (start - before..=start).any(|from| {
        (end..=end + after).any(|to| {
            signs.get(from..to).is_some_and(|word| {
                ['1', 'i', 'l'].into_iter().any(|one| {
                    // The first of the three readings is the word as it is.
                    let read = |sign: &char| if one == '1' { *sign } else { undisguise(*sign, one) };
                    is_common_or_repeated(&word.iter().map(read).filter(|sign| sign.is_alphanumeric()).collect::<Vec<_>>())
                })
            })
        })
    })
}

fn is_common_or_repeated(word: &[char]) -> bool {
    let listed = |word: &[char]| {
        word.len() <= LONGEST_WORD && (is_common(&word.iter().collect::<String>()) || is_common(&word.iter().rev().collect::<String>()))
    };
    listed(word)
        || (2..=word.len() / SHORTEST_RUN).any(|times| {
            let once = word.len() / times;
            once <= LONGEST_DRESSED
                && is_repetition(word, once)
                && word.get(..once).is_some_and(|unit| listed(unit) || is_dressed_common(unit))
        })
}

/// From the first letter to the last.
fn letters_of(signs: &[char]) -> &[char] {
    let letter = |sign: &char| sign.is_alphabetic();
    match (signs.iter().position(letter), signs.iter().rposition(letter)) {
        (Some(first), Some(last)) => signs.get(first..=last).unwrap_or_default(),
        _ => &[],
    }
}

/// The fewest pieces these letters and digits are made of, by worth; `None` when that is more than `most`, or when there
/// is nothing common among them.
fn worth(signs: &[char], most: usize) -> Option<usize> {
    // For each place: the least worth before it, without and with a piece that is common.
    let mut least = vec![[usize::MAX; 2]; signs.len() + 1];
    *least.first_mut()? = [0, usize::MAX];
    for place in 0..signs.len() {
        let [bare, common] = *least.get(place)?;
        if bare.min(common) > most {
            continue;
        }
        let rest = signs.get(place..)?;
        if let Some([next_bare, next_common]) = least.get_mut(place + 1) {
            *next_bare = (*next_bare).min(bare.saturating_add(RUN));
            *next_common = (*next_common).min(common.saturating_add(RUN));
        }
        let mut piece = |length: usize, worth: usize| {
            if let Some([_, next]) = least.get_mut(place + length) {
                *next = (*next).min(bare.min(common) + worth);
            }
        };
        (SHORTEST_RUN..=longest_run(rest)).for_each(|length| piece(length, RUN));
        if is_year(rest) {
            piece(4, RUN);
        }
        let mut word: String = rest.iter().take(SHORTEST_WORD - 1).collect();
        for (length, letter) in (SHORTEST_WORD..=LONGEST_WORD).zip(rest.iter().skip(SHORTEST_WORD - 1)) {
            word.push(*letter);
            if is_common(&word) {
                piece(length, WORD);
            }
        }
    }
    least.last().map(|[_, common]| *common).filter(|worth| *worth <= most)
}

/// How far these go on along one path, or repeat one sign (`aaa`) or a pair (`ababab`).
fn longest_run(signs: &[char]) -> usize {
    let Some(first) = signs.first() else { return 0 };
    let along = |path: &mut dyn Iterator<Item = char>| path.zip(signs).take_while(|(step, sign)| step == *sign).count();
    let paths = PATHS.iter().flat_map(|path| {
        path.match_indices(*first).map(move |(at, _)| {
            let (back, forth) = (path.get(..=at).unwrap_or_default(), path.get(at..).unwrap_or_default());
            along(&mut forth.chars()).max(along(&mut back.chars().rev()))
        })
    });
    let same = signs.iter().take_while(|sign| *sign == first).count();
    let pairs = signs.iter().zip(signs.iter().skip(2)).take_while(|(sign, later)| sign == later).count() + 2;
    let pairs = if pairs >= 6 { pairs } else { 0 };
    paths.max().unwrap_or(0).max(same).max(pairs)
}

fn is_year(signs: &[char]) -> bool {
    matches!(signs, ['1', '9', a, b, ..] | ['2', '0', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit())
}

/// Whether these are their first so many again and again, and nothing else.
fn is_repetition(signs: &[char], once: usize) -> bool {
    once > 0 && signs.len().is_multiple_of(once) && signs.iter().zip(signs.iter().skip(once)).all(|(sign, later)| sign == later)
}

#[cfg(test)]
#[path = "guessable_tests.rs"]
mod tests;
