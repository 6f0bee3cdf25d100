//! The fields in which somebody says on which days visits are possible; the same for members and houses.

use std::collections::BTreeSet;

use model::{
    Vocabulary,
    calendar::FiscalYear,
    visits::wishes::{Offer, WeekDay, days_of},
};

use crate::{components::Choice, forms::Form};

/// What the fields offer for choosing.
pub(crate) struct Offered {
    pub(crate) weekdays: Vec<Choice>,
    pub(crate) months: Vec<Choice>,
}

/// The choices of the fields for a 年度.
pub(crate) fn choices(year: FiscalYear) -> Offered {
    let weekdays = WeekDay::ALL.iter().map(|day| Choice::new(day.code(), format!("{}曜日", day.label())));
    let months = year.months().map(|month| Choice::new(month.month().to_string(), format!("{}月", month.month())));
    Offered { weekdays: weekdays.collect(), months: months.to_vec() }
}

/// The fields as they stand for an offer.
pub(crate) fn pairs(offer: &Offer) -> Vec<(&'static str, String)> {
    let days = |days: &BTreeSet<jiff::civil::Date>| days.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let mut pairs: Vec<(&'static str, String)> = offer.weekdays.iter().map(|day| ("weekdays", day.code().to_owned())).collect();
    pairs.extend(offer.not_in.iter().map(|month| ("not_in", month.to_string())));
    pairs.extend(offer.holidays.then(|| ("holidays", "1".to_owned())));
    pairs.extend([("not_on", days(&offer.not_on)), ("also_on", days(&offer.also_on))]);
    pairs
}

/// What the fields say; messages at those that do not read.
pub(crate) fn read(form: &mut Form, year: FiscalYear) -> Option<Offer> {
    let weekdays: Vec<WeekDay> = form.choices("weekdays", "曜日");
    let not_in: Vec<i8> = form.choices("not_in", "都合の悪い月");
    let mut days = |name: &str, label: &str| {
        let text = form.optional_text(name, label).unwrap_or_default();
        days_of(&text, year).map_err(|error| form.fail(name, error)).ok()
    };
    let (not_on, also_on) = (days("not_on", "都合の悪い日"), days("also_on", "ほかに訪問できる日"));
    let holidays = form.checked("holidays");
    form.is_valid().then_some(())?;
    Some(Offer {
        weekdays: weekdays.into_iter().collect(),
        holidays,
        not_in: not_in.into_iter().filter(|month| (1..=12).contains(month)).collect(),
        not_on: not_on?,
        also_on: also_on?,
    })
}
