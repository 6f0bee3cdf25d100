//! Scratch.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]
use paper::{Engine, Format, Print, Size};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let out = std::path::PathBuf::from(&args[1]);
    let points: f64 = args[2].parse().unwrap();
    let wanted: Vec<&str> = args[3..].iter().map(String::as_str).collect();
    let engine = Engine::new().unwrap();
    for form in paper::BUILT_IN {
        if !wanted.is_empty() && !wanted.contains(&form.id) { continue; }
        let Some(sample) = form.sample() else { println!("{}: no sample", form.id); continue };
        for format in Format::ALL {
            let print = Print { made_on: jiff::civil::date(2026,6,1), size: Size::from_points(points).unwrap(), ruby: std::env::var_os("RUBY").is_some() };
            match engine.render(form.id, &sample, format, print) {
                Ok(bytes) => std::fs::write(out.join(format!("{}-{}.{}", form.id, points, format.extension())), bytes).unwrap(),
                Err(error) => println!("{} {format:?}: {error}", form.id),
            }
        }
    }
}
