//! What processes cost, as Linux counts it.

use std::fs;
use std::path::Path;

/// CPU ticks per second; the same on every Linux machine that runs the product.
const TICKS: f64 = 100.0;

/// Processor time of a process so far, in milliseconds; with that of its ended children when `children`.
pub fn cpu(pid: u32, children: bool) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name in parentheses may hold anything; the fields after it are counted from the third.
    let fields: Vec<&str> = stat.rsplit_once(')').map_or(Vec::new(), |(_, rest)| rest.split_whitespace().collect());
    let last = if children { 15 } else { 13 };
    let ticks: f64 = (11..last).filter_map(|place| fields.get(place)?.parse::<f64>().ok()).sum();
    ticks * 1_000.0 / TICKS
}

/// Processor time of a PostgreSQL server so far, in milliseconds: all processes of its data folder, ended ones too.
pub fn postgres_cpu(data: &Path) -> f64 {
    let Some(main) = postmaster(data) else { return 0.0 };
    cpu(main, true) + children(main).into_iter().map(|pid| cpu(pid, false)).sum::<f64>()
}

/// The main process of a PostgreSQL server.
pub fn postmaster(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
}

fn children(pid: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for task in fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
        let list = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        found.extend(list.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
    }
    found
}

/// Memory of a process in megabytes: now, and the most it ever had.
pub fn memory(pid: u32) -> (f64, f64) {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1_024.0)
    };
    (field("VmRSS:").unwrap_or_default(), field("VmHWM:").unwrap_or_default())
}

/// Processor time of this thread so far, in milliseconds.
pub fn own_thread() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or_default() / 1e6
}
