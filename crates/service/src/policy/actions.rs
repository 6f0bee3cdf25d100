//! Every action of the house. An action that is missing here cannot be asked for; one without a policy stops the start.

use model::vocabulary;

vocabulary! {
    /// What can be done. The code is the column and the verb; the label is what the audit log shows to people.
    Action {
        /// Make an account by command.
        AccountsCreate = "accounts.create", "アカウントを作る";
        /// Close the account of a colleague.
        AccountsDisable = "accounts.disable", "職員の登録を止める";
        /// Invite a colleague.
        AccountsInvite = "accounts.invite", "職員を招待する";
        /// Join after an invitation.
        AccountsJoin = "accounts.join", "招待を受けて登録する";
        /// See the colleagues of an office.
        AccountsList = "accounts.list", "職員の一覧を見る";
        /// Change the own password, sign out everywhere.
        AccountsOwn = "accounts.own", "自分のアカウントを変更する";
        /// Ask for a link to set a new password.
        AccountsRequestReset = "accounts.request_reset", "パスワードの再設定を申し込む";
        /// Set a new password through a link.
        AccountsReset = "accounts.reset", "パスワードを再設定する";
        /// Sign in.
        AccountsSignIn = "accounts.sign_in", "サインインする";
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
