//! The logo of an académie that has one.
//!
//! | GET /logo/{size} | small, medium or large |

use web::Answer;

use crate::files::Owner;
use crate::visit::Visit;
use crate::visit::picture::{self, SizePart};

pub async fn show(visit: Visit, SizePart(size): SizePart) -> Answer {
    picture::send(&visit, Owner::Academy(visit.academy.id), visit.academy.logo_id, size).await
}
