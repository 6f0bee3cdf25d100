//! Planning again, and what is told in words.

use super::office::*;
use crate::visits::*;

fn names<T>(tell: impl Fn(&Names<'_>) -> T) -> T {
    let house = |id| format!("住居{}", if id == house_id(0) { "あ" } else { "い" });
    let member = |id| format!("{}さん", if id == member_id(0) { "甲" } else { "乙" });
    tell(&Names { house: &house, member: &member })
}

/// C3
#[test]
fn after_a_refusal_the_other_visits_stand() {
    let before = planned(office(&[&[0, 12], &[2, 4], &[6, 8]], &[&[0, 4, 6], &[2, 8, 12]]));
    let refused = before.visits[0].visit;
    let after = replan(&before, &Change::MemberRefuses(refused)).unwrap();
    assert_eq!(after.gone, [refused].into());
    assert_eq!(after.new.len(), 1);
    assert_eq!(check(after.plan.wishes(), &after.plan.bare()), []);
}

/// C2, C3
#[test]
fn who_falls_ill_keeps_what_was_made_and_others_step_in() {
    let mut written = office(&[&[0], &[4], &[8]], &[&[0, 4], &[4, 8]]);
    written.agreed = [visit(1, 0, 4)].into();
    let before = planned(written);
    assert_eq!(before.bare(), [visit(0, 0, 0), visit(1, 0, 4), visit(2, 1, 8)]);
    let after = replan(&before, &Change::Away(member_id(0), day(2))).unwrap();
    assert_eq!(after.gone, [visit(1, 0, 4)].into());
    assert_eq!(after.new, [visit(1, 1, 4)].into());
    assert!(after.plan.bare().contains(&visit(0, 0, 0)));
}

#[test]
fn a_lost_day_moves_what_lay_on_it() {
    let before = planned(office(&[&[0, 2]], &[&[0, 2]]));
    let lost = before.visits[0].visit.day;
    let after = replan(&before, &Change::DayLost(lost)).unwrap();
    assert_eq!((after.gone.len(), after.new.len()), (1, 1));
    let closed = Change::HouseClosed(house_id(0), days(&[0, 2]));
    assert!(matches!(replan(&before, &closed), Err(Unplannable::Infeasible(_))));
}

#[test]
fn a_change_about_nobody_is_refused() {
    let before = planned(office(&[&[0]], &[&[0]]));
    let strange = replan(&before, &Change::Away(member_id(5), day(0)));
    assert_eq!(strange.unwrap_err(), Unplannable::Unclear(Unclear::UnknownMember(member_id(5))));
    let strange = replan(&before, &Change::HouseRefuses(visit(5, 0, 0)));
    assert_eq!(strange.unwrap_err(), Unplannable::Unclear(Unclear::UnknownHouse(house_id(5))));
}

/// C2
#[test]
fn infeasible_is_told_in_words_with_what_would_help() {
    let infeasible = refused(office(&[&[], &[0]], &[&[0, 2]]));
    let told = names(|names| names.infeasible(&infeasible));
    assert_eq!(
        told,
        [
            "いまの希望のままでは、すべてのきまりを守る計画はできません。1つの住居に、訪問できる日がありません。",
            "住居あには、訪問を受け入れられる日がありません。",
            "住居あが令和9年4月21日（水）に受け入れられれば、甲さんが訪問できます。",
        ]
        .map(|sentence| sentence.replace("令和9年4月21日（水）", &model::calendar::wareki::format_date_short(infeasible_day())))
    );
}

fn infeasible_day() -> jiff::civil::Date {
    day(2)
}

#[test]
fn every_reason_and_breach_has_its_sentence() {
    let plan = planned(office(&[&[0, 2], &[4]], &[&[0, 4], &[2]]));
    for planned in &plan.visits {
        for because in &planned.because {
            assert!(names(|names| names.because(because)).ends_with('。'));
        }
    }
    let breaches = check(plan.wishes(), &[visit(0, 0, 6), visit(0, 1, 6), visit(1, 0, 6)]);
    let told: Vec<String> = names(|names| breaches.iter().map(|breach| names.breach(breach)).collect());
    assert!(told.iter().any(|sentence| sentence.starts_with("甲さんの") && sentence.contains("2つ以上")), "{told:?}");
    assert!(told.iter().all(|sentence| sentence.ends_with('。')));
}
