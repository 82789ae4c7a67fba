//! HTTP and HTML: views, words, forms, errors, guards. Knows neither the database nor the product.
//!
//! A page is a [`view!`] rendered in a [`Scene`] (language, words, address prefix); a form is a [`Filled`];
//! whatever goes wrong is a [`Problem`], rendered once by the product's outer layer.

pub use askama;

pub mod assets;
pub mod body;
pub mod compress;
pub mod cookies;
pub mod file;
pub mod filters;
mod form;
pub mod guard;
pub mod headers;
mod message;
mod problem;
pub mod return_path;
mod scene;
pub mod server;
pub mod typography;
mod words;

pub use assets::Asset;
pub use form::{FILES_LOST, Filled, is_text, is_visible};
pub use message::Message;
pub use problem::{Answer, Problem};
pub use scene::Scene;
pub use words::{Language, Source, Words};

/// Declares a view: a struct with the template that shows it. The template's path is relative to `src/`;
/// the module that declares a view says `use web::filters;`.
///
/// Of several blanks beside a tag of the template one is left, as they say nothing in HTML; a letter says `plain` and keeps each:
///
/// ```ignore
/// web::view! { "sign_in/sent.html" =>
///     /// Where to look, what to do if nothing comes.
///     pub struct Sent { pub support: String }
/// }
/// ```
#[macro_export]
macro_rules! view {
    (plain $path:literal => $($view:tt)*) => { $crate::view! { "preserve" $path => $($view)* } };
    ($path:literal => $($view:tt)*) => { $crate::view! { "minimize" $path => $($view)* } };
    ($whitespace:literal $path:literal => $(#[$meta:meta])* $vis:vis struct $name:ident $(<$($life:lifetime),+>)? { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive($crate::askama::Template)]
        #[template(path = $path, askama = $crate::askama, whitespace = $whitespace)]
        $vis struct $name $(<$($life),+>)? { $($body)* }
    };
}
