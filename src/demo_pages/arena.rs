//! Where the demonstration's Arena buttons lead.
//!
//! | GET /arena-demo | says that Arena is not connected here, and the way back |

use axum::http::header;
use web::{Answer, Filled, filters};

use crate::visit::Visit;

web::view! { "demo_pages/arena.html" =>
    struct Arena {
        /// The sign-in page, with what was wanted on the page she came from.
        back: String,
    }
}

pub async fn show(visit: Visit) -> Answer {
    let from = visit.headers.get(header::REFERER).and_then(|from| from.to_str().ok()).unwrap_or_default();
    let query = Filled::parse(from.split_once('?').map_or("", |(_, query)| query).as_bytes());
    let back = match visit.wanted(&query) {
        Some(wanted) => {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", wanted).finish();
            format!("/ac-besancon/sign-in?{query}")
        }
        None => "/ac-besancon/sign-in".to_owned(),
    };
    visit.page("arena-title", &Arena { back })
}
