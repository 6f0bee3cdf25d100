//! Every action of the house. An action that is missing here cannot be asked for; one without a policy stops the start.

use model::vocabulary;

vocabulary! {
    /// What can be done. The code is the column and the verb; the label is what the audit log shows to people.
    Action {
        /// See the home of an office: its year, what is due.
        OfficesView = "offices.view", "事業所のホームを見る";
        /// Register an office by hand.
        OfficesRegister = "offices.register", "事業所を登録する";
        /// Change the particulars of an office and its dwellings.
        OfficesEdit = "offices.edit", "事業所の情報を変更する";
        /// Load a list of offices.
        OfficesImport = "offices.import", "事業所一覧を取り込む";
        /// List all offices of the installation.
        OfficesList = "offices.list", "事業所の一覧を見る";
    }
}
