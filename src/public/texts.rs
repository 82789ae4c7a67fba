//! The pages of the footer: texts in Markdown, in both languages, with what each académie must say of itself filled in.
//!
//! | GET /legal /about /contact /accessibility /privacy | in the académie's own words, or as they ship     |
//! | GET /help/use                                      | how to use the site                              |
//! | GET /help/sign-in                                  | the guide of `docs/`, from the link to the course |
//! | GET /help/build                                    | the guide of `docs/` for those who build courses |

use web::{Answer, Language, Message, filters};

use super::markdown::{self, Fill};
use crate::academies::texts;
use crate::visit::{OrProblem, Visit};

web::view! { "public/text.html" =>
    struct Reading {
        title: String,
        html: String,
        /// The path of the sign-in page, for a reader who was on her way in.
        back: Option<String>,
    }
}

db::text_enum! {
    /// One page of the footer.
    pub enum Text {
        /// Mentions légales.
        Legal = "legal",
        /// À propos.
        About = "about",
        /// Contact.
        Contact = "contact",
        /// Aide à la connexion.
        HelpSignIn = "guide",
        /// Comment construire un parcours.
        HelpBuild = "building",
        /// Aide à l'utilisation.
        HelpUse = "manual",
        /// Accessibilité.
        Accessibility = "accessibility",
        /// Données personnelles.
        Privacy = "privacy",
    }
}

pub async fn show(visit: Visit, text: Text) -> Answer {
    let academy = &visit.academy;
    let fill = Fill {
        full_name: &academy.full_name,
        of_name: &academy.of_name,
        origin: &visit.app.config.origin,
        support_contact: academy.support_contact.as_deref(),
        pictures: &format!("help/{}/", visit.language().tag()),
        assets: visit.scene.assets,
    };
    let own = texts::source(&visit.app.db, academy.id, text.as_str(), visit.language().tag()).await.or_problem()?;
    let page = markdown::render(own.as_deref().unwrap_or(text.shipped(visit.language())), &fill);
    let query = visit.query();
    let back = visit.wanted(&query).filter(|_| visit.person().is_none()).map(|wanted| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", wanted).finish();
        format!("/sign-in?{query}")
    });
    let title = Message::new("shell-given").with("text", &page.title);
    let view = Reading { title: page.title, html: page.html, back };
    if view.back.is_some() { visit.door_page(title, &view) } else { visit.page(title, &view) }
}

impl Text {
    /// The text that comes with the program, for académies that did not write their own.
    pub fn shipped(self, language: Language) -> &'static str {
        let [french, english] = match self {
            Text::Legal => [include_str!("pages/legal.fr.md"), include_str!("pages/legal.en.md")],
            Text::About => [include_str!("pages/about.fr.md"), include_str!("pages/about.en.md")],
            Text::Contact => [include_str!("pages/contact.fr.md"), include_str!("pages/contact.en.md")],
            Text::HelpSignIn => [include_str!("../../docs/fr/connexion-directe.md"), include_str!("../../docs/en/direct-sign-in.md")],
            Text::HelpBuild => {
                [include_str!("../../docs/fr/construire-un-parcours.md"), include_str!("../../docs/en/building-a-course.md")]
            }
            Text::HelpUse => [include_str!("pages/help-use.fr.md"), include_str!("pages/help-use.en.md")],
            Text::Accessibility => [include_str!("pages/accessibility.fr.md"), include_str!("pages/accessibility.en.md")],
            Text::Privacy => [include_str!("pages/privacy.fr.md"), include_str!("pages/privacy.en.md")],
        };
        match language {
            Language::French => french,
            Language::English => english,
        }
    }

    /// Its name in the footer.
    pub fn word(self) -> &'static str {
        match self {
            Text::Legal => "shell-legal",
            Text::About => "shell-about",
            Text::Contact => "shell-contact",
            Text::HelpSignIn => "shell-help-sign-in",
            Text::HelpBuild => "shell-help-build",
            Text::HelpUse => "shell-help-use",
            Text::Accessibility => "shell-accessibility",
            Text::Privacy => "shell-privacy",
        }
    }

    /// Where it is read, below its académie.
    pub fn path(self) -> &'static str {
        match self {
            Text::Legal => "/legal",
            Text::About => "/about",
            Text::Contact => "/contact",
            Text::HelpSignIn => "/help/sign-in",
            Text::HelpBuild => "/help/build",
            Text::HelpUse => "/help/use",
            Text::Accessibility => "/accessibility",
            Text::Privacy => "/privacy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_a_title_and_nothing_left_to_fill_in() {
        for support_contact in [None, Some("assistance@example.org")] {
            let fill = Fill {
                full_name: "Académie d’Essai",
                of_name: "de l’académie d’Essai",
                origin: "https://formation.example.org",
                support_contact,
                pictures: "help/fr/",
                assets: &[],
            };
            for (text, language) in Text::ALL.iter().flat_map(|text| Language::ALL.map(|language| (*text, language))) {
                let page = markdown::render(text.shipped(language), &fill);
                assert!(!page.title.is_empty() && page.html.len() > 500, "{text:?} {language:?}");
                assert!(!page.html.contains(['{', '}']) && !page.html.contains("<h1"), "{text:?} {language:?}");
                let names_it = page.html.contains("mailto:assistance@example.org");
                assert!(text != Text::Contact || names_it == support_contact.is_some(), "{language:?}");
            }
        }
    }
}
