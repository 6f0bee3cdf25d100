//! Colours that people can read, in both themes (H3: WCAG 2.2 AA, success criteria 1.4.3 and 1.4.11), computed from the
//! style sheet itself.

#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, path::Path};

type Colours = BTreeMap<String, String>;

/// Text on its background: at least 4.5 to 1.
const TEXT: &[(&str, &str)] = &[
    ("ink", "paper"),
    ("ink", "paper-sunken"),
    ("ink", "wood-surface"),
    ("ink", "info-surface"),
    ("ink", "success-surface"),
    ("ink", "warn-surface"),
    ("ink", "danger-surface"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-sunken"),
    ("ink-soft", "success-surface"),
    ("link", "paper"),
    ("link", "paper-sunken"),
    ("link", "wood-surface"),
    ("link", "info-surface"),
    ("link", "success-surface"),
    ("link", "warn-surface"),
    ("link", "danger-surface"),
    ("link-hover", "paper"),
    ("link-visited", "paper"),
    ("link-visited", "wood-surface"),
    ("action", "paper"),
    ("action", "success-surface"),
    ("action-hover", "success-surface"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("danger", "paper"),
    ("danger", "danger-surface"),
    ("success", "success-surface"),
    ("warn", "warn-surface"),
    ("info", "info-surface"),
    ("muted", "muted-surface"),
];

/// Borders and marks that carry a meaning: at least 3 to 1.
const MARKS: &[(&str, &str)] = &[
    ("field-line", "paper"),
    ("field-line", "success-surface"),
    ("wood", "paper"),
    ("wood", "wood-surface"),
    ("focus-outer", "paper"),
    ("focus-outer", "focus-inner"),
    ("action", "paper"),
    ("danger", "paper"),
];

fn sheet() -> &'static str {
    include_str!("../assets/css/tokens.css")
}

/// The custom properties of the block that begins with `opening`, as written.
fn block(opening: &str) -> Colours {
    let from = sheet().find(opening).unwrap_or_else(|| panic!("no block {opening}")) + opening.len();
    let body = &sheet()[from..][..sheet()[from..].find('}').unwrap()];
    body.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.split(';').next().unwrap().to_owned()))
        .collect()
}

fn primitives() -> Colours {
    block(":root {\n  --color-primitive").into_iter().chain(block(":root {\n")).collect()
}

fn light() -> Colours {
    block(":root {\n  color-scheme: light;")
}

fn dark() -> Colours {
    let mut colours = light();
    colours.extend(block(":root[data-theme=\"dark\"] {"));
    colours
}

/// Relative luminance of `#rrggbb` (WCAG 2.2, definition of relative luminance).
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(colours: &Colours, front: &str, back: &str) -> f64 {
    let primitives = primitives();
    let hex = |name: &str| {
        let value = colours.get(name).unwrap_or_else(|| panic!("no colour {name}"));
        match value.strip_prefix("var(--") {
            Some(reference) => primitives[reference.trim_end_matches(')')].clone(),
            None => value.clone(),
        }
    };
    let (a, b) = (luminance(&hex(front)), luminance(&hex(back)));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn below(colours: &Colours, pairs: &[(&str, &str)], least: f64) -> Vec<String> {
    pairs
        .iter()
        .map(|(front, back)| (front, back, contrast(colours, front, back)))
        .filter(|(_, _, ratio)| *ratio < least)
        .map(|(front, back, ratio)| format!("{front} on {back}: {ratio:.2}"))
        .collect()
}

/// WCAG 2.2, 1.4.3
#[test]
fn text_can_be_read_in_the_light_theme() {
    assert_eq!(below(&light(), TEXT, 4.5), Vec::<String>::new());
}

/// WCAG 2.2, 1.4.3
#[test]
fn text_can_be_read_in_the_dark_theme() {
    assert_eq!(below(&dark(), TEXT, 4.5), Vec::<String>::new());
}

/// WCAG 2.2, 1.4.11 and 2.4.13
#[test]
fn fields_and_focus_can_be_seen_in_both_themes() {
    assert_eq!(below(&light(), MARKS, 3.0), Vec::<String>::new());
    assert_eq!(below(&dark(), MARKS, 3.0), Vec::<String>::new());
}

/// The measure itself: black on white is 21 to 1, and grey #767676 is the lightest that passes on white.
#[test]
fn contrast_is_measured_as_the_guideline_says() {
    let colours = Colours::from(
        [("black", "#000000"), ("white", "#ffffff"), ("grey", "#767676"), ("pale", "#777777")]
            .map(|(name, hex)| (name.to_owned(), hex.to_owned())),
    );
    assert!((contrast(&colours, "black", "white") - 21.0).abs() < 0.001);
    assert!(below(&colours, &[("grey", "white")], 4.5).is_empty());
    assert_eq!(below(&colours, &[("pale", "white")], 4.5).len(), 1);
}

/// H2: whoever reads in the dark prints black on white.
#[test]
fn dark_colours_stay_on_the_screen() {
    let before = |opening: &str| sheet().split(opening).next().unwrap().trim_end().lines().last().unwrap();
    assert_eq!(before(":root:not([data-theme=\"light\"]) {"), "@media screen and (prefers-color-scheme: dark) {");
    assert_eq!(before(":root[data-theme=\"dark\"] {"), "@media screen {");
}

/// The device's wish and the reader's choice lead to the same dark.
#[test]
fn both_lists_of_dark_colours_are_equal() {
    assert_eq!(block(":root:not([data-theme=\"light\"]) {"), block(":root[data-theme=\"dark\"] {"));
    assert_eq!(
        block(":root[data-theme=\"dark\"] {").into_keys().collect::<Vec<_>>(),
        light().into_keys().filter(|name| is_colour(name)).collect::<Vec<_>>(),
        "each colour of the light theme has its dark one"
    );
}

fn is_colour(name: &str) -> bool {
    !name.starts_with("space") && !["measure", "target", "font-body"].contains(&name)
}

/// H3: a rule that is not closed swallows all that follow it, and no browser says so.
#[test]
fn every_sheet_closes_what_it_opens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/css");
    for sheet in std::fs::read_dir(folder).unwrap().flatten().filter(|sheet| sheet.path().extension().is_some_and(|kind| kind == "css")) {
        let mut depth = 0i32;
        for (line, text) in (1..).zip(std::fs::read_to_string(sheet.path()).unwrap().lines()) {
            depth += text.matches('{').count() as i32 - text.matches('}').count() as i32;
            let begins_a_part = text.starts_with("/*") && depth != 0;
            assert!(depth >= 0 && !begins_a_part, "{}: line {line}: a rule before it is not closed", sheet.path().display());
        }
        assert_eq!(depth, 0, "{}", sheet.path().display());
    }
}
