//! What only the demonstration has: the mails it wrote, its style guide, and a stand-in for Arena.
//!
//! | mailbox.rs    | /mailbox, /mailbox/{file} | mails of the folder, links and all  |
//! | styleguide.rs | /styleguide               | every component in every state      |
//! | arena.rs      | /arena-demo               | says that Arena is not connected    |

mod arena;
mod mailbox;
mod styleguide;

use crate::visit::Routes;

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "demo_pages", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The addresses of these pages, outside of académies.
pub fn root_routes() -> Routes {
    Routes::of("demo_pages")
        .get("/mailbox", mailbox::list)
        .get("/mailbox/{file}", mailbox::show)
        .get("/styleguide", styleguide::show)
        .get("/arena-demo", arena::show)
}
