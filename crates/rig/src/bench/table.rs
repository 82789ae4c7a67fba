//! The tables.

use super::measure::Figures;

/// The most a page may cost on PostgreSQL, in the SQLite figure.
const POSTGRES: f64 = 4.0;
/// The most a page may cost in a large site, in the figure of the small one.
const GROWTH: f64 = 1.5;

/// The figures a run is compared with: a name and the figures of the same cases.
pub type Beside<'a> = Option<&'a [Figures]>;

/// Prints one table. `sqlite` are the figures of the same site on SQLite, `small` those of the small site on the same engine.
pub fn print(title: &str, figures: &[Figures], hash: f64, sqlite: Beside<'_>, small: Beside<'_>) {
    println!("\n{title}");
    println!(
        "{:<33} {:>7} {:>7} {:>7} {:>8} {:>8} {:>9} {:>4} {:>7} {:>7}  bar",
        "", "req/s", "p50 ms", "p99 ms", "CPU ms", "db CPU", "of a hash", "SQL", "bytes", "zstd"
    );
    for row in figures {
        let (bytes, packed) =
            row.bytes.map_or((String::from("-"), String::from("-")), |(bytes, packed)| (bytes.to_string(), packed.to_string()));
        println!(
            "{:<33} {:>7.0} {:>7.2} {:>7.2} {:>8.3} {:>8.3} {:>9.4} {:>4.0} {:>7} {:>7}  {}",
            row.name,
            row.load.rate(),
            row.load.percentile(0.5),
            row.load.percentile(0.99),
            row.server,
            row.database,
            row.cost() / hash,
            row.statements,
            bytes,
            packed,
            bars(row, sqlite, small).join("; ")
        );
        for (ending, count) in &row.load.others {
            println!("    {count} of {} ended otherwise: {ending}", row.load.all());
        }
    }
}

fn bars(row: &Figures, sqlite: Beside<'_>, small: Beside<'_>) -> Vec<String> {
    let same = |others: Beside<'_>| others?.iter().find(|other| other.name == row.name).map(Figures::cost).filter(|cost| *cost > 0.0);
    let mut bars = Vec::new();
    match (same(sqlite), row.bar) {
        (Some(cost), _) => bars.push(verdict(row.cost() / cost, POSTGRES, "× SQLite")),
        (None, Some(bar)) => bars.push(verdict(row.cost(), bar, " ms")),
        (None, None) => {}
    }
    if let Some(cost) = same(small) {
        bars.push(verdict(row.cost() / cost, GROWTH, "× small"));
    }
    bars
}

/// A figure against its bar.
pub fn verdict(figure: f64, bar: f64, unit: &str) -> String {
    let met = if figure <= bar { "met" } else { "MISSED" };
    format!("{figure:.2}{unit} ≤ {bar:.2} {met}")
}
