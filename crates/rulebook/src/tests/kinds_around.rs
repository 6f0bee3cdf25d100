//! As `kinds`, for what is around the meeting: visits, authorities, records.

use super::kinds::{book, held, says};

/// Records kept 5 years.
#[test]
fn records_are_kept_until_a_day() {
    let kept = book("records_kept", "{ years = 5 }").unwrap();
    let minutes = ", minutes = { state = \"confirmed\", drafted_on = 2026-10-20 }";
    let later = held(minutes).replace("2026-11-01", "2031-10-11\nyear = 2026");
    says(&kept, &[(&held(minutes), "met 秋"), (&held(""), "not_applicable 秋"), (&later, "not_applicable 秋")]);
}

/// C4: a minimum number of visitors on site; C3: visits on the day of the meeting.
#[test]
fn enough_different_members_come_and_on_the_day_that_is_wished() {
    let seats = "seats = [{ name = \"甲\", category = \"community\", state = \"seated\" }, { name = \"乙\", category = \"family\", state = \"seated\" }]";
    let visits = |on: &str, visits: &str| format!("on = {on}\n{seats}\nvisits = [{visits}]");
    let of = |seat: &str, mode: &str| format!("{{ seat = \"{seat}\", state = \"made\", day = 2026-10-10, mode = \"{mode}\" }}");
    let (both, twice) = (format!("{}, {}", of("甲", "on_site"), of("乙", "on_site")), format!("{0}, {0}", of("甲", "on_site")));
    let screen = format!("{}, {}", of("甲", "on_site"), of("乙", "online"));
    let least = book("visitors_at_least", "{ at_least = 2 }").unwrap();
    says(
        &least,
        &[
            (&visits("2026-11-01", &both), "met"),
            (&visits("2026-11-01", &twice), "due"),
            (&visits("2026-11-01", &screen), "due"),
            (&visits("2027-04-01\nyear = 2026", &screen), "broken"),
            (&visits("2026-11-01", &format!("{}, {{ state = \"made\", day = 2026-10-10 }}", of("甲", "on_site"))), "unknown"),
        ],
    );
    let same_day = book("visit_day", "{ same_day_as_meeting = \"preferred\" }").unwrap();
    let meeting = "meetings = [{ name = \"秋\", state = \"held\", day = 2026-10-10 }]";
    says(
        &same_day,
        &[
            (&format!("{}\n{meeting}", visits("2026-11-01", &both)), "met"),
            (&format!("{}\n{}", visits("2026-11-01", &both), meeting.replace("10-10", "10-11")), "broken"),
            (&visits("2026-11-01", &both), "not_applicable"),
        ],
    );
}

/// C1: visits of the office as a whole, satellites among the dwellings.
#[test]
fn visits_are_counted_for_the_office_or_with_satellites() {
    let office = book("visit_frequency", "{ times = 2, per = \"fiscal_year\" }").unwrap();
    let visits = |dwelling: &str| {
        format!(
            "on = 2026-11-01\ndwellings = [{{ name = \"梅\" }}, {{ name = \"離れ\", satellite = true }}]\n\
             visits = [{{ state = \"made\", day = 2026-10-10, dwelling = \"{dwelling}\" }}, {{ state = \"made\", day = 2026-10-11 }}]"
        )
    };
    says(&office, &[(&visits("梅"), "met"), ("on = 2026-11-01", "due"), ("on = 2027-04-01\nyear = 2026", "broken")]);
    let each = book("visit_frequency", "{ times = 1, per = \"fiscal_year\", scope = \"each_dwelling\", satellites = true }").unwrap();
    says(&each, &[(&visits("離れ"), "met 離れ"), (&visits("離れ"), "unknown 梅")]);
}

/// D1: city officers only every second year.
#[test]
fn officials_come_every_second_year() {
    let second = book("authority_attendance", "{ at_least = 1, every_years = 2, first_year = 2025, required = true }").unwrap();
    let came = |number: u8| held(&format!(", officials_attended = {number}"));
    let next = |number: u8| came(number).replace("2026-", "2027-");
    says(&second, &[(&came(0), "not_applicable"), (&next(1), "met 秋"), (&next(0), "broken 秋")]);
    let asked = "on = 2027-10-01\nmeetings = [{ name = \"秋\", state = \"fixed\", day = 2027-10-10, authority_told_on = 2027-08-01";
    says(&second, &[(&format!("{asked} }}]"), "unknown 秋"), (&format!("{asked}, officials_expected = 0 }}]"), "due 秋")]);
}

/// D4: a deadline on a fixed day, in the year or in the one that follows.
#[test]
fn a_report_is_due_on_the_day_that_the_rule_names() {
    let report =
        |deadline: &str| book("report", &format!("{{ to = \"municipality\", items = [\"minutes\"], deadline = {deadline} }}")).unwrap();
    let on = |day: &str| format!("on = {day}\nyear = 2026");
    let march = report("{ in_year = { month = 3, day = 15 } }");
    says(&march, &[(&on("2027-03-15"), "due"), (&on("2027-03-16"), "overdue")]);
    let april = report("{ after_year = { month = 4, day = 30 } }");
    says(&april, &[(&on("2027-04-30"), "due"), (&on("2027-05-01"), "overdue")]);
    let told = format!("{}\nreports = [{{ to = \"municipality\", due = 2027-05-20 }}]", on("2027-05-01"));
    says(&april, &[(&told, "due")]);
}
