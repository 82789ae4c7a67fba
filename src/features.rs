//! Every feature of the product, one line each: its addresses and its words.

use web::Source;

use crate::visit::Routes;
use crate::{
    authoring, catalogue, courses, demo_pages, enrolment, finder, indexing, lifecycle, links, management, merging, my, news, old_links,
    people, preferences, problems, profile, public, shell, sign_in,
};

/// The words of every feature.
pub const WORDS: &[Source] = &[
    shell::WORDS,
    problems::WORDS,
    people::WORDS,
    links::WORDS,
    public::WORDS,
    sign_in::WORDS,
    profile::WORDS,
    preferences::WORDS,
    indexing::WORDS,
    courses::WORDS,
    crate::activities::WORDS,
    enrolment::WORDS,
    lifecycle::WORDS,
    my::WORDS,
    management::WORDS,
    finder::WORDS,
    authoring::WORDS,
    catalogue::WORDS,
    news::WORDS,
    merging::WORDS,
    demo_pages::WORDS,
];

/// The addresses inside an académie, below its slug.
pub fn routes() -> Routes {
    public::routes()
        .and(sign_in::routes())
        .and(profile::routes())
        .and(preferences::routes())
        .and(courses::routes())
        .and(enrolment::routes())
        .and(lifecycle::routes())
        .and(my::routes())
        .and(authoring::routes())
        .and(catalogue::routes())
        .and(news::routes())
        .and(management::routes())
        .and(merging::routes())
        .and(finder::routes())
        .and(old_links::routes())
}

/// The addresses outside of académies. The demonstration has its mailbox and style guide.
pub fn root_routes(demo: bool) -> Routes {
    let routes = public::root_routes().and(catalogue::root_routes());
    if demo { routes.and(demo_pages::root_routes()) } else { routes }
}
