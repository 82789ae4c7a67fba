//! Where the demonstration's Arena buttons lead.
//!
//! | GET /arena-demo | says that Arena is not connected here, and the way back |

use web::{Answer, filters};

use crate::visit::Visit;

web::view! { "demo_pages/arena.html" =>
    struct Arena {}
}

pub async fn show(visit: Visit) -> Answer {
    visit.page("arena-title", &Arena {})
}
