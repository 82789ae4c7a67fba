//! `routes`: every address of the site, from the same table the server routes by.

use serde_json::json;

use super::Report;
use crate::features;
use crate::visit::RouteInfo;

/// Prints every address: method, path, feature, and what it asks for.
pub fn run(json: bool) {
    let report = report();
    super::say(&if json { report.json.to_string() } else { report.text });
}

/// Inside an académie first, then outside of any; the demonstration's own are among them.
fn report() -> Report {
    let (inside, outside) = (features::routes(), features::root_routes(true));
    let list: Vec<&RouteInfo> = inside.list().iter().chain(outside.list()).collect();
    Report { text: table(&list), json: json!(list) }
}

fn table(list: &[&RouteInfo]) -> String {
    let width = |column: fn(&RouteInfo) -> &str| list.iter().map(|route| column(route).len()).max().unwrap_or(0);
    let (path, feature) = (width(|route| route.path), width(|route| route.feature));
    let line =
        |route: &&RouteInfo| format!("{:<4}  {:<path$}  {:<feature$}  {}", route.method, route.path, route.feature, route.permission);
    list.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_lists_what_the_server_routes() {
        let report = report();
        let list = report.json.as_array().unwrap();
        assert!(list.len() > 10 && report.text.lines().count() == list.len());
        for route in list {
            for key in ["method", "path", "feature", "permission"] {
                assert!(route.get(key).is_some_and(|value| value.is_string()), "{route}");
            }
        }
    }
}
