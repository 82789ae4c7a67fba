//! Search quality on the demonstration's data: what people type brings the right offer first, in the same order on both databases.

use magistere::demo;
use serde_json::Value;

use crate::harness::Site;

/// Queries with the offer they must bring first.
const QUERIES: &str = include_str!("queries.txt");
/// The order of everything that each query finds, the same on both engines.
const ORDER: &str = include_str!("queries_order.txt");

async fn found(site: &Site, academy: &str, query: &str) -> Vec<i64> {
    let mut browser = site.browser();
    let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    browser.visit(&format!("/{academy}/catalogue.json?q={encoded}")).await;
    let results: Value = serde_json::from_str(&browser.body).unwrap();
    results["offers"].as_array().unwrap().iter().map(|offer| offer["number"].as_i64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_type_brings_the_right_offer_first() {
    let site = Site::start().await;
    demo::fill(&site.app).await.unwrap();
    let (mut faults, mut orders, mut count) = (Vec::new(), String::new(), 0);
    for line in QUERIES.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.splitn(3, ' ');
        let (academy, number, query) = (parts.next().unwrap(), parts.next().unwrap().parse::<i64>().unwrap(), parts.next().unwrap());
        let order = found(&site, academy, query).await;
        if order.first() != Some(&number) {
            faults.push(format!("{academy} « {query} » brings {order:?}, not {number}"));
        }
        orders.push_str(&format!("{academy} {query}: {}\n", order.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")));
        count += 1;
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 60);
    if std::env::var_os("MAGISTERE_WRITE_ORDER").is_some() {
        std::fs::write("tests/site/queries_order.txt", &orders).unwrap();
    } else {
        assert_eq!(orders, ORDER, "the whole order, as it is on the other engine too; MAGISTERE_WRITE_ORDER=1 writes it anew");
    }
    site.end().await;
}
