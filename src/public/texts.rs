//! The pages of the footer: texts in Markdown, in both languages, with what each académie must say of itself filled in.
//!
//! | GET /legal /about /contact /accessibility /privacy | as they ship                                     |
//! | GET /help/use                                      | how to use the site                              |
//! | GET /help/sign-in                                  | the guide of `docs/`, from the link to the course |

use web::{Answer, Language, Message, filters};

use super::markdown::{self, Fill};
use crate::visit::Visit;

web::view! { "public/text.html" =>
    struct Reading {
        title: String,
        html: String,
        /// The path of the sign-in page, for a reader who was on her way in.
        back: Option<String>,
    }
}

/// One page of the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Mentions légales.
    Legal,
    /// À propos.
    About,
    /// Contact.
    Contact,
    /// Aide à la connexion.
    HelpSignIn,
    /// Aide à l'utilisation.
    HelpUse,
    /// Accessibilité.
    Accessibility,
    /// Données personnelles.
    Privacy,
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
    let page = markdown::render(text.source(visit.language()), &fill);
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
    fn source(self, language: Language) -> &'static str {
        let [french, english] = match self {
            Text::Legal => [include_str!("pages/legal.fr.md"), include_str!("pages/legal.en.md")],
            Text::About => [include_str!("pages/about.fr.md"), include_str!("pages/about.en.md")],
            Text::Contact => [include_str!("pages/contact.fr.md"), include_str!("pages/contact.en.md")],
            Text::HelpSignIn => [include_str!("../../docs/fr/connexion-directe.md"), include_str!("../../docs/en/direct-sign-in.md")],
            Text::HelpUse => [include_str!("pages/help-use.fr.md"), include_str!("pages/help-use.en.md")],
            Text::Accessibility => [include_str!("pages/accessibility.fr.md"), include_str!("pages/accessibility.en.md")],
            Text::Privacy => [include_str!("pages/privacy.fr.md"), include_str!("pages/privacy.en.md")],
        };
        match language {
            Language::French => french,
            Language::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Text; 7] = [Text::Legal, Text::About, Text::Contact, Text::HelpSignIn, Text::HelpUse, Text::Accessibility, Text::Privacy];

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
            for (text, language) in ALL.into_iter().flat_map(|text| Language::ALL.map(|language| (text, language))) {
                let page = markdown::render(text.source(language), &fill);
                assert!(!page.title.is_empty() && page.html.len() > 500, "{text:?} {language:?}");
                assert!(!page.html.contains(['{', '}']) && !page.html.contains("<h1"), "{text:?} {language:?}");
                let names_it = page.html.contains("mailto:assistance@example.org");
                assert!(text != Text::Contact || names_it == support_contact.is_some(), "{language:?}");
            }
        }
    }
}
