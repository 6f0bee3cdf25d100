//! The stages of the road and the steps between them. Every open stage has a way to the end of the road: back to those who spoke.

use crate::vocabulary;

vocabulary! {
    /// Where an issue is on its road (E4).
    Stage {
        /// It arrived, and nobody decided yet who takes it.
        Received = "received", "届いた";
        /// The secretariat said how far it reaches, how soon, and which body takes it.
        Sorted = "sorted", "振り分けた";
        /// A body works on it.
        Deliberating = "deliberating", "協議中";
        /// The body's answer lies before the 全体会.
        Reported = "reported", "全体会に報告した";
        /// The 全体会 decided what is to be done.
        Decided = "decided", "方針を決めた";
        /// Municipalities were asked to do it.
        Proposed = "proposed", "市町村に提案した";
        /// It is being done.
        Acting = "acting", "取り組んでいる";
        /// The council above was asked.
        Lifted = "lifted", "上の協議会に届けた";
        /// Something came of it.
        Resulted = "resulted", "結果が出た";
        /// Everybody from whom it came was told. The end of the road.
        Returned = "returned", "届けた人に返した";
        /// It goes on as part of another issue.
        Merged = "merged", "ほかの課題にまとめた";
    }
}

impl Stage {
    /// Whether nothing more happens to it.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Returned | Self::Merged)
    }

    /// Where it is after a step; `None` where the step cannot be taken.
    pub fn after(self, step: Step) -> Option<Self> {
        use Stage::{Acting, Decided, Deliberating, Lifted, Merged, Proposed, Received, Reported, Resulted, Returned, Sorted};
        match (step, self) {
            (_, Returned | Merged) => None,
            // Words, and those who waited for another issue, come along wherever it is.
            (Step::Noted | Step::TookIn, stage) => Some(stage),
            (Step::Sorted, Received | Sorted | Deliberating) => Some(Sorted),
            (Step::Deliberated, Sorted | Deliberating) => Some(Deliberating),
            (Step::Reported, Deliberating) => Some(Reported),
            (Step::Decided, Deliberating | Reported) => Some(Decided),
            (Step::Proposed, Decided | Proposed) => Some(Proposed),
            (Step::Replied, Proposed) => Some(Proposed),
            // What is urgent and needs no decision is done at once; what was told is known can be taken up again.
            (Step::Acted, Sorted | Decided | Proposed | Acting | Resulted) => Some(Acting),
            (Step::Lifted, Sorted | Deliberating | Reported | Decided | Proposed) => Some(Lifted),
            (Step::AnsweredFromAbove, Lifted) => Some(Resulted),
            (Step::Resulted, Received | Sorted | Deliberating | Reported | Decided | Proposed | Acting) => Some(Resulted),
            (Step::Returned, Resulted) => Some(Returned),
            (Step::Merged, Received | Sorted | Deliberating) => Some(Merged),
            _ => None,
        }
    }
}

vocabulary! {
    /// What was done with an issue.
    Step {
        /// It arrived.
        Received = "received", "届きました";
        /// The secretariat sorted it.
        Sorted = "sorted", "振り分けました";
        /// A body spoke about it.
        Deliberated = "deliberated", "協議しました";
        /// A body brought its answer before the 全体会.
        Reported = "reported", "全体会に報告しました";
        /// The 全体会 decided.
        Decided = "decided", "方針を決めました";
        /// Municipalities were asked.
        Proposed = "proposed", "市町村に提案しました";
        /// A municipality replied.
        Replied = "replied", "市町村が答えました";
        /// Something is being done.
        Acted = "acted", "取り組みました";
        /// The council above was asked, with the reason why it cannot be solved here.
        Lifted = "lifted", "上の協議会に届けました";
        /// The council above answered.
        AnsweredFromAbove = "answered_from_above", "上の協議会から答えがありました";
        /// Something came of it.
        Resulted = "resulted", "結果をまとめました";
        /// Everybody from whom it came was told.
        Returned = "returned", "届けた人に返しました";
        /// It became part of another issue.
        Merged = "merged", "ほかの課題にまとめました";
        /// Another issue became part of it.
        TookIn = "took_in", "ほかの課題を合わせました";
        /// Somebody added words.
        Noted = "noted", "書き添えました";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Vocabulary;

    fn reachable(from: Stage) -> BTreeSet<Stage> {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(stage) = open.pop() {
            let next = Step::ALL.iter().filter_map(|step| stage.after(*step)).filter(|next| seen.insert(*next));
            open.extend(next.collect::<Vec<_>>());
        }
        seen
    }

    /// E4: no issue can get stuck: from everywhere there is a way back to those who spoke.
    #[test]
    fn every_open_stage_leads_back_to_those_who_spoke() {
        for stage in Stage::ALL.iter().copied().filter(|stage| *stage != Stage::Merged) {
            assert!(reachable(stage).contains(&Stage::Returned), "{stage:?}");
        }
        assert_eq!(reachable(Stage::Received).len(), Stage::ALL.len(), "every stage is on the road");
    }

    /// E4
    #[test]
    fn what_is_closed_stays_closed() {
        for stage in Stage::ALL.iter().filter(|stage| stage.is_closed()) {
            assert!(Step::ALL.iter().all(|step| stage.after(*step).is_none()), "{stage:?}");
        }
    }

    /// E4: nobody proposes what was not decided, and nobody is told a result that there is not.
    #[test]
    fn steps_are_not_skipped() {
        for stage in Stage::ALL.iter().copied() {
            assert_eq!(stage.after(Step::Proposed).is_some(), matches!(stage, Stage::Decided | Stage::Proposed));
            assert_eq!(stage.after(Step::Returned).is_some(), stage == Stage::Resulted);
            assert_eq!(stage.after(Step::Received), None, "it arrives once");
        }
        assert_eq!(Stage::Received.after(Step::Deliberated), None, "first somebody says who takes it");
        assert_eq!(Stage::Lifted.after(Step::Resulted), None, "the council above is awaited");
    }
}
