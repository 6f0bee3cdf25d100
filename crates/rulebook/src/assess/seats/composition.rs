//! Who must be there, and how many (A2, A3).

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{
    PersonId, Vocabulary,
    calendar::wareki,
    seats::{SeatCategory, SeatState},
};

use crate::{
    assess::{
        situation::{Anchor, Situation},
        verdict::{Deadline, Verdict},
    },
    facts::SeatFact,
    finding::Subject,
    kind::{AdvisedMembers, AnyOfCategories, Count, Days, MaximumMembers, MinimumMembers, RequiredCategories},
};

/// A2: one verdict per category.
pub(in crate::assess) fn required_categories(situation: &Situation<'_>, parameters: &RequiredCategories) -> Vec<Verdict> {
    let categories: BTreeSet<_> = parameters.categories.iter().copied().collect();
    categories.into_iter().map(|category| required_category(situation, parameters, category)).collect()
}

fn required_category(situation: &Situation<'_>, parameters: &RequiredCategories, category: SeatCategory) -> Verdict {
    let subject = Subject::Category(category);
    let label = category.label();
    let counts =
        |seat: &&SeatFact| seat.category == category && (seat.proxy_for.is_none() || parameters.proxies_count_in.contains(&category));
    let seats = || situation.facts.seats.iter().filter(counts);
    let day = day_of_service(situation);
    let serving = seats().filter(|s| s.serves_on(day)).count();
    if serving > 0 {
        return Verdict::met(subject, format!("「{label}」の構成員が{serving}名います。"));
    }
    let why = why_nobody(situation, category, seats(), day);
    if let Some(held) = situation.anchor.held() {
        let reason = format!("{}の会議のとき、「{label}」の構成員がいませんでした。{why}", wareki::format_date_short(held));
        return Verdict::broken(subject, reason).since(Some(held));
    }
    if situation.is_past_without_meeting() {
        return Verdict::broken(subject, format!("{}には「{label}」の構成員がいませんでした。{why}", situation.facts.year));
    }
    Verdict::pending(subject, situation.on, situation.before_meeting(parameters.days_before.span()), &why)
}

/// Members must be there on the day of the meeting; a term that ends before it does not help.
fn day_of_service(situation: &Situation<'_>) -> Date {
    match situation.anchor {
        Anchor::Held(day) => day,
        Anchor::Fixed(day) | Anchor::Assumed(day) => day.max(situation.rule_day()),
    }
}

fn why_nobody<'a>(situation: &Situation<'_>, category: SeatCategory, seats: impl Iterator<Item = &'a SeatFact>, day: Date) -> String {
    let label = category.label();
    let seats: Vec<_> = seats.collect();
    let count = |state| seats.iter().filter(|s| s.state == state).count();
    let only_proxies = seats.is_empty() && situation.facts.seats.iter().any(|s| s.category == category && s.is_open());
    if count(SeatState::Seated) > 0 {
        let day = wareki::format_date_short(day);
        format!("「{label}」の構成員の任期が、{day}の時点に及びません。再任するか、別の方にお願いしてください。")
    } else if count(SeatState::Invited) > 0 {
        format!("「{label}」の方（{}名）のお返事を待っています。", count(SeatState::Invited))
    } else if count(SeatState::Candidate) > 0 {
        format!("「{label}」の候補の方（{}名）に、まだ依頼していません。", count(SeatState::Candidate))
    } else if only_proxies {
        format!("「{label}」にはどなたもいません。利用者ご本人に代わって意思を伝える方は、ここには数えません。")
    } else {
        format!("「{label}」の構成員がまだいません。候補の方を選んでください。")
    }
}

/// A8: so many members in some categories together.
pub(in crate::assess) fn any_of_categories(situation: &Situation<'_>, parameters: &AnyOfCategories) -> Verdict {
    let labels = parameters.categories.iter().map(|category| category.label()).collect::<Vec<_>>().join("」「");
    let of_these = |seat: &&SeatFact| parameters.categories.contains(&seat.category);
    enough(situation, parameters.at_least, parameters.days_before, of_these, &format!("「{labels}」の構成員"))
}

/// A3: no fewer members than this, each person counted once.
pub(in crate::assess) fn minimum_members(situation: &Situation<'_>, parameters: &MinimumMembers) -> Verdict {
    enough(situation, parameters.at_least, parameters.days_before, |_| true, "構成員")
}

/// A3: no more members than this, each person counted once.
pub(in crate::assess) fn maximum_members(situation: &Situation<'_>, parameters: &MaximumMembers) -> Verdict {
    let most = parameters.at_most;
    let day = day_of_service(situation);
    let held = situation.anchor.held().is_some();
    let number = persons(situation.facts.seats.iter().filter(|seat| seat.serves_on(day) || (!held && seat.is_open())));
    match number {
        0 => Verdict::not_applicable(Subject::Office, "構成員を選ぶと確かめます。"),
        _ if number <= most.get().into() => Verdict::met(Subject::Office, format!("構成員は{number}名です。")),
        _ => Verdict::broken(Subject::Office, format!("構成員が、候補の方を入れて{number}名です。{most}名以内にします。")),
    }
}

fn enough(situation: &Situation<'_>, at_least: Count, days_before: Days, counts: impl Fn(&&SeatFact) -> bool, who: &str) -> Verdict {
    let needed = usize::from(at_least.get());
    let day = day_of_service(situation);
    let seated = persons(situation.facts.seats.iter().filter(&counts).filter(|seat| seat.serves_on(day)));
    let chosen = persons(situation.facts.seats.iter().filter(&counts).filter(|seat| seat.is_open() || seat.serves_on(day)));
    if seated >= needed {
        return Verdict::met(Subject::Office, format!("{who}が{seated}名います。"));
    }
    if let Some(held) = situation.anchor.held() {
        let day = wareki::format_date_short(held);
        let reason = format!("{day}の会議のとき、{who}は{seated}名でした。{needed}名以上が必要です。");
        return Verdict::broken(Subject::Office, reason).since(Some(held));
    }
    if situation.is_past_without_meeting() {
        let reason = format!("{}の{who}は{seated}名でした。{needed}名以上が必要です。", situation.facts.year);
        return Verdict::broken(Subject::Office, reason);
    }
    let reason = if chosen >= needed {
        format!("{who}は{seated}名です。候補・依頼中の方を合わせると{chosen}名になります。")
    } else {
        format!("{who}は、候補の方を入れて{chosen}名です。あと{}名を選んでください。", needed - chosen)
    };
    Verdict::pending(Subject::Office, situation.on, situation.before_meeting(days_before.span()), &reason)
}

/// A3: the advised number of members, each person counted once.
pub(in crate::assess) fn advised_members(situation: &Situation<'_>, parameters: &AdvisedMembers) -> Verdict {
    let about = usize::from(parameters.about.get());
    let enough = about.saturating_sub(usize::from(parameters.tolerance))..=about + usize::from(parameters.tolerance);
    let day = day_of_service(situation);
    let seated = persons(situation.facts.seats.iter().filter(|s| s.serves_on(day)));
    let chosen = persons(situation.facts.seats.iter().filter(|s| s.is_open() || s.serves_on(day)));
    let held = situation.anchor.held().is_some();
    if seated > *enough.end() || (!held && chosen > *enough.end()) {
        let number = if held { seated } else { chosen };
        return Verdict::advice(
            Subject::Office,
            format!("構成員が{number}名です。有意義に話し合えるよう、{about}名程度が望ましいとされています。"),
        );
    }
    if enough.contains(&seated) {
        return Verdict::met(Subject::Office, format!("構成員は{seated}名です。"));
    }
    if !held && enough.contains(&chosen) {
        let reason = format!("就任した方は{seated}名です。候補・依頼中の方を合わせると{chosen}名になります。");
        return Verdict::pending(Subject::Office, situation.on, Deadline::target(situation.anchor.day()), &reason);
    }
    let who = if held {
        format!("会議のとき、構成員は{seated}名でした。")
    } else {
        format!("構成員は、候補の方を入れて{chosen}名です。")
    };
    Verdict::advice(Subject::Office, format!("{who}{about}名程度が望ましいとされています。"))
}

fn persons<'a>(seats: impl Iterator<Item = &'a SeatFact>) -> usize {
    seats.map(|s| s.person).collect::<BTreeSet<PersonId>>().len()
}
