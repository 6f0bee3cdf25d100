//! Ties of members to residents and to the 法人 (A6, A7).

use std::collections::BTreeSet;

use model::{
    ResidentId, Vocabulary,
    seats::{FamilyStanding, Independence, SeatCategory},
};

use crate::{
    assess::{situation::Situation, verdict::Verdict},
    facts::SeatFact,
    finding::Subject,
    kind::{CommunityKinds, IndependenceOf},
};

/// A6: the family member belongs to another resident than the resident member.
pub(in crate::assess) fn family_of_another_resident(situation: &Situation<'_>) -> Vec<Verdict> {
    let open = || situation.facts.seats.iter().filter(|s| s.is_open());
    let residents: Vec<Option<ResidentId>> = open().filter(|s| s.category == SeatCategory::Resident).map(SeatFact::voice_of).collect();
    let known: BTreeSet<ResidentId> = residents.iter().copied().flatten().collect();
    // A proxy who was put among the families is the matter of A5.
    let families = open().filter(|s| s.category == SeatCategory::Family && s.proxy_for.is_none());
    families.map(|seat| Verdict { subject: Subject::Seat(seat.id), ..family_verdict(seat, &residents, &known) }).collect()
}

/// A4: the sub-kind of each 地域の関係者 is one that counts.
pub(in crate::assess) fn community_kinds(situation: &Situation<'_>, parameters: &CommunityKinds) -> Vec<Verdict> {
    let concerned = situation.facts.seats.iter().filter(|seat| seat.is_open() && seat.category == SeatCategory::Community);
    concerned
        .map(|seat| {
            let subject = Subject::Seat(seat.id);
            match seat.community_kind {
                None => Verdict::unknown(subject, "どのような立場の地域の関係者かが、まだ記録されていません。"),
                Some(kind) if parameters.accepted.contains(&kind) => Verdict::met(subject, format!("{kind}の方です。")),
                Some(kind) if parameters.refused.contains(&kind) => {
                    Verdict::broken(subject, format!("{kind}の方は、ここでは地域の関係者に数えません。"))
                }
                Some(kind) => Verdict::unknown(
                    subject,
                    format!("{kind}の方を地域の関係者に数えるかどうかは、示されていません。市区町村にご確認ください。"),
                ),
            }
        })
        .collect()
}

fn family_verdict(seat: &SeatFact, residents: &[Option<ResidentId>], known: &BTreeSet<ResidentId>) -> Verdict {
    let subject = Subject::Seat(seat.id);
    match (seat.family_of, seat.family_standing) {
        (Some(resident), _) if known.contains(&resident) => Verdict::broken(
            subject,
            "「利用者」の構成員と同じ利用者のご家族です。いろいろな見方が集まるよう、別の利用者のご家族が望まれます。",
        ),
        (None, Some(FamilyStanding::FamilyAssociation | FamilyStanding::Supporter)) => {
            Verdict::not_applicable(subject, "特定の利用者のご家族としてではない方です。")
        }
        (None, _) => Verdict::unknown(subject, "どの利用者のご家族かが、まだ記録されていません。"),
        (Some(_), _) if residents.is_empty() => {
            Verdict::unknown(subject, "「利用者」の構成員が決まると、同じ利用者のご家族でないかを確かめられます。")
        }
        (Some(_), _) if residents.contains(&None) => {
            Verdict::unknown(subject, "「利用者」の構成員がどの利用者の立場なのかが、まだ記録されていません。")
        }
        (Some(_), _) => Verdict::met(subject, "「利用者」の構成員とは別の利用者のご家族です。"),
    }
}

/// A7: members of some categories should not belong to the 法人 or its affiliates.
pub(in crate::assess) fn independence(situation: &Situation<'_>, parameters: &IndependenceOf) -> Vec<Verdict> {
    let concerned = situation.facts.seats.iter().filter(|s| s.is_open() && parameters.categories.contains(&s.category));
    concerned
        .map(|seat| {
            let subject = Subject::Seat(seat.id);
            let label = seat.category.label();
            if parameters.avoid.contains(&seat.independence) {
                let tie = seat.independence.label();
                return Verdict::broken(
                    subject,
                    format!("「{label}」の構成員が{tie}方です。外の目を入れるため、ほかの法人の方が望まれます。"),
                );
            }
            if seat.independence == Independence::Unknown {
                return Verdict::unknown(subject, "同一法人や系列法人に所属していないか、まだ確かめていません。");
            }
            Verdict::met(subject, "同一法人・系列法人に所属していないことを確かめました。")
        })
        .collect()
}
