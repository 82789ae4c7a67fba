//! « Préférences de l'éditeur »: with what she writes long texts.
//!
//! | GET  /preferences/editor | visual, Markdown with buttons, or plain |
//! | POST /preferences/editor | stored with the person                  |

use web::{Answer, Filled, filters};

use crate::people::{Editor, details};
use crate::visit::{Member, OrProblem};

const TITLE: &str = "editor-preferences";

web::view! { "editor/preference.html" =>
    struct Preference {
        form: Filled,
    }
}

pub async fn show(member: Member) -> Answer {
    let form = member.form().or("editor", member.person().editor.as_str());
    member.page(TITLE, &Preference { form })
}

pub async fn submit(member: Member, mut form: Filled) -> Answer {
    let Ok(editor) = form.value("editor").parse::<Editor>() else {
        form.fault("editor", "editor-missing");
        return member.page_again(TITLE, &Preference { form });
    };
    let tx = member.app.db.begin().await.or_problem()?;
    details::set_editor(&tx, member.person().id, editor).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/preferences", "done-preferences-saved")
}
