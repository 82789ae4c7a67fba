//! The style guide: every component in every state, with sample values. What axe and the screenshots walk first.
//!
//! | GET /styleguide | one long page, followed from its table of contents |

use passwords::Preset;
use web::{Answer, Filled, Message, filters};

use crate::people::new_password::{self, RuleLine};
use crate::shell::cover;
use crate::visit::Visit;

web::view! { "demo_pages/styleguide.html" =>
    struct StyleGuide {
        /// A form nobody touched.
        blank: Filled,
        /// A form that was filled in.
        form: Filled,
        /// A form that was refused.
        refused: Filled,
        rules: Vec<RuleLine>,
        covers: Vec<Sample>,
    }
}

/// A course that does not exist, with its cover.
struct Sample {
    cover: String,
    title: String,
    percent: i64,
}

pub async fn show(visit: Visit) -> Answer {
    let say = |key: &str| visit.scene.say(key).into_owned();
    let sample = |(index, percent): (i64, i64)| {
        let key = if index == 2 { "guide-sample-long" } else { "guide-sample-title" };
        Sample { cover: cover::drawing(index * 311 + 7, ""), title: say(key), percent }
    };
    let view = StyleGuide {
        blank: Filled::empty(),
        form: filled(&say("guide-sample-text")),
        refused: refused(),
        rules: new_password::rules_for(Preset::Academie),
        covers: [(1, 0), (2, 40), (3, 100), (4, 65), (5, 10), (6, 85)].map(sample).into(),
    };
    visit.wide_page("guide-title", &view)
}

fn filled(text: &str) -> Filled {
    let fields = [("line", "Camille"), ("area", text), ("box", "1"), ("pick", "b"), ("list", "b"), ("number", "12")];
    Filled::from_fields(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

/// Every kind of field with something to put right. Its names differ from the other form's: ids are unique on a page.
fn refused() -> Filled {
    let mut form = Filled::from_fields(vec![("wrong_address".to_owned(), "camille.martin@".to_owned())]);
    form.fault("wrong_line", "guide-fault-missing");
    form.fault("wrong_address", "guide-fault-address");
    form.fault("wrong_area", Message::new("form-too-long").with("max", 20));
    form.fault("wrong_box", "guide-fault-box");
    form.fault("wrong_pick", "guide-fault-pick");
    form.fault("wrong_list", "guide-fault-pick");
    form.fault("wrong_password", "guide-fault-missing");
    form
}
