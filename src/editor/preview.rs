//! What will be shown of a text, for the script of its field.
//!
//! | POST /preview | `body` and `format` → `{ "shown": … }`, or `{ "refused": … }`; nothing is stored |

use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::json;
use web::{Answer, Filled};

use super::{Text, Under};
use crate::visit::Member;

/// Shows it as it stands under the head of a page.
pub async fn submit(member: Member, mut form: Filled) -> Answer {
    let text = Text::of(&mut form);
    if let Some(sentence) = form.errors("body").first() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "refused": sentence.say(&member.scene) }))).into_response());
    }
    Ok(Json(json!({ "shown": text.shown(Under::Page) })).into_response())
}
