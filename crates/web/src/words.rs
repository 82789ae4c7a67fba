//! Every word on screen, by language and key.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::typography;

/// A language the whole product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// French: spoken unless another language was chosen.
    French,
    /// English.
    English,
}

impl Language {
    /// Both languages.
    pub const ALL: [Language; 2] = [Language::French, Language::English];

    /// The BCP 47 tag, as in `<html lang>`, the cookie and the person's preference.
    pub fn tag(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
        }
    }

    /// The language of a tag; `None` for any other.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// The words of one feature in both languages, as embedded by its line in the list of features.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The feature's name, for messages about a faulty file.
    pub feature: &'static str,
    /// Text of `fr.ftl`.
    pub french: &'static str,
    /// Text of `en.ftl`.
    pub english: &'static str,
}

/// All words, loaded once.
pub struct Words {
    french: Spoken,
    english: Spoken,
    keys: BTreeSet<(&'static str, String)>,
}

/// The words of one language, and how it forms its plurals.
struct Spoken {
    bundle: FluentBundle<FluentResource>,
    plurals: PluralRules,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("keys", &self.keys.len()).finish()
    }
}

impl Words {
    /// Reads the word files. French is dressed as France prints it, so that the files can be typed on any keyboard.
    ///
    /// # Errors
    /// A sentence naming the feature and what is wrong: a line that cannot be read, or a key given twice.
    pub fn load(sources: &[Source]) -> Result<Words, String> {
        let mut keys = BTreeSet::new();
        let mut spoken = |language: Language| -> Result<Spoken, String> {
            let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
            let plurals = PluralRules::create(identifier.clone(), PluralRuleType::CARDINAL)?;
            let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
            // The marks that isolate directions are of no use between two left-to-right languages.
            bundle.set_use_isolating(false);
            for source in sources {
                let text = match language {
                    Language::French => typography::french(source.french),
                    Language::English => typography::english(source.english),
                };
                let faulty = |what: String| format!("words of {} ({}): {what}", source.feature, language.tag());
                let resource = FluentResource::try_new(text).map_err(|(_, errors)| faulty(format!("{errors:?}")))?;
                for line in resource.source().lines() {
                    if let Some((key, _)) = line.split_once(" =")
                        && key.starts_with(|c: char| c.is_ascii_lowercase())
                    {
                        keys.insert((language.tag(), key.to_owned()));
                    }
                }
                bundle.add_resource(resource).map_err(|errors| faulty(format!("{errors:?}")))?;
            }
            Ok(Spoken { bundle, plurals })
        };
        let french = spoken(Language::French)?;
        let english = spoken(Language::English)?;
        Ok(Words { french, english, keys })
    }

    /// The words of a key. A missing key shows as `⟦key⟧`, which the tests look for on every page.
    pub fn say(&self, language: Language, key: &str) -> Cow<'_, str> {
        self.say_with(language, key, &[])
    }

    /// The words of a key with its arguments filled in; numbers choose the plural when they are given as digits.
    pub fn say_with(&self, language: Language, key: &str, arguments: &[(&str, &str)]) -> Cow<'_, str> {
        let Spoken { bundle, plurals } = match language {
            Language::French => &self.french,
            Language::English => &self.english,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, language = language.tag(), "no such word");
            return Cow::Owned(format!("⟦{key}⟧"));
        };
        let mut errors = Vec::new();
        if arguments.is_empty() {
            return bundle.format_pattern(pattern, None, &mut errors);
        }
        let mut text = String::with_capacity(100);
        if fill(&mut text, pattern, arguments, plurals).is_some() {
            return Cow::Owned(text);
        }
        let mut filled = FluentArgs::with_capacity(arguments.len());
        for &(name, value) in arguments {
            match small_number(value) {
                Some(number) => filled.set(name.to_owned(), number),
                None => filled.set(name.to_owned(), value.to_owned()),
            }
        }
        Cow::Owned(bundle.format_pattern(pattern, Some(&filled), &mut errors).into_owned())
    }

    /// Every key of a language, sorted: for the test that compares both languages and looks for unused keys.
    pub fn keys(&self, language: Language) -> Vec<&str> {
        self.keys.iter().filter(|(tag, _)| *tag == language.tag()).map(|(_, key)| key.as_str()).collect()
    }
}

/// An argument as a number. A year or the number of a course must not be printed with a group separator, so one only counts when it is small.
fn small_number(value: &str) -> Option<u32> {
    value.parse().ok().filter(|number| *number < 1000)
}

/// Writes a pattern that puts its arguments in their places and chooses by small numbers, as nearly all do: a page of cards says dozens of them,
/// and has no need of the resolver, which is ready for references, functions and fractions. `None` when that is needed.
fn fill(text: &mut String, pattern: &Pattern<&str>, arguments: &[(&str, &str)], plurals: &PluralRules) -> Option<()> {
    let argument = |name: &str| arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
                text.push_str(argument(id.name)?);
            }
            PatternElement::Placeable {
                expression: Expression::Select { selector: InlineExpression::VariableReference { id }, variants },
            } => {
                let chosen = variant(variants, small_number(argument(id.name)?)?, plurals)?;
                fill(text, &chosen.value, arguments, plurals)?;
            }
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(())
}

/// What is said of this number: its own variant or that of its plural, whichever comes first, else the usual one.
fn variant<'a, 'b>(variants: &'a [Variant<&'b str>], number: u32, plurals: &PluralRules) -> Option<&'a Variant<&'b str>> {
    let plural = match plurals.select(number).ok()? {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    };
    let says = |variant: &&Variant<&str>| match variant.key {
        VariantKey::Identifier { name } => name == plural,
        VariantKey::NumberLiteral { value } => value.parse() == Ok(number),
    };
    variants.iter().find(says).or_else(|| variants.iter().find(|variant| variant.default))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::load(&[Source {
            feature: "test",
            french: "hello = Bonjour { $name } : ça va ?\nminutes = { $n ->\n    [one] une minute\n   *[other] { $n } minutes\n}\n",
            english: "hello = Hello { $name }\nminutes = { $n ->\n    [one] one minute\n   *[other] { $n } minutes\n}\n",
        }])
        .unwrap()
    }

    #[test]
    fn french_is_dressed_and_arguments_are_left_alone() {
        let words = words();
        assert_eq!(words.say_with(Language::French, "hello", &[("name", "a : b ?")]), "Bonjour a : b ?\u{a0}: ça va\u{202f}?");
        assert_eq!(words.say_with(Language::French, "minutes", &[("n", "1")]), "une minute");
        assert_eq!(words.say_with(Language::English, "minutes", &[("n", "4")]), "4 minutes");
        assert_eq!(words.say(Language::English, "nothing"), "⟦nothing⟧");
        assert_eq!(words.keys(Language::French), ["hello", "minutes"]);
    }

    #[test]
    fn what_is_filled_in_here_is_what_fluent_says() {
        let source = "a = { $n ->\n    [0] rien\n    [one] { $n } { $what } seul\n   *[other] { $n } { $what }s\n}, voilà\nb = { $n ->\n    [many] trop\n   *[few] peu\n}\n";
        let words = Words::load(&[Source { feature: "test", french: source, english: source }]).unwrap();
        for language in Language::ALL {
            let bundle = if language == Language::French { &words.french.bundle } else { &words.english.bundle };
            for key in ["a", "b"] {
                for n in ["0", "1", "2", "11", "101", "999", "1000", "12345", "beaucoup", "1.0"] {
                    let mut args = FluentArgs::new();
                    match n.parse::<u32>() {
                        Ok(number) if number < 1000 => args.set("n", number),
                        _ => args.set("n", n),
                    }
                    args.set("what", "message");
                    let pattern = bundle.get_message(key).unwrap().value().unwrap();
                    let said = bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
                    assert_eq!(words.say_with(language, key, &[("n", n), ("what", "message")]), said, "{key} {n}");
                }
            }
        }
        assert_eq!(words.say_with(Language::French, "a", &[("n", "0"), ("what", "message")]), "rien, voilà");
    }

    #[test]
    fn a_key_given_twice_is_refused() {
        let twice = Source { feature: "test", french: "a = 1\na = 2\n", english: "a = 1\n" };
        assert!(Words::load(&[twice]).unwrap_err().contains("test"));
    }
}
