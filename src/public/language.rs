//! « Français », « English », in the footer of every page.
//!
//! | POST /language | remembered by this browser, and by her account when she is signed in; back to the page |

use web::{Answer, Filled, Language, return_path};

use crate::people::details;
use crate::visit::{OrProblem, Visit, language};

pub async fn choose(visit: Visit, form: Filled) -> Answer {
    let back = return_path::inside(form.value("return")).map_or_else(|| visit.url("/"), without_language);
    let response = visit.go_to(&back)?;
    let Some(chosen) = Language::from_tag(form.value("lang")) else { return Ok(response) };
    if let Some(person) = visit.person() {
        let tx = visit.app.db.begin().await.or_problem()?;
        details::set_language(&tx, person.id, chosen.tag()).await.or_problem()?;
        tx.commit().await.or_problem()?;
    }
    Ok(language::remember(&visit, response, chosen))
}

/// The address without `lang=`, which would win over what has just been chosen.
fn without_language(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::without_language;

    #[test]
    fn the_rest_of_the_address_stays() {
        assert_eq!(without_language("/ac-besancon/sign-in?lang=en&wanted=%2Fx%3Fid%3D1"), "/ac-besancon/sign-in?wanted=%2Fx%3Fid%3D1");
        assert_eq!(without_language("/ac-besancon/?lang=en"), "/ac-besancon/");
        assert_eq!(without_language("/?all"), "/?all");
        assert_eq!(without_language("/ac-besancon/my"), "/ac-besancon/my");
    }
}
