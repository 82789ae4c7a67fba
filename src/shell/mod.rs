//! The frame of every page, and the parts that pages share: fields, notices, cards, covers.

pub mod cover;
#[cfg(test)]
mod hues;

use web::filters;

/// The words of the frame.
pub const WORDS: web::Source = web::Source { feature: "shell", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

web::view! { "shell/page.html" =>
    /// A whole page around its body.
    pub struct Page<'a> {
        /// Goes before the site's name in the window's title.
        pub title: &'a str,
        /// `fr` or `en`.
        pub language: &'a str,
        /// 0 to 23.
        pub hue: i64,
        /// The académie in the header.
        pub academy: Option<Brand<'a>>,
        /// Who is signed in.
        pub person: Option<Signed>,
        /// Which place of the navigation this is: `my`, `catalogue`, `search`, `sign-in` or nothing.
        pub here: &'a str,
        /// A sentence about what has just happened: its kind and its words.
        pub notice: Option<(&'a str, String)>,
        /// A list with columns instead of a text.
        pub wide: bool,
        /// Whether this is a page on the way in, which offers no other beginning of that way.
        pub at_the_door: bool,
        /// Whether the language can be chosen here.
        pub languages: bool,
        /// Whether this is the demonstration.
        pub demo: bool,
        /// The page's own address, for the language form.
        pub return_path: &'a str,
        /// Already rendered.
        pub body: &'a str,
        /// The program's version.
        pub version: &'a str,
    }
}

/// An académie as the header names it.
#[derive(Clone, Copy, Debug)]
pub struct Brand<'a> {
    /// « BESANÇON ».
    pub short: &'a str,
    /// The address of its logo, if it has one.
    pub logo: Option<&'a str>,
}

/// Somebody as the header names her.
#[derive(Clone, Debug)]
pub struct Signed {
    /// First and last name.
    pub full_name: String,
    /// In the place of a picture.
    pub initials: String,
    /// The address of her picture; empty without one.
    pub picture: String,
    /// Tells her drafts in this browser from a namesake's.
    pub key: String,
    /// With what she writes long texts: `visual`, `markdown` or `plain`.
    pub editor: &'static str,
    /// Whether this académie is closed to her.
    pub suspended: bool,
    /// Whether a role of hers opens the management pages, or would with a second factor.
    pub manages: bool,
}
