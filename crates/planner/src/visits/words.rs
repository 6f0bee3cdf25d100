//! All sentences about plans of visits, in one place. Names come from whoever may see them; nothing is told about residents.

use jiff::civil::Date;
use model::{DwellingId, SeatId, calendar::wareki::format_date_short};

use super::{
    breach::Breach,
    plan::{Because, GivenUp, Traded},
    reasons::{Certainty, Help, Infeasible, Reason},
    score::Level,
};

/// How houses and members are called.
pub struct Names<'a> {
    /// A house, such as 「ひなた荘」.
    pub house: &'a dyn Fn(DwellingId) -> String,
    /// A member, such as 「山田さん」.
    pub member: &'a dyn Fn(SeatId) -> String,
}

impl Names<'_> {
    fn houses(&self, ids: &[DwellingId]) -> String {
        ids.iter().map(|id| (self.house)(*id)).collect::<Vec<_>>().join("、")
    }

    fn members(&self, ids: &[SeatId]) -> String {
        ids.iter().map(|id| (self.member)(*id)).collect::<Vec<_>>().join("、")
    }

    /// Why a visit stands in the plan.
    pub fn because(&self, because: &Because) -> String {
        match because {
            Because::Settled => "すでに訪問したか、動かせない予定です。".to_owned(),
            Because::Agreed => "前に約束した日です。".to_owned(),
            Because::HouseNeeds => "この住居に必要な訪問です。".to_owned(),
            Because::MemberNeeds => "この方に必要な、年度のうちの訪問です。".to_owned(),
            Because::Share => "現地への訪問の割合を守るための訪問です。".to_owned(),
            Because::OnlyMember => "この住居を訪問できる方は、ほかにいません。".to_owned(),
            Because::OnlyDay => "住居と構成員の都合が合う日は、この日だけです。".to_owned(),
            Because::Leads(member) => format!("はじめて訪問する{}に付き添います。", (self.member)(*member)),
            Because::LedBy(member) => format!("はじめての訪問なので、{}と一緒に訪問します。", (self.member)(*member)),
            Because::MeetingDay => "会議と同じ日です。".to_owned(),
            Because::Nearest => "訪問できる方のうち、いちばん近くの方です。".to_owned(),
            Because::QuietMonth { visits: 1 } => "この月の訪問は、この1回だけです。".to_owned(),
            Because::QuietMonth { visits } => format!("この月の訪問は{visits}回で、選べる月のうち多くない月です。"),
            Because::NewToMember => "この方は、昨年度は別の住居を訪問しました。".to_owned(),
        }
    }

    /// What was given up for what.
    pub fn traded(&self, traded: &Traded) -> String {
        match traded {
            Traded::Nearer { member, worse } => {
                format!("{}のほうが近くですが、{}ため、見送りました。", (self.member)(*member), worsening(*worse))
            }
            Traded::Fresh { member, worse } => {
                format!("{}なら昨年度と別の住居になりますが、{}ため、見送りました。", (self.member)(*member), worsening(*worse))
            }
        }
    }

    /// An agreed visit that is not in the plan.
    pub fn given_up(&self, given_up: &GivenUp) -> String {
        let (GivenUp::Impossible(visit) | GivenUp::For(visit, _)) = given_up;
        let told = format!("{}の{}への{}の訪問は", format_date_short(visit.day), (self.house)(visit.house), (self.member)(visit.member));
        match given_up {
            GivenUp::Impossible(_) => format!("{told}、できなくなりました。"),
            GivenUp::For(_, level) => format!("{told}、残すと{}ため、入れていません。", worsening(*level)),
        }
    }

    /// Why there is no whole plan, what is missing, and what would help: first the sum of it, then one sentence each.
    pub fn infeasible(&self, infeasible: &Infeasible) -> Vec<String> {
        let partial = &infeasible.partial;
        let certain = match infeasible.certainty {
            Certainty::Proven => "いまの希望のままでは、すべてのきまりを守る計画はできません。",
            Certainty::NotFound => "すべてのきまりを守る計画は、見つかりませんでした。",
        };
        let closed = partial.unvisited.len();
        let mut told = vec![match (closed, partial.unvisiting.len()) {
            (0, 0) => certain.to_owned(),
            (0, members) => format!("{certain}訪問できる日がない構成員が{members}名います。"),
            (houses, 0) => format!("{certain}{houses}つの住居に、訪問できる日がありません。"),
            (houses, members) => format!("{certain}{houses}つの住居に訪問できる日がなく、訪問できる日がない構成員が{members}名います。"),
        }];
        told.extend(infeasible.reasons.iter().map(|reason| self.reason(reason)));
        told.extend(infeasible.helps.iter().map(|help| self.help(help)));
        told
    }

    /// One reason.
    pub fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::HouseDays { house, open: 0, .. } => format!("{}には、訪問を受け入れられる日がありません。", (self.house)(*house)),
            Reason::HouseDays { house, needed, open } => {
                format!("{}は、{needed}日の訪問が必要ですが、受け入れられる日は{open}日です。", (self.house)(*house))
            }
            Reason::HouseVisitors { house, possible: 0, .. } => {
                format!("{}を受け入れの日に訪問できる構成員がいません。", (self.house)(*house))
            }
            Reason::HouseVisitors { house, needed, possible } => {
                format!("{}は、{needed}日の訪問が必要ですが、構成員の都合が合う日は{possible}日です。", (self.house)(*house))
            }
            Reason::MemberDays { member, possible: 0, .. } => format!("{}の都合の合う住居と日がありません。", (self.member)(*member)),
            Reason::MemberDays { member, needed, possible } => {
                format!("{}は、{needed}回の訪問が必要ですが、都合の合う日は{possible}日です。", (self.member)(*member))
            }
            Reason::NobodyLeads { member } => {
                format!("{}ははじめての訪問ですが、一緒に訪問できる方の都合と合う日がありません。", (self.member)(*member))
            }
            Reason::Houses { houses, needed, possible } => {
                format!(
                    "{}は、合わせて{needed}回の訪問が必要ですが、同じ構成員の同じ日に重なるため、{possible}回しかできません。",
                    self.houses(houses)
                )
            }
            Reason::Members { members, needed, possible } => {
                format!(
                    "{}は、合わせて{needed}回の訪問が必要ですが、同じ住居の同じ日に重なるため、{possible}回しかできません。",
                    self.members(members)
                )
            }
            Reason::OnSiteShare { missing } => format!("現地への訪問が、あと{missing}回必要です。"),
            Reason::Together { houses, members } => match (houses.is_empty(), members.is_empty()) {
                (false, true) => format!("{}への訪問は、ほかの訪問と同時には入りません。", self.houses(houses)),
                (true, _) => format!("{}の訪問は、ほかの訪問と同時には入りません。", self.members(members)),
                (false, false) => format!("{}への訪問と{}の訪問は、同時には入りません。", self.houses(houses), self.members(members)),
            },
        }
    }

    /// Something that would help.
    pub fn help(&self, help: &Help) -> String {
        let (Help::HouseOpens(visit) | Help::MemberOffers(visit)) = help;
        let (day, house, member) = (format_date_short(visit.day), (self.house)(visit.house), (self.member)(visit.member));
        match help {
            Help::HouseOpens(_) => format!("{house}が{day}に受け入れられれば、{member}が訪問できます。"),
            Help::MemberOffers(_) => format!("{member}が{day}に都合をつけられれば、{house}を訪問できます。"),
        }
    }

    /// A hard rule that a plan does not keep.
    pub fn breach(&self, breach: &Breach) -> String {
        let on = |day: &Date| format_date_short(*day);
        match breach {
            Breach::Unknown(visit) => format!("{}の訪問の、住居か構成員が見つかりません。", on(&visit.day)),
            Breach::SettledMissing(visit) => {
                format!("{}の{}への訪問は、動かせない予定です。計画から外せません。", on(&visit.day), (self.house)(visit.house))
            }
            Breach::HouseLacks { house, needed, days } => {
                format!("{}は、{needed}日の訪問が必要ですが、いまは{days}日です。", (self.house)(*house))
            }
            Breach::HouseUnseen(house) => format!("{}を、現地で訪問する方がいません。", (self.house)(*house)),
            Breach::MemberLacks { member, needed, visits } => {
                format!("{}は、{needed}回の訪問が必要ですが、いまは{visits}回です。", (self.member)(*member))
            }
            Breach::MemberNotFree(visit) => format!("{}は、{}は都合がつきません。", (self.member)(visit.member), on(&visit.day)),
            Breach::MemberExcused(visit) => format!("{}は、今年度は訪問しないことになっています。", (self.member)(visit.member)),
            Breach::HouseNotOpen(visit) => format!("{}は、{}は受け入れられません。", (self.house)(visit.house), on(&visit.day)),
            Breach::OnMeetingDay(visit) => format!("{}は会議の日です。訪問には、別の日を選びます。", on(&visit.day)),
            Breach::Relative(visit) => {
                format!("{}には、{}のご親族がいます。別の方を選んでください。", (self.house)(visit.house), (self.member)(visit.member))
            }
            Breach::TwiceADay { member, day } => format!("{}の{}の訪問が、2つ以上あります。", (self.member)(*member), on(day)),
            Breach::TooMany { house, day, heads } => {
                format!("{}の{}の訪問が、付き添いの方も入れて{heads}名です。日を分けてください。", (self.house)(*house), on(day))
            }
            Breach::Unaccompanied(visit) => {
                format!("{}は、はじめての訪問です。{}に一緒に訪問する方を選んでください。", (self.member)(visit.member), on(&visit.day))
            }
            Breach::OnSiteShare { missing } => format!("現地への訪問が、あと{missing}回必要です。"),
        }
    }
}

/// What a worse level would mean.
fn worsening(level: Level) -> &'static str {
    match level {
        Level::HousesLack => "訪問できない住居が出る",
        Level::MembersLack => "訪問できない構成員が出る",
        Level::Changes => "前の計画からの変更が増える",
        Level::Visits => "訪問の回数が増える",
        Level::Load => "構成員の訪問の回数が偏る",
        Level::OffMeetings => "会議と別の日の訪問が増える",
        Level::Months => "訪問が同じ月に偏る",
        Level::Houses => "訪問が同じ住居に偏る",
        Level::SameMonth => "同じ住居の訪問が同じ月に重なる",
        Level::Distance => "ほかの方の移動が長くなる",
        Level::Again => "昨年度と同じ住居の訪問が増える",
        Level::Unkept => "約束した訪問が減る",
    }
}
