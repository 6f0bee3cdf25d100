//! A rulebook with a rule of every kind, for what must hold whatever is asked.

use crate::Rulebook;

/// Kind and parameters. A kind may stand here more than once.
const RULES: &[(&str, &str)] = &[
    ("required_categories", r#"{ categories = ["resident"], proxies_count_in = ["resident"], days_before = 30 }"#),
    ("any_of_categories", r#"{ categories = ["welfare_expert"], at_least = 1, days_before = 30 }"#),
    ("minimum_members", "{ at_least = 2, days_before = 30 }"),
    ("maximum_members", "{ at_most = 3 }"),
    ("advised_members", "{ about = 3, tolerance = 1 }"),
    ("community_kinds", r#"{ accepted = ["neighbour"], refused = ["npo"] }"#),
    ("proxy_categories", r#"{ allowed = ["resident"] }"#),
    ("resident_invited", ""),
    ("family_of_another_resident", ""),
    ("independence", r#"{ categories = ["welfare_expert"], avoid = ["affiliate"] }"#),
    ("staggered_terms", "{ window_days = 31 }"),
    ("term_length", "{ at_most_months = 24 }"),
    ("term_ending", "{ days_before = 30 }"),
    ("pledge_before_attendance", ""),
    ("wishes_asked", "{ days_before = 60 }"),
    ("seat_needs_wish", ""),
    ("second_reader", ""),
    ("invitations_sent", "{ days_before = 60 }"),
    ("meeting_frequency", r#"{ times = 2, per = "calendar_year" }"#),
    ("meeting_frequency", "{ times = 1, per = { rolling = { months = 12 } } }"),
    (
        "meeting_frequency",
        r#"{ times = 1, per = { about = { months = 12, tolerance_months = 2 } }, scope = "each_dwelling", joint = false }"#,
    ),
    ("dates_polled", "{ days_before = 60 }"),
    ("date_fixed_ahead", "{ months_before = 1 }"),
    ("time_window", r#"{ office_days = true, from = "08:30", until = "17:15" }"#),
    ("meeting_mode", "{ at_least_in_person = 2, online_at_most_percent = 50 }"),
    ("meeting_duration", "{ about_minutes = 120, at_most_minutes = 180 }"),
    ("agenda_ready", "{ days_before = 14 }"),
    ("agenda_purposes", r#"{ all_of = ["relations", "rights"] }"#),
    ("materials_sent", "{ days_before = 7 }"),
    ("attendance_recorded", "{ days_after = 7 }"),
    ("payments_recorded", "{ days_after = 30 }"),
    ("minutes_written", "{ days_after = 14 }"),
    ("minutes_prompt", "{ days_after = 14 }"),
    ("minutes_form", "{ days_after = 14, prescribed_form = \"unknown\" }"),
    ("minutes_confirmed", "{ days_after = 30 }"),
    ("minutes_published", "{ days_after = 45 }"),
    ("publication_within", "{ days_after = 30 }"),
    ("publication_channels", r#"{ any_of = ["website"] }"#),
    ("publication_duration", "{ months = 12 }"),
    ("records_kept", "{ years = 5 }"),
    ("visit_frequency", r#"{ times = 2, per = "calendar_year" }"#),
    ("visit_frequency", r#"{ times = 1, per = { rolling = { months = 12 } }, scope = "each_member" }"#),
    ("visit_frequency", r#"{ times = 2, per = "fiscal_year", scope = "each_dwelling", satellites = true }"#),
    ("visits_on_site", "{ more_than_percent = 50, at_least = 2 }"),
    ("visits_on_site", "{ at_least_percent = 30 }"),
    ("visitors_at_least", "{ at_least = 2 }"),
    ("visitors_limit", "{ at_most = 1 }"),
    ("visit_day", r#"{ same_day_as_meeting = "avoid" }"#),
    ("visit_day", r#"{ same_day_as_meeting = "preferred" }"#),
    ("visit_recorded", "{ days_after = 14, prescribed_form = \"unknown\" }"),
    ("handbook_given", "{ days_before = 7 }"),
    ("authority_told_first", "{ days_before = 30 }"),
    ("authority_attendance", "{ at_least = 1, every_years = 2, first_year = 2025, required = true }"),
    ("report", r#"{ to = "municipality", items = ["minutes", "operation"], deadline = { after_year = { month = 4, day = 30 } } }"#),
    ("report", r#"{ to = "council", items = ["operation"], deadline = { in_year = { month = 3, day = 1 } } }"#),
    ("survey_answered", "{ month = 3 }"),
    ("inspection_every", "{ years = 3, tolerance_years = 1 }"),
];

/// Each rule as a duty and, in every second place, with an exemption.
pub(super) fn book() -> Rulebook {
    let mut text =
        "id = \"every\"\ntitle = \"すべての種類\"\nyear = { assumed_meeting = { month = 11, day = 30 } }\n[[source]]\nid = \"n\"\n\
                    title = \"通知\"\nshort = \"通知\"\nissuer = \"架空市\"\nplace = \"架空市\"\nlayer = \"notice\"\n"
            .to_owned();
    for (number, (kind, parameters)) in RULES.iter().enumerate() {
        let parameters = if parameters.is_empty() { String::new() } else { format!("parameters = {parameters}\n") };
        let unless = if number % 2 == 0 { "" } else { "unless = [{ when = \"evaluated\", certified = true, within_years = 2 }]\n" };
        text += &format!(
            "[[rule]]\nid = \"r{number}\"\nkind = \"{kind}\"\n{parameters}{unless}requirement = \"B1\"\n\
             level = [{{ is = \"duty\", since = 2020-04-01 }}]\ncite = {{ source = \"n\", at = \"1\" }}\nsentence = \"架空の規則です。\"\n"
        );
    }
    Rulebook::parse("every-kind.toml", &text).unwrap()
}

#[test]
fn no_kind_is_left_out() {
    let known: std::collections::BTreeSet<&str> = RULES.iter().map(|(kind, _)| *kind).collect();
    let schema = crate::schema();
    let kinds = schema["properties"]["rule"]["items"]["allOf"].as_array().unwrap().last().unwrap();
    let words = kinds["properties"]["kind"]["enum"].as_array().unwrap();
    assert_eq!(words.iter().map(|word| word.as_str().unwrap()).collect::<std::collections::BTreeSet<_>>(), known);
}
