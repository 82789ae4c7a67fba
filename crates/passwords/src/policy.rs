//! What a new password must be. The rules are data of an académie: one of two presets.

use std::str::FromStr;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::ContextWords;
use crate::fold::{fold, nfc};
use crate::guessable::is_guessable;

/// Characters a password may have, whatever the preset.
pub const LONGEST: usize = 256;

const ACADEMIE_LENGTH: usize = 8;
const NIST_LENGTH: usize = 15;

/// A set of rules; the greater one is the stricter one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    /// Eight characters with a digit, a lower-case letter, an upper-case letter and another character.
    Academie,
    /// Fifteen characters of any kind.
    Nist,
}

impl Preset {
    /// The name under which it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Preset::Academie => "academie",
            Preset::Nist => "nist",
        }
    }
}

impl FromStr for Preset {
    type Err = UnknownPreset;

    fn from_str(name: &str) -> Result<Preset, UnknownPreset> {
        [Preset::Academie, Preset::Nist].into_iter().find(|preset| preset.as_str() == name).ok_or(UnknownPreset)
    }
}

/// A name that is no preset's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a password preset is academie or nist")]
pub struct UnknownPreset;

/// One rule about a password. Characters are counted in Unicode scalar values of its form NFC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// It has at least so many characters.
    Length(usize),
    /// It has a decimal digit.
    Digit,
    /// It has a lower-case letter.
    Lower,
    /// It has an upper-case letter.
    Upper,
    /// It has a character that is neither a letter nor a decimal digit.
    Other,
    /// It is neither a common password nor little more than words around the person and the site.
    NotGuessable,
    /// It has at most [`LONGEST`] characters. Never shown, for hardly anybody meets it.
    TooLong,
}

impl Rule {
    /// The name under which pages speak of it.
    pub const fn name(self) -> &'static str {
        match self {
            Rule::Length(_) => "length",
            Rule::Digit => "digit",
            Rule::Lower => "lower",
            Rule::Upper => "upper",
            Rule::Other => "other",
            Rule::NotGuessable => "not-guessable",
            Rule::TooLong => "too-long",
        }
    }

    fn met_by(self, password: &str, context: &ContextWords) -> bool {
        let has = |wanted: fn(char) -> bool| password.chars().any(wanted);
        match self {
            Rule::Length(least) => password.chars().count() >= least,
            Rule::Digit => has(|sign| sign.general_category() == GeneralCategory::DecimalNumber),
            Rule::Lower => has(|sign| sign.general_category() == GeneralCategory::LowercaseLetter),
            Rule::Upper => has(|sign| sign.general_category() == GeneralCategory::UppercaseLetter),
            Rule::Other => has(|sign| {
                sign.general_category_group() != GeneralCategoryGroup::Letter && sign.general_category() != GeneralCategory::DecimalNumber
            }),
            // One that is too long is refused for that, before work grows with its length.
            Rule::NotGuessable => {
                !Rule::TooLong.met_by(password, context) || {
                    let folded = fold(password);
                    !is_guessable(&folded) && !context.make_up(&folded)
                }
            }
            Rule::TooLong => password.chars().count() <= LONGEST,
        }
    }
}

/// The rules of a preset to show, in the order to show them.
pub fn rules(preset: Preset) -> Vec<Rule> {
    match preset {
        Preset::Academie => vec![Rule::Length(ACADEMIE_LENGTH), Rule::Digit, Rule::Lower, Rule::Upper, Rule::Other, Rule::NotGuessable],
        Preset::Nist => vec![Rule::Length(NIST_LENGTH), Rule::NotGuessable],
    }
}

/// All rules a password breaks, in the order of [`rules`]; empty when it is good.
pub fn unmet(preset: Preset, password: &str, context: &ContextWords) -> Vec<Rule> {
    let normal = nfc(password);
    rules(preset).into_iter().chain([Rule::TooLong]).filter(|rule| !rule.met_by(&normal, context)).collect()
}

/// The rule as a regular expression for the browser (flag `u`, on the NFC form), where it is one; the same meaning as here.
pub fn rule_pattern(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::Length(ACADEMIE_LENGTH) => Some(r"^[\s\S]{8,}$"),
        Rule::Length(NIST_LENGTH) => Some(r"^[\s\S]{15,}$"),
        Rule::Digit => Some(r"\p{Nd}"),
        Rule::Lower => Some(r"\p{Ll}"),
        Rule::Upper => Some(r"\p{Lu}"),
        Rule::Other => Some(r"[^\p{L}\p{Nd}]"),
        Rule::Length(_) | Rule::NotGuessable | Rule::TooLong => None,
    }
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
