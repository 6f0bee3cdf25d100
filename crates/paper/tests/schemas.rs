//! The schemas in `forms/` say what the types say. `REVIEW=1 cargo test -p engawa-paper --test schemas` writes them anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot set its scene has failed, and reads files"
)]

use std::{env, fs, path::PathBuf};

use paper::BUILT_IN;

/// H2: whoever adapts a form reads in its schema what the program will give it.
#[test]
fn the_schema_of_each_form_is_that_of_its_type() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    for form in BUILT_IN {
        let file = folder.join(form.id).join("schema.json");
        let wanted = format!("{:#}\n", form.schema());
        if env::var_os("REVIEW").is_some() {
            fs::create_dir_all(folder.join(form.id)).unwrap();
            fs::write(&file, &wanted).unwrap();
        }
        let found = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(found, wanted, "{} is not what its type says", form.id);
    }
}
