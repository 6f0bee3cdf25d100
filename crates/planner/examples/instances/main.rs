//! Makes seeded instances of a year of visits, writes them as JSON and times the planner on them (`script/bench --only planner`).
//!
//!   cargo run --release -p engawa-planner --example instances -- FOLDER [SEED] [DWELLINGSxMEMBERSxDAYS[-sparse|-mixed] …]

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "an example measures with the clock, reads its arguments and prints")]

mod invent;

use std::{fs, path::Path, time::Instant};

use invent::Kind;
use planner::visits::{Change, Level, Wishes, check, plan, replan};

const SIZES: [&str; 10] = [
    "2x5x50",
    "10x6x100",
    "30x8x200",
    "60x10x200",
    "200x40x250",
    "30x8x200-sparse",
    "60x10x200-sparse",
    "10x6x100-mixed",
    "30x8x200-mixed",
    "60x10x200-mixed",
];

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which folder?")?;
    let seed: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let named: Vec<String> = arguments.collect();
    let sizes = if named.is_empty() { SIZES.map(str::to_owned).to_vec() } else { named };
    for size in sizes {
        let (sizes, kind) = size.split_once('-').unwrap_or((&size, "plain"));
        let kind = match kind {
            "plain" => Kind::Plain,
            "sparse" => Kind::Sparse,
            "mixed" => Kind::Mixed,
            _ => return Err("a kind is plain, sparse or mixed".into()),
        };
        let numbers: Vec<usize> = sizes.split('x').map(str::parse).collect::<Result<_, _>>()?;
        let [houses, members, days] = numbers[..] else { return Err("a size is DWELLINGSxMEMBERSxDAYS".into()) };
        let wishes = invent::wishes(houses, members, days, kind, seed)?;
        fs::write(Path::new(&folder).join(format!("{size}.json")), serde_json::to_string(&wishes)?)?;
        println!("{}", measured(&size, &wishes)?);
    }
    Ok(())
}

/// The middle of three runs, with the plan of all of them, and the same for planning again after the first visit was refused.
fn measured(size: &str, wishes: &Wishes) -> Result<String, Failed> {
    let (seconds, made) = middle(|| plan(wishes, 1));
    let made = match made {
        Ok(made) => made,
        Err(infeasible) => {
            let score: Vec<u32> = Level::ALL.iter().map(|level| infeasible.partial.plan.score.of(*level)).collect();
            let line = serde_json::json!({ "size": size, "seconds": seconds, "score": score, "reasons": infeasible.reasons });
            return Ok(line.to_string());
        }
    };
    let breaches = check(wishes, &made.bare());
    let refused = made.visits.first().map(|planned| Change::MemberRefuses(planned.visit)).ok_or("nothing was planned")?;
    let (again_seconds, again) = middle(|| replan(&made, &refused));
    let changes = again.map(|again| (again.gone.len(), again.new.len())).ok();
    let score: Vec<u32> = Level::ALL.iter().map(|level| made.score.of(*level)).collect();
    let line = serde_json::json!({
        "size": size, "seconds": seconds, "score": score, "proven": made.proven.len(), "breaches": breaches.len(),
        "replan_seconds": again_seconds, "replan_changes": changes,
    });
    Ok(line.to_string())
}

fn middle<T>(work: impl Fn() -> T) -> (f64, T) {
    let mut runs: Vec<(f64, T)> = (0..3)
        .map(|_| {
            let begun = Instant::now();
            let made = work();
            (begun.elapsed().as_secs_f64(), made)
        })
        .collect();
    runs.sort_by(|one, other| one.0.total_cmp(&other.0));
    runs.swap_remove(1)
}
