use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;

use super::*;

fn nobody() -> ContextWords {
    ContextWords::default()
}

fn names(unmet: &[Rule]) -> String {
    unmet.iter().map(|rule| rule.name()).collect::<Vec<_>>().join(" ")
}

fn academie(password: &str) -> String {
    names(&unmet(Preset::Academie, password, &nobody()))
}

#[test]
fn every_unmet_rule_is_told_at_once_and_in_order() {
    assert_eq!(academie(""), "length digit lower upper other");
    assert_eq!(academie("Azerty"), "length digit other not-guessable");
    assert_eq!(academie("cerisier bleu"), "digit upper");
    assert_eq!(academie("Cerisier-bleu-47!"), "");
    assert_eq!(academie(&"x".repeat(257)), "digit upper other too-long");
    assert_eq!(academie(&format!("A1!{}", "éàüçñ".repeat(50))), "");
    assert_eq!(names(&unmet(Preset::Nist, "Xk9$wq2T", &nobody())), "length");
    assert_eq!(names(&unmet(Preset::Nist, "le vélo de tante grince", &nobody())), "");
    assert_eq!(names(&unmet(Preset::Nist, "motdepassemotdepasse", &nobody())), "not-guessable");
}

#[test]
fn characters_are_counted_as_people_see_them() {
    // Seven characters, one of them typed as a letter and an accent; then eight beyond the first plane.
    assert_eq!(academie("Xk9$we\u{301}T"), "length");
    assert_eq!(academie("Xk9$wéTq"), "");
    assert_eq!(academie("𝐀𝐛٣🚲🚲🚲🚲🚲"), "");
}

#[test]
fn the_password_of_the_demonstration_is_good() {
    let words =
        ["m@gistère", "magistere", "Académie de Besançon", "BESANÇON", "ac-besancon", "Camille", "Martin", "camille.martin@example.org"];
    let context = ContextWords::new(words);
    assert_eq!(unmet(Preset::Academie, "Cerisier-bleu-47!", &context), []);
    assert_eq!(unmet(Preset::Nist, "Cerisier-bleu-47!", &context), []);
    assert_eq!(names(&unmet(Preset::Academie, "C.Martin25!", &context)), "not-guessable");
    assert_eq!(names(&unmet(Preset::Academie, "B3sançon&25", &context)), "not-guessable");
}

#[test]
fn presets_are_ordered_and_named() {
    assert_eq!(Preset::Academie.max(Preset::Nist), Preset::Nist);
    for preset in [Preset::Academie, Preset::Nist] {
        assert_eq!(preset.as_str().parse(), Ok(preset));
    }
    assert_eq!("Nist".parse::<Preset>(), Err(UnknownPreset));
    assert_eq!(names(&rules(Preset::Academie)), "length digit lower upper other not-guessable");
    assert_eq!(names(&rules(Preset::Nist)), "length not-guessable");
}

/// The patterns that browsers run, as this language reads them: the two dialects agree on all that stands in these.
fn patterns() -> Vec<(Rule, Regex)> {
    let shown = [Preset::Academie, Preset::Nist].into_iter().flat_map(rules);
    shown.filter_map(|rule| Some((rule, Regex::new(rule_pattern(rule)?).unwrap()))).collect()
}

#[test]
fn every_shown_rule_but_one_is_checked_live() {
    let without: Vec<_> =
        [Preset::Academie, Preset::Nist].into_iter().flat_map(rules).filter(|rule| rule_pattern(*rule).is_none()).collect();
    assert_eq!(without, [Rule::NotGuessable, Rule::NotGuessable]);
}

#[test]
fn browser_and_server_mean_the_same_by_rare_characters() {
    // ª and ⓐ are lower-case by property but no letters Ll; ² and Ⅷ are numbers but no decimal digits; ǅ is title-case.
    for sign in ["ª", "ⓐ", "²", "Ⅷ", "ǅ", "٣", "ß", "ẞ", "中", "\u{301}", "🚲", "_", " ", "\n", "\u{0}"] {
        for (rule, pattern) in patterns() {
            assert_eq!(rule.met_by(sign, &nobody()), pattern.is_match(sign), "{rule:?} {sign:?}");
        }
    }
}

/// A character that the tables of this version of Unicode know: about one of a later version, browser and server may differ.
fn known_character() -> impl Strategy<Value = char> {
    static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Cn}").unwrap());
    any::<char>().prop_filter("not in Unicode yet", |sign| !UNKNOWN.is_match(sign.encode_utf8(&mut [0; 4])))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn browser_and_server_mean_the_same(password in proptest::collection::vec(known_character(), 0..20)) {
        let password = nfc(&password.into_iter().collect::<String>());
        for (rule, pattern) in patterns() {
            prop_assert_eq!(rule.met_by(&password, &nobody()), pattern.is_match(&password), "{:?}", rule);
        }
    }

    #[test]
    fn no_text_is_too_strange(password in proptest::collection::vec(any::<char>(), 0..300), word in proptest::collection::vec(any::<char>(), 0..30)) {
        let (password, word): (String, String) = (password.into_iter().collect(), word.into_iter().collect());
        for preset in [Preset::Academie, Preset::Nist] {
            let unmet = unmet(preset, &password, &ContextWords::new([word.as_str(), "Camille"]));
            if unmet.is_empty() {
                let length = nfc(&password).chars().count();
                let least = if preset == Preset::Nist { NIST_LENGTH } else { ACADEMIE_LENGTH };
                prop_assert!((least..=LONGEST).contains(&length));
            }
        }
    }

    #[test]
    fn no_mixture_of_ordinary_signs_is_too_strange(signs in proptest::collection::vec(0_u8..40, 0..60)) {
        let password: String = signs.into_iter().filter_map(|sign| "azertyAZ0123456789!@$-abcé toto'(".chars().nth(sign.into())).collect();
        let _ = unmet(Preset::Academie, &password, &ContextWords::new([password.as_str()]));
    }
}
