//! Every feature of the product, one line each: its addresses and its words.

use web::Source;

use crate::activities::{Activity, book, choice, file, folder, forum, label, milestone, page, url, video};
use crate::visit::Routes;
use crate::{
    authoring, catalogue, courses, demo_pages, editor, enrolment, finder, indexing, lifecycle, links, management, media, merging, my, news,
    old_links, people, preferences, problems, profile, public, shell, sign_in,
};

/// Every kind of activity, in the order in which a trainer is offered them.
pub const KINDS: &[&dyn Activity] = &[
    // One line each.
    &label::Label,
    &page::Page,
    &file::File,
    &folder::Folder,
    &url::Link,
    &video::Video,
    &book::Book,
    &forum::Forum,
    &milestone::Milestone,
    &choice::Choice,
];

/// The words of every feature but the kinds of activities.
const WORDS: &[Source] = &[
    shell::WORDS,
    problems::WORDS,
    people::WORDS,
    links::WORDS,
    public::WORDS,
    sign_in::WORDS,
    profile::WORDS,
    preferences::WORDS,
    editor::WORDS,
    indexing::WORDS,
    courses::WORDS,
    crate::activities::WORDS,
    enrolment::WORDS,
    lifecycle::WORDS,
    my::WORDS,
    management::WORDS,
    finder::WORDS,
    authoring::WORDS,
    media::WORDS,
    catalogue::WORDS,
    news::WORDS,
    merging::WORDS,
    demo_pages::WORDS,
];

/// Every word there is.
pub fn words() -> Vec<Source> {
    WORDS.iter().copied().chain(KINDS.iter().map(|kind| kind.words())).collect()
}

/// The addresses inside an académie, below its slug.
pub fn routes() -> Routes {
    let features = public::routes()
        .and(sign_in::routes())
        .and(profile::routes())
        .and(preferences::routes())
        .and(editor::routes())
        .and(courses::routes())
        .and(enrolment::routes())
        .and(lifecycle::routes())
        .and(my::routes())
        .and(authoring::routes())
        .and(media::routes())
        .and(catalogue::routes())
        .and(news::routes())
        .and(management::routes())
        .and(merging::routes())
        .and(finder::routes())
        .and(old_links::routes());
    KINDS.iter().fold(features, |routes, kind| routes.and(kind.routes()))
}

/// The addresses outside of académies. The demonstration has its mailbox and style guide.
pub fn root_routes(demo: bool) -> Routes {
    let routes = public::root_routes().and(catalogue::root_routes());
    if demo { routes.and(demo_pages::root_routes()) } else { routes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activities::Kinds;

    #[test]
    fn kinds_are_told_apart() {
        for kind in KINDS {
            assert_eq!(KINDS.iter().filter(|other| other.kind() == kind.kind()).count(), 1);
            assert_eq!(Kinds(KINDS).of(kind.kind()).map(|found| found.name()), Some(kind.name()));
            assert!(kind.icon().starts_with("<svg class=\"icon\"") && kind.icon().trim_end().ends_with("</svg>"));
            // What is done in an activity is done on its page.
            assert!(kind.has_page() || kind.deed().is_none());
        }
        assert!(Kinds(KINDS).of("quiz").is_none());
    }
}
