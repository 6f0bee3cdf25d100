//! Seats of a body: who sits there, in which category, for how long (A2–A10).

use crate::vocabulary;

vocabulary! {
    /// 構成員の区分 (A2; the ministry's guide, chapter 3). The labels are official.
    SeatCategory {
        /// Somebody who lives in a dwelling of the office.
        Resident = "resident", "利用者";
        /// Family of a resident, or whoever speaks for families (A6).
        Family = "family", "利用者家族";
        /// Somebody of the neighbourhood; see [`CommunityKind`].
        Community = "community", "地域の関係者";
        /// Somebody who knows welfare services.
        WelfareExpert = "welfare_expert", "福祉に知見のある人";
        /// Somebody who knows management.
        ManagementExpert = "management_expert", "経営に知見のある人";
        /// An official of the municipality, or another person of public standing.
        Municipality = "municipality", "市町村担当者等";
    }
}

vocabulary! {
    /// Kinds of 地域の関係者 (A4). Which of them count differs by place, so that the kind is kept.
    CommunityKind {
        /// A residents' or neighbourhood association.
        NeighbourhoodAssociation = "neighbourhood_association", "自治会・町内会";
        /// A commissioned welfare volunteer.
        WelfareCommissioner = "welfare_commissioner", "民生委員";
        /// The shops of the street.
        ShoppingStreet = "shopping_street", "商店街";
        /// People of schools.
        School = "school", "学校関係者";
        /// A non-profit organisation active in the area.
        Npo = "npo", "NPO法人";
        /// A person with disabilities who lives in the area.
        LocalPersonWithDisability = "local_person_with_disability", "地域の障害当事者";
        /// A neighbour.
        Neighbour = "neighbour", "近隣住民";
    }
}

vocabulary! {
    /// In whose place a seat of 利用者家族 is taken where no family can come (A6).
    FamilyStanding {
        /// A member of the family.
        Relative = "relative", "家族";
        /// The guardian.
        Guardian = "guardian", "成年後見人";
        /// A supporter who is close to the family.
        Supporter = "supporter", "家族と関わりのある支援者";
        /// A member of a family association.
        FamilyAssociation = "family_association", "家族会の会員";
    }
}

vocabulary! {
    /// How a person is tied to the 法人 that runs the office (A7).
    Independence {
        /// Belongs to no part of it.
        Independent = "independent", "法人・系列法人に所属していない";
        /// Belongs to the same 法人.
        SameCorporation = "same_corporation", "同一法人に所属している";
        /// Belongs to an affiliate.
        Affiliate = "affiliate", "系列法人に所属している";
        /// Nobody has asked yet.
        Unknown = "unknown", "まだ確かめていない";
    }
}

vocabulary! {
    /// 情報保障・合理的配慮: what a person needs to take part (A13).
    Accommodation {
        /// Readings above the characters.
        Ruby = "ruby", "ルビのついた資料";
        /// Large characters.
        LargePrint = "large_print", "大きな文字の資料";
        /// Plain words.
        PlainWords = "plain_words", "やさしい言葉の資料";
        /// A file without pictures and columns, for reading aloud.
        TextFile = "text_file", "読み上げ用のテキストデータ";
        /// Braille.
        Braille = "braille", "点字";
        /// Sign language.
        SignLanguage = "sign_language", "手話通訳";
        /// What is said, written along.
        Captions = "captions", "要約筆記";
        /// A way for wheelchairs.
        WheelchairRoute = "wheelchair_route", "車いすで通れる道順";
        /// A place where the carer waits.
        CarersPlace = "carers_place", "付き添いの方の待つ場所";
        /// A place to lie down or be quiet.
        RestingPlace = "resting_place", "休める場所";
        /// A toilet that everybody can use.
        AccessibleToilet = "accessible_toilet", "使いやすいトイレ";
        /// Taking part from elsewhere.
        Online = "online", "オンラインでの参加";
    }
}

vocabulary! {
    /// Where a seat stands between the first thought and the end of the term.
    SeatState {
        /// Chosen by the office, not asked yet.
        Candidate = "candidate", "候補";
        /// Asked; no answer yet.
        Invited = "invited", "依頼中";
        /// Accepted. Attending or visiting needs the pledge as well (A10).
        Seated = "seated", "就任";
        /// Did not accept.
        Declined = "declined", "辞退";
        /// The term has ended, or the person has left. The seat keeps its history.
        Ended = "ended", "終了";
    }
}

vocabulary! {
    /// By which way something reached us. What staff enter for somebody is marked as such (B12).
    Channel {
        /// The person's own phone or computer.
        Online = "online", "ご本人の画面";
        /// A paper form.
        Paper = "paper", "書面";
        /// By telephone.
        Telephone = "telephone", "電話";
        /// Said in person.
        InPerson = "in_person", "対面";
        /// By mail or fax.
        Mail = "mail", "メール・FAX";
    }
}

impl Channel {
    /// Whether a 参加承諾書 can come this way: signed on paper or sent from the person's own screen (A10). A word on the telephone
    /// accepts a seat, but is no pledge.
    pub fn carries_pledge(self) -> bool {
        matches!(self, Self::Online | Self::Paper | Self::Mail)
    }
}

impl SeatState {
    /// Whether a seat in this state may become `next`. A seat is never re-opened: a person who comes back gets a new one.
    pub fn may_become(self, next: SeatState) -> bool {
        use SeatState::*;
        matches!((self, next), (Candidate, Invited | Seated | Declined) | (Invited, Seated | Declined | Candidate) | (Seated, Ended))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    /// A2
    #[test]
    fn the_categories_keep_their_official_names_and_order() {
        let labels: Vec<_> = SeatCategory::ALL.iter().map(|c| c.label()).collect();
        assert_eq!(labels, ["利用者", "利用者家族", "地域の関係者", "福祉に知見のある人", "経営に知見のある人", "市町村担当者等"]);
    }

    /// A10
    #[test]
    fn what_is_only_said_is_no_pledge() {
        let spoken: Vec<_> = Channel::ALL.iter().filter(|channel| !channel.carries_pledge()).collect();
        assert_eq!(spoken, [&Channel::Telephone, &Channel::InPerson]);
    }

    #[test]
    fn an_ended_or_declined_seat_is_never_opened_again() {
        for &next in SeatState::ALL {
            assert!(!SeatState::Ended.may_become(next));
            assert!(!SeatState::Declined.may_become(next));
        }
    }
}
