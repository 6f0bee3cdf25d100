//! Kinds that no built-in rulebook uses: a rule of each, tried with facts that fulfil it and facts that do not, and parameters that
//! make no sense. Each situation is written as in a file of cases.

use crate::{Rulebook, RulebookError, cases};

/// A rulebook of one rule.
pub(super) fn book(kind: &str, parameters: &str) -> Result<Rulebook, RulebookError> {
    with(kind, parameters, "")
}

/// Without parameters where they are empty.
fn with(kind: &str, parameters: &str, more: &str) -> Result<Rulebook, RulebookError> {
    let parameters = if parameters.is_empty() { String::new() } else { format!("parameters = {parameters}\n") };
    let text = format!(
        "id = \"x\"\ntitle = \"架空の規則\"\nyear = {{ assumed_meeting = {{ month = 11, day = 30 }} }}\n\
         [[source]]\nid = \"n\"\ntitle = \"通知\"\nshort = \"通知\"\nissuer = \"架空市\"\nplace = \"架空市\"\nlayer = \"notice\"\n\
         [[rule]]\nid = \"x\"\nkind = \"{kind}\"\n{parameters}requirement = \"B1\"\n{more}\
         level = [{{ is = \"duty\", since = 2020-04-01 }}]\ncite = {{ source = \"n\", at = \"1\" }}\nsentence = \"架空の規則です。\"\n"
    );
    Rulebook::parse("x.toml", &text)
}

/// Each line: what is known, and what the rule says of it (`status`, or `status about`).
pub(super) fn says(book: &Rulebook, lines: &[(&str, &str)]) {
    for (number, (known, expected)) in lines.iter().enumerate() {
        let (status, about) = expected.split_once(' ').unwrap_or((expected, "office"));
        let text =
            format!("[[case]]\nname = \"{number}\"\n{known}\nexpect = [{{ rule = \"x\", status = \"{status}\", about = \"{about}\" }}]\n");
        let case = cases::parse("x.cases.toml", &text).unwrap_or_else(|error| panic!("{known}: {error}")).remove(0);
        let differences: Vec<_> = cases::run(&case, book).iter().map(ToString::to_string).collect();
        assert!(differences.is_empty(), "{known}\n{}", differences.join("\n"));
    }
}

fn refused(kind: &str, parameters: &str) -> RulebookError {
    book(kind, parameters).expect_err(&format!("{kind} {parameters} must be refused"))
}

pub(super) fn held(more: &str) -> String {
    format!("on = 2026-11-01\nmeetings = [{{ name = \"秋\", state = \"held\", day = 2026-10-10{more} }}]")
}

#[test]
fn parameters_that_ask_for_nothing_or_for_the_impossible_are_refused() {
    for (kind, parameters) in [
        ("meeting_mode", "{}"),
        ("meeting_duration", "{ tolerance_minutes = 10 }"),
        ("meeting_duration", "{ about_minutes = 200, at_most_minutes = 100 }"),
        ("agenda_purposes", "{ all_of = [] }"),
        ("publication_channels", "{ any_of = [] }"),
        ("visits_on_site", "{}"),
        ("visits_on_site", "{ more_than_percent = 100 }"),
        ("authority_attendance", "{ at_least = 1, every_years = 2 }"),
        ("report", "{ to = \"council\", items = [], deadline = \"announced\" }"),
        ("time_window", "{ office_days = true, from = \"17:15\", until = \"08:30\" }"),
    ] {
        let error = refused(kind, parameters);
        assert!(error.problem.contains("組み合わせ") && !error.hint.is_empty(), "{error}");
    }
}

#[test]
fn parameters_outside_their_range_are_refused() {
    for (kind, parameters) in [
        ("meeting_frequency", "{ times = 1, per = \"month\" }"),
        ("meeting_frequency", "{ times = 1, per = { rolling = { months = 0 } } }"),
        ("meeting_frequency", "{ times = 1, per = { about = { months = 12 } } }"),
        ("meeting_frequency", "{ times = 1, per = { rolling = { months = 12, days = 3 } } }"),
        ("visit_frequency", "{ times = 0, per = \"fiscal_year\" }"),
        ("visits_on_site", "{ at_least_percent = 101 }"),
        ("visit_day", "{ same_day_as_meeting = \"never\" }"),
        ("survey_answered", "{ month = 13 }"),
        ("report", "{ to = \"council\", items = [\"minutes\"], deadline = { in_year = { month = 2, day = 30 } } }"),
        ("report", "{ to = \"mayor\", items = [\"minutes\"], deadline = \"announced\" }"),
        ("authority_attendance", "{ at_least = 1, every_years = 2, first_year = 26 }"),
        ("meeting_duration", "{ about_minutes = 99999999999999999999 }"),
        ("records_kept", "{ years = -5 }"),
    ] {
        let error = refused(kind, parameters);
        assert!(error.line > 0 && !error.problem.is_empty(), "{error}");
    }
}

/// B1
#[test]
fn meetings_are_counted_per_calendar_year() {
    let book = book("meeting_frequency", "{ times = 1, per = \"calendar_year\" }").unwrap();
    let february = "on = 2026-06-01\nheld_before = [2026-02-10]";
    says(
        &book,
        &[
            (february, "met"),
            ("on = 2026-06-01\nheld_before = [2025-12-31]", "due"),
            ("on = 2027-01-01", "broken"),
            ("on = 2026-11-01\nmeetings = [{ name = \"秋\", state = \"held\", day = 2026-10-10 }]", "met"),
        ],
    );
}

/// B1
#[test]
fn meetings_are_counted_back_from_any_day() {
    let book = book("meeting_frequency", "{ times = 2, per = { rolling = { months = 12 } } }").unwrap();
    says(
        &book,
        &[
            ("on = 2026-06-01\nheld_before = [2025-06-10, 2026-02-10]", "met"),
            ("on = 2026-06-10\nheld_before = [2025-06-10, 2026-02-10]", "overdue"),
            ("on = 2027-04-01\nyear = 2026\nheld_before = [2025-06-10, 2026-02-10]", "broken"),
            ("on = 2026-06-01\nheld_before = [2020-06-10, 2020-02-10]", "due"),
            ("on = 2026-06-01", "due"),
        ],
    );
}

/// B17
#[test]
fn joint_meetings_count_only_where_they_are_allowed_and_satellites_only_where_they_are_asked() {
    let apart =
        book("meeting_frequency", "{ times = 1, per = \"fiscal_year\", scope = \"each_dwelling\", joint = false, satellites = true }");
    let known = "on = 2026-11-01\ndwellings = [{ name = \"梅\" }, { name = \"離れ\", satellite = true }]\n";
    let joint = format!("{known}meetings = [{{ name = \"秋\", state = \"held\", day = 2026-10-10, dwellings = [\"梅\", \"離れ\"] }}]");
    let own = format!("{known}meetings = [{{ name = \"秋\", state = \"held\", day = 2026-10-10, dwellings = [\"離れ\"] }}]");
    says(&apart.unwrap(), &[(&joint, "due 梅"), (&joint, "due 離れ"), (&own, "met 離れ"), (&own, "due 梅")]);
}

/// B5: limits on online attendance.
#[test]
fn the_share_of_members_online_is_limited() {
    let book = book("meeting_mode", "{ online_at_most_percent = 50, at_least_in_person = 2 }").unwrap();
    let came = |in_person: u8, online: u8| held(&format!(", members_present = {{ in_person = {in_person}, online = {online} }}"));
    says(&book, &[(&came(2, 2), "met 秋"), (&came(2, 3), "broken 秋"), (&came(1, 0), "broken 秋"), (&held(""), "not_applicable 秋")]);
}

/// B6
#[test]
fn a_meeting_is_not_too_long_and_serves_all_purposes() {
    let long = book("meeting_duration", "{ at_most_minutes = 120 }").unwrap();
    let ahead =
        |hours: &str| format!("on = 2026-10-01\nmeetings = [{{ name = \"秋\", state = \"fixed\", day = 2026-10-10, hours = {hours} }}]");
    says(
        &long,
        &[(&ahead("[\"10:00\", \"12:00\"]"), "met 秋"), (&ahead("[\"10:00\", \"12:01\"]"), "broken 秋"), (&held(""), "not_applicable 秋")],
    );
    let purposes = book("agenda_purposes", "{ all_of = [\"relations\", \"rights\"] }").unwrap();
    let fixed = "on = 2026-10-01\nmeetings = [{ name = \"秋\", state = \"fixed\", day = 2026-10-10, purposes = [\"rights\"] }]";
    says(
        &purposes,
        &[
            (&held(", purposes = [\"relations\", \"rights\", \"transparency\"]"), "met 秋"),
            (&held(", purposes = [\"relations\"]"), "broken 秋"),
            (&held(""), "unknown 秋"),
            (fixed, "due 秋"),
            ("on = 2026-10-01", "not_applicable"),
        ],
    );
}

/// B4, A15
#[test]
fn materials_are_sent_and_payments_recorded() {
    let materials = book("materials_sent", "{ days_before = 7 }").unwrap();
    let ahead = |on: &str| format!("on = {on}\nmeetings = [{{ name = \"秋\", state = \"fixed\", day = 2026-10-10 }}]");
    says(
        &materials,
        &[
            (&held(", materials_sent_on = 2026-10-03"), "met 秋"),
            (&held(", materials_sent_on = 2026-10-04"), "advice 秋"),
            (&held(""), "unknown 秋"),
            (&ahead("2026-10-03"), "due 秋"),
            (&ahead("2026-10-04"), "overdue 秋"),
        ],
    );
    let payments = book("payments_recorded", "{ days_after = 14 }").unwrap();
    says(
        &payments,
        &[
            (&held(", payments_recorded = true"), "met 秋"),
            (&held(", payments_recorded = false"), "overdue 秋"),
            (&held(""), "unknown 秋"),
            ("on = 2026-06-01", "due"),
        ],
    );
}

/// A3, A9
#[test]
fn members_are_not_too_many_and_terms_not_too_long() {
    let most = book("maximum_members", "{ at_most = 1 }").unwrap();
    let seat = |name: &str, more: &str| format!("{{ name = \"{name}\", category = \"community\", state = \"seated\"{more} }}");
    let seats = |seats: &[String]| format!("on = 2026-06-01\nseats = [{}]", seats.join(", "));
    let (one, two) = (seat("甲", ""), seat("乙", ""));
    says(
        &most,
        &[(&seats(std::slice::from_ref(&one)), "met"), (&seats(&[one.clone(), two]), "broken"), ("on = 2026-06-01", "not_applicable")],
    );
    let term = book("term_length", "{ at_most_months = 24 }").unwrap();
    let until = |day: &str| seats(&[seat("甲", &format!(", term_from = 2026-04-01, term_until = {day}"))]);
    says(&term, &[(&until("2028-03-31"), "met 甲"), (&until("2028-04-01"), "broken 甲"), (&seats(&[one]), "unknown 甲")]);
}

/// B14: publication within 30 days, through certain channels, for a year.
#[test]
fn the_publication_is_in_time_where_it_should_be_and_stays() {
    let within = book("publication_within", "{ days_after = 30 }").unwrap();
    let on = |day: &str, more: &str| held(more).replace("2026-11-01", day);
    says(
        &within,
        &[(&on("2026-11-09", ""), "due 秋"), (&on("2026-11-10", ""), "overdue 秋"), (&held(", published_on = 2026-10-30"), "met 秋")],
    );
    let case = cases::parse("x", &format!("[[case]]\nname = \"x\"\n{}\nexpect = []", on("2026-11-09", ""))).unwrap().remove(0);
    assert_eq!(crate::assess(&case.facts, &within, case.on)[0].due_basis, Some(crate::DueBasis::Stated), "not a target of ours");
    let channels = book("publication_channels", "{ any_of = [\"website\", \"newsletter\"] }").unwrap();
    says(
        &channels,
        &[
            (&held(", published_on = 2026-10-30, channels = [\"notice_board\", \"website\"]"), "met 秋"),
            (&held(", published_on = 2026-10-30, channels = [\"notice_board\"]"), "broken 秋"),
            (&held(", published_on = 2026-10-30"), "unknown 秋"),
            (&held(""), "not_applicable"),
        ],
    );
    let second = book("second_reader", "").unwrap();
    says(
        &second,
        &[
            (&held(", published_on = 2026-10-30, read_by_second = true"), "met 秋"),
            (&held(", published_on = 2026-10-30, read_by_second = false"), "broken 秋"),
            (&held(", published_on = 2026-10-30"), "unknown 秋"),
            (&held(""), "not_applicable"),
        ],
    );
    let months = book("publication_duration", "{ months = 12 }").unwrap();
    says(
        &months,
        &[
            (&held(", published_on = 2026-10-30"), "met 秋"),
            (&held(", published_on = 2026-10-30, published_until = 2027-10-30"), "met 秋"),
            (&held(", published_on = 2026-10-30, published_until = 2027-03-31"), "due 秋"),
            (&on("2027-04-01\nyear = 2026", ", published_on = 2026-10-30, published_until = 2027-03-31"), "broken 秋"),
        ],
    );
}

/// B16: what stands in for the meeting, under conditions.
#[test]
fn an_evaluation_stands_in_only_under_its_conditions() {
    let unless = "unless = [{ when = \"evaluated\", certified = true, published = true, within_years = 3 }]\n";
    let book = with("meeting_frequency", "{ times = 1, per = \"fiscal_year\" }", unless).unwrap();
    let taken = |day: &str, more: &str| {
        format!("on = 2027-04-01\nyear = 2026\nevaluation = {{ taken_on = {day}, published_on = 2026-12-01{more} }}")
    };
    says(
        &book,
        &[
            (&taken("2024-04-01", ", certified = true"), "not_applicable"),
            (&taken("2024-03-31", ", certified = true"), "broken"),
            (&taken("2026-09-01", ", certified = false"), "broken"),
            (&taken("2026-09-01", ""), "unknown"),
            (&taken("2026-09-01", ", certified = true").replace(", published_on = 2026-12-01", ""), "broken"),
            // A meeting that was held leaves no doubt.
            (&format!("{}\nmeetings = [{{ name = \"秋\", state = \"held\", day = 2026-10-10 }}]", taken("2026-09-01", "")), "met"),
        ],
    );
}

/// D9: who says to tighten must not loosen, for the new kinds too.
#[test]
fn kinds_know_what_is_stricter() {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let kind = |kind: &str, parameters: &str| book(kind, parameters).unwrap().rules()[0].kind.clone();
    for (word, one, other, expected) in [
        ("visits_on_site", "{ more_than_percent = 50 }", "{ at_least_percent = 50 }", Some(Greater)),
        ("visits_on_site", "{ at_least = 1 }", "{ more_than_percent = 50 }", None),
        ("visitors_limit", "{ at_most = 1 }", "{ at_most = 2 }", Some(Greater)),
        ("visit_day", "{ same_day_as_meeting = \"allowed\" }", "{ same_day_as_meeting = \"avoid\" }", Some(Less)),
        ("visit_day", "{ same_day_as_meeting = \"preferred\" }", "{ same_day_as_meeting = \"avoid\" }", None),
        ("meeting_mode", "{ online_at_most_percent = 50 }", "{ online_at_most_percent = 30 }", Some(Less)),
        ("meeting_mode", "{ at_least_in_person = 1 }", "{ at_least_in_person = 1 }", Some(Equal)),
        ("publication_within", "{ days_after = 30 }", "{ days_after = 45 }", Some(Greater)),
        ("publication_channels", "{ any_of = [\"website\"] }", "{ any_of = [\"website\", \"newsletter\"] }", Some(Greater)),
        ("records_kept", "{ years = 5 }", "{ years = 2 }", Some(Greater)),
        ("maximum_members", "{ at_most = 5 }", "{ at_most = 9 }", Some(Greater)),
        ("visit_recorded", "{ days_after = 7 }", "{ days_after = 14, prescribed_form = \"unknown\" }", None),
    ] {
        assert_eq!(kind(word, one).strictness(&kind(word, other)), expected, "{word} {one} {other}");
    }
}

/// A rule for types of group homes that is only for other services reaches nobody.
#[test]
fn a_rule_that_reaches_no_office_is_refused() {
    let more = "services = [\"residential_facility\"]\napplies_to = { types = [\"daytime_support\"] }\n";
    let error = with("resident_invited", "{}", more).unwrap_err();
    assert!(!error.problem.is_empty());
    let error = with("maximum_members", "{ at_most = 9 }", more).unwrap_err();
    assert!(error.problem.contains("どの事業所にも"), "{error}");
}
