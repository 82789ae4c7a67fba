//! What can be answered: one line each in the form, and the same answer still when it is written better.

use std::collections::HashSet;

use db::Tx;
use web::{Filled, Message};

/// The fewest and the most answers.
const FEWEST: usize = 2;
/// See [`FEWEST`].
const MOST: usize = 20;
/// The longest answer, in characters.
const LONGEST: usize = 200;

db::row! {
    /// An answer that is there.
    struct Known {
        id: i64,
        words: String,
        withdrawn: bool,
    }
}

/// The answers of a form, one a line; empty lines are none.
pub fn lines(form: &Filled) -> Vec<String> {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    form.value("answers").lines().map(line).filter(|line| !line.is_empty()).collect()
}

/// Finds what is to be put right in them.
pub fn check(form: &mut Filled) {
    let text = form.paragraphs("answers", MOST * (LONGEST + 2));
    form.set("answers", text);
    let lines = lines(form);
    let longest = lines.iter().find(|line| line.chars().count() > LONGEST);
    let mut seen = HashSet::new();
    let twice = lines.iter().find(|line| !seen.insert(line.to_lowercase()));
    if lines.len() < FEWEST || lines.len() > MOST {
        form.fault("answers", "choice-answers-number");
    } else if longest.is_some() {
        form.fault("answers", Message::new("choice-answers-long").with("max", LONGEST));
    } else if let Some(line) = twice {
        form.fault("answers", Message::new("choice-answers-twice").with("answer", line));
    }
}

/// Which answer each line is: the one that reads the same, wherever it stands now; else, between two that stayed, the one that stood at that
/// place. Nothing for one that is new.
fn recognised(known: &[Known], lines: &[String]) -> Vec<Option<i64>> {
    let mut ids: Vec<Option<i64>> = lines.iter().map(|line| known.iter().find(|old| old.words == *line).map(|old| old.id)).collect();
    let stayed: HashSet<i64> = ids.iter().flatten().copied().collect();
    // Lines that changed and answers that went, by the answer before them that stayed.
    let mut place = 0;
    while place < ids.len() {
        if ids.get(place).is_some_and(Option::is_some) {
            place += 1;
            continue;
        }
        let before = place.checked_sub(1).and_then(|before| ids.get(before).copied().flatten());
        let changed = ids.iter().skip(place).take_while(|id| id.is_none()).count();
        let offered = || known.iter().filter(|old| !old.withdrawn || stayed.contains(&old.id));
        let after = offered().skip_while(|old| before.is_some_and(|before| old.id != before)).skip(usize::from(before.is_some()));
        let went: Vec<i64> = after.take_while(|old| !stayed.contains(&old.id)).map(|old| old.id).collect();
        // Fewer lines than before: nobody can say which one went.
        if went.len() <= changed {
            for (slot, id) in ids.iter_mut().skip(place).zip(went) {
                *slot = Some(id);
            }
        }
        place += changed;
    }
    ids
}

/// Stores the answers of a sondage. What was answered and is no longer offered stays, withdrawn. The caller holds the sondage.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, academy_id: i64, activity_id: i64, lines: &[String]) -> db::Result<()> {
    let known: Vec<Known> = tx
        .all(
            "select id, words, withdrawn from choice_option where academy_id = $1 and activity_id = $2 order by position, id",
            &db::args![academy_id, activity_id],
        )
        .await?;
    let ids = recognised(&known, lines);
    for gone in known.iter().filter(|old| !ids.contains(&Some(old.id))) {
        let unused = "delete from choice_option where academy_id = $1 and activity_id = $2 and id = $3
                         and not exists (select 1 from choice_pick k where k.option_id = choice_option.id)";
        let used = "update choice_option set withdrawn = true where academy_id = $1 and activity_id = $2 and id = $3";
        for sql in [unused, used] {
            tx.run(sql, &db::args![academy_id, activity_id, gone.id]).await?;
        }
    }
    for ((line, id), position) in lines.iter().zip(ids).zip(1_i64..) {
        match id {
            Some(id) => {
                let sql = "update choice_option set words = $4, position = $5, withdrawn = false
                            where academy_id = $1 and activity_id = $2 and id = $3";
                tx.run(sql, &db::args![academy_id, activity_id, id, line, position]).await?;
            }
            None => {
                let sql = "insert into choice_option (academy_id, activity_id, position, words) values ($1, $2, $3, $4)";
                tx.run(sql, &db::args![academy_id, activity_id, position, line]).await?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(words: &[&str]) -> Vec<Known> {
        let one = |(word, id): (&&str, i64)| Known { id, words: word.trim_start_matches('-').to_owned(), withdrawn: word.starts_with('-') };
        words.iter().zip(1..).map(one).collect()
    }

    fn ids(old: &[&str], new: &[&str]) -> Vec<i64> {
        let lines: Vec<String> = new.iter().map(|&line| line.to_owned()).collect();
        recognised(&known(old), &lines).into_iter().map(|id| id.unwrap_or(0)).collect()
    }

    #[test]
    fn an_answer_stays_itself_when_it_is_moved_or_written_better() {
        let old = ["Oui", "Nom", "Peut-être"];
        assert_eq!(ids(&old, &["Oui", "Nom", "Peut-être"]), [1, 2, 3]);
        assert_eq!(ids(&old, &["Peut-être", "Oui", "Nom"]), [3, 1, 2]);
        assert_eq!(ids(&old, &["Oui", "Non", "Peut-être"]), [1, 2, 3]);
        assert_eq!(ids(&old, &["Oui", "Non", "Peut-être", "Jamais"]), [1, 2, 3, 0]);
        assert_eq!(ids(&old, &["Oui, toujours", "Nom", "Peut-être"]), [1, 2, 3]);
        assert_eq!(ids(&old, &["Oui", "Nom", "Qui sait", "Jamais"]), [1, 2, 3, 0]);
    }

    #[test]
    fn a_new_answer_takes_the_place_of_none() {
        let old = ["Lundi", "Mardi", "Jeudi"];
        assert_eq!(ids(&old, &["Lundi", "Mardi", "Mercredi", "Jeudi"]), [1, 2, 0, 3]);
        assert_eq!(ids(&old, &["Mardi", "Jeudi", "Vendredi"]), [2, 3, 0]);
        assert_eq!(ids(&old, &["Samedi", "Lundi", "Mardi", "Jeudi"]), [0, 1, 2, 3]);
        // Two went, one came: nobody can say which of the two it is.
        assert_eq!(ids(&old, &["Lundi", "Dimanche"]), [1, 0]);
        assert_eq!(ids(&[], &["A", "B"]), [0, 0]);
    }

    #[test]
    fn what_was_withdrawn_is_offered_again_by_its_words_only() {
        assert_eq!(ids(&["Oui", "-Bof", "Non"], &["Oui", "Bof", "Non"]), [1, 2, 3]);
        assert_eq!(ids(&["Oui", "-Bof", "Non"], &["Oui", "Autre", "Non"]), [1, 0, 3]);
    }

    #[test]
    fn two_to_twenty_different_lines_are_answers() {
        let faults = |answers: &str| {
            let mut form = Filled::from_fields(vec![("answers".into(), answers.into())]);
            check(&mut form);
            form.errors("answers").len()
        };
        let many = |count: usize| (0..count).map(|line| format!("{line}\n")).collect::<String>();
        for fine in ["Oui\nNon", " Oui \r\n\r\n  Non  \n", &many(20)] {
            assert_eq!(faults(fine), 0, "{fine:?}");
        }
        for wrong in ["", "Oui", "Oui\n\n \n", "Oui\nNon\noui", &many(21), &format!("Oui\n{}", "x".repeat(201))] {
            assert_eq!(faults(wrong), 1, "{wrong:?}");
        }
    }
}
