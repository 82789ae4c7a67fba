//! A new password on a form: typed twice, under its rules. The same fields serve a mailed link and the preferences.
//!
//! The template `people/new_password.html` shows them; it is included where a view has `form` and `rules`.

use passwords::{ContextWords, LONGEST, Preset, Rule};
use web::{Filled, Message};

/// One rule as the form shows it.
#[derive(Clone, Debug)]
pub struct RuleLine {
    /// The rule's name, for scripts.
    pub name: &'static str,
    /// The key of its words, which may use `$least`.
    pub words: &'static str,
    /// How many characters at least; 0 where the rule has no number.
    pub least: usize,
    /// What a good password matches (flag `u`); `None` when only the server can tell.
    pub pattern: Option<&'static str>,
}

/// The rules of a preset, in the order to show them.
pub fn rules_for(preset: Preset) -> Vec<RuleLine> {
    passwords::rules(preset)
        .into_iter()
        .filter_map(|rule| {
            let (words, least) = match rule {
                Rule::Length(least) => ("new-password-length", least),
                Rule::Digit => ("new-password-digit", 0),
                Rule::Lower => ("new-password-lower", 0),
                Rule::Upper => ("new-password-upper", 0),
                Rule::Other => ("new-password-other", 0),
                Rule::NotGuessable => ("new-password-not-guessable", 0),
                Rule::TooLong => return None,
            };
            Some(RuleLine { name: rule.name(), words, least, pattern: passwords::rule_pattern(rule) })
        })
        .collect()
}

/// The new password, when it is good and was typed twice the same way. Otherwise everything wrong with it is noted in the form.
pub fn check(form: &mut Filled, preset: Preset, context: &ContextWords) -> Option<String> {
    let password = form.secret("new_password").to_owned();
    let unmet = passwords::unmet(preset, &password, context);
    for message in sentences(&unmet, password.is_empty()) {
        form.fault("new_password", message);
    }
    let same = form.secret("new_password_again") == password;
    if !same {
        form.fault("new_password_again", "new-password-differ");
    }
    (same && unmet.is_empty()).then_some(password)
}

/// What to say about the unmet rules: that it is short, what else is missing in one sentence, then what is wrong with what is there.
fn sentences(unmet: &[Rule], empty: bool) -> Vec<Message> {
    let mut sentences = Vec::new();
    let least = unmet.iter().find_map(|rule| if let Rule::Length(least) = rule { Some(least) } else { None });
    if let Some(least) = least {
        sentences.push(Message::new(if empty { "new-password-none" } else { "new-password-short" }).with("least", least));
    }
    // Nothing typed is not a word to blame.
    if empty {
        return sentences;
    }
    let mut missing = Message::new("new-password-missing");
    let mut place = "first";
    for rule in [Rule::Digit, Rule::Lower, Rule::Upper, Rule::Other] {
        let lacks = unmet.contains(&rule);
        missing = missing.with(rule.name(), if lacks { place } else { "no" });
        if lacks {
            place = "more";
        }
    }
    if place == "more" {
        sentences.push(missing);
    }
    if unmet.contains(&Rule::NotGuessable) {
        sentences.push(Message::new("new-password-guessable"));
    }
    if unmet.contains(&Rule::TooLong) {
        sentences.push(Message::new("new-password-too-long").with("most", LONGEST));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use web::{Language, Scene, Words};

    use super::*;

    fn said(new: &str, again: &str, preset: Preset) -> (Option<String>, Vec<String>) {
        let words: &'static Words = Box::leak(Box::new(Words::load(&[super::super::WORDS]).unwrap()));
        let scene = Scene { words, language: Language::French, base: String::new(), assets: &[] };
        let fields = [("new_password", new), ("new_password_again", again)];
        let mut form = Filled::from_fields(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let password = check(&mut form, preset, &ContextWords::new(["Camille", "Martin"]));
        (password, form.faults().iter().map(|(_, message)| message.say(&scene).into_owned()).collect())
    }

    #[test]
    fn a_good_password_typed_twice_is_given_back() {
        assert_eq!(said("Cerisier-bleu-47!", "Cerisier-bleu-47!", Preset::Nist), (Some("Cerisier-bleu-47!".into()), vec![]));
        let (password, faults) = said("Cerisier-bleu-47!", "cerisier-bleu-47!", Preset::Academie);
        assert_eq!((password, faults.len()), (None, 1));
    }

    #[test]
    fn all_that_is_missing_is_said_at_once() {
        assert_eq!(
            said("Vgt", "Vgt", Preset::Academie).1[..2],
            ["Il est trop court\u{a0}: 8 caractères au moins.", "Il manque encore\u{a0}: un chiffre, un signe comme *, - ou #."]
        );
        assert_eq!(
            said("rivage-vermillon", "rivage-vermillon", Preset::Academie).1,
            ["Il manque encore\u{a0}: un chiffre, une majuscule."]
        );
        assert_eq!(said("cerisier-bleu", "cerisier-bleu", Preset::Nist).1, ["Il est trop court\u{a0}: 15 caractères au moins."]);
        assert_eq!(said("", "", Preset::Academie).1, ["Choisissez un mot de passe\u{a0}: 8 caractères au moins."]);
    }

    #[test]
    fn a_name_and_its_dressing_are_refused() {
        let (password, faults) = said("Camille-Martin-1", "Camille-Martin-1", Preset::Academie);
        assert_eq!(password, None);
        assert!(faults.iter().any(|fault| fault.contains("se devine trop vite")), "{faults:?}");
    }

    #[test]
    fn every_preset_shows_its_rules() {
        assert_eq!(rules_for(Preset::Academie).len(), 6);
        assert_eq!(rules_for(Preset::Nist).iter().map(|rule| rule.least).collect::<Vec<_>>(), [15, 0]);
    }
}
