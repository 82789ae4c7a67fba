//! What a letter says, template by template.

use web::Scene;

use super::Link;
use super::letter::Template;
use crate::academies::Academy;
use crate::people::Person;

/// By which name its reader is greeted.
pub(super) fn greeted(template: Template, person: Option<&Person>) -> Option<&str> {
    let name = person.map(|person| person.first_name.as_str()).filter(|_| !template.goes_to_a_stranger())?;
    (!name.is_empty() && is_no_address(name)).then_some(name)
}

/// Whether a text that somebody typed stays a text: mail programs make links of whatever looks like an address of the web.
pub fn is_no_address(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let dotted = |three: &[char]| matches!(three, [before, '.', after] if before.is_alphanumeric() && after.is_alphabetic());
    !text.contains("://") && !text.contains('@') && !characters.windows(3).any(dotted)
}

/// What a letter is about, as its sentences name it.
pub(super) struct Matter<'a> {
    pub template: Template,
    pub academy: &'a Academy,
    /// Those that still live, each with its holder.
    pub links: &'a [(Link, Person)],
    pub person: Option<&'a Person>,
    /// The title of a course.
    pub course: Option<&'a str>,
    /// Of two accounts that become one, the one that stays and the one that joins it, by their addresses.
    pub accounts: (String, String),
}

/// What stands before the links.
pub(super) fn opening(scene: &Scene, matter: &Matter<'_>) -> Vec<String> {
    let Matter { template, academy, links, person, course, accounts } = matter;
    let account = person.map(|person| person.username.as_str()).unwrap_or_default();
    let named: [(&str, &str); 5] =
        [("academy", &academy.full_name), ("of", &academy.of_name), ("account", account), ("kept", &accounts.0), ("gone", &accounts.1)];
    let say = |key: &str| scene.say_with(key, &named).into_owned();
    match template {
        Template::Reset if links.len() > 1 => vec![say("letter-reset-asked-several"), say("letter-reset-choose")],
        Template::Reset => vec![say("letter-reset-asked"), say("letter-reset-follow")],
        Template::Suspended if person.is_some_and(|person| person.suspended_at.is_none()) => {
            vec![say("letter-reset-asked"), say("letter-suspended-here")]
        }
        Template::Suspended => vec![say("letter-reset-asked"), say("letter-suspended")],
        Template::Invitation => {
            let course = course.map(|title| scene.say_with("letter-invitation-course", &[("title", title)]).into_owned());
            let leads_on = links.first().is_some_and(|(link, _)| link.inside().is_some());
            let follow = say(if leads_on { "letter-invitation-follow" } else { "letter-invitation-follow-plain" });
            [Some(say("letter-invitation-made")), course, Some(follow)].into_iter().flatten().collect()
        }
        Template::Enrolled | Template::PlaceFree => {
            let course = course.map(|title| scene.say_with("letter-invitation-course", &[("title", title)]).into_owned());
            let made = if *template == Template::PlaceFree { "letter-place-free-made" } else { "letter-enrolled-made" };
            [Some(say(made)), course].into_iter().flatten().collect()
        }
        Template::NewOffers => vec![say("letter-new-offers-here")],
        // Who wrote what is told by the forums.
        Template::ForumPost | Template::ForumDigest => vec![],
        Template::Merge => vec![say("letter-merge-asked"), say("letter-merge-kept")],
        Template::Merged => vec![say("letter-merged"), say("letter-merged-both")],
        Template::MergedUnproven => vec![say("letter-merged"), say("letter-merged-unproven")],
        Template::NewAddress => vec![say("letter-new-address-asked")],
        Template::AddressTaken => vec![say("letter-address-taken")],
        Template::PasswordChanged => vec![say("letter-password-changed")],
    }
}

/// The word key on the button of a link.
pub(super) fn button(template: Template) -> Option<&'static str> {
    match template {
        Template::Reset => Some("letter-reset-button"),
        Template::Invitation => Some("letter-invitation-button"),
        Template::NewAddress => Some("letter-new-address-button"),
        Template::Merge => Some("letter-merge-button"),
        Template::Suspended
        | Template::Enrolled
        | Template::PlaceFree
        | Template::AddressTaken
        | Template::PasswordChanged
        | Template::NewOffers
        | Template::ForumPost
        | Template::ForumDigest
        | Template::Merged
        | Template::MergedUnproven => None,
    }
}

/// What stands after them.
pub(super) fn closing(scene: &Scene, template: Template, academy: &Academy) -> Vec<String> {
    let say = |key: &str| scene.say(key).into_owned();
    let mut closing = match template {
        Template::Reset => vec![say("letter-reset-valid"), say("letter-not-you")],
        Template::Suspended => vec![],
        Template::Invitation => vec![say("letter-invitation-valid")],
        Template::Enrolled | Template::PlaceFree => vec![say("letter-enrolled-account")],
        Template::NewOffers => vec![say("letter-new-offers-why")],
        Template::ForumPost | Template::ForumDigest => vec![say("letter-forum-why")],
        Template::Merge => vec![say("letter-merge-valid")],
        Template::Merged | Template::MergedUnproven => vec![say("letter-merged-not-you")],
        Template::NewAddress => vec![say("letter-new-address-valid"), say("letter-not-you")],
        Template::AddressTaken => vec![say("letter-not-you")],
        Template::PasswordChanged => vec![say("letter-password-changed-not-you")],
    };
    if let Some(support) = &academy.support_contact {
        closing.push(scene.say_with("letter-support", &[("address", support)]).into_owned());
    }
    closing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_program_would_make_a_link_of_is_seen() {
        for text in ["Session Essai parcours 2", "Évaluer : 3.5 h", "Lire, écrire… compter.", "Jean-Marc"] {
            assert!(is_no_address(text), "{text}");
        }
        for text in ["Voir https://evil.example", "evil.example", "x@evil", "www.evil", "Gagnez sur évil.fr !"] {
            assert!(!is_no_address(text), "{text}");
        }
    }
}
