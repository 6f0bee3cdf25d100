//! A new file in `forms/` belongs into the program: cargo looks at the folder again.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo::rerun-if-changed=../../forms");
}
