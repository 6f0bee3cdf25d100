//! Every action of the house. An action that is missing here cannot be asked for; one without a policy stops the start.

use model::vocabulary;

vocabulary! {
    /// What can be done. The code is the column and the verb; the label is what the audit log shows to people.
    Action {
        /// Invite the first manager of an office, or an administrator.
        AccountsAppoint = "accounts.appoint", "管理者を登録する";
        /// Make an account by command.
        AccountsCreate = "accounts.create", "アカウントを作る";
        /// Close the account of a colleague.
        AccountsDisable = "accounts.disable", "職員の登録を止める";
        /// Invite a colleague.
        AccountsInvite = "accounts.invite", "職員を招待する";
        /// Join after an invitation.
        AccountsJoin = "accounts.join", "招待を受けて登録する";
        /// See how the offices of an area stand.
        AuthoritiesView = "authorities.view", "管内の事業所の判定を見る";
        /// Make and close the key by which a program reads the same.
        AuthoritiesKey = "authorities.key", "読み出し用の鍵を作る・閉じる";
        /// See a council, its bodies and the issues on its road.
        CouncilsView = "councils.view", "協議会と地域課題を見る";
        /// Set a council up, change it, add and end its bodies.
        CouncilsKeep = "councils.keep", "協議会を登録・変更する";
        /// Move an issue on: sort it, deliberate, decide, propose, conclude.
        IssuesMove = "issues.move", "地域課題を進める";
        /// Reply to a proposal for a municipality.
        IssuesReply = "issues.reply", "協議会の提案に答える";
        /// Hand a voice on to the council.
        IssuesHand = "issues.hand", "要望・助言を協議会に届ける";
        /// Say where abuse is reported.
        AuthoritiesDesk = "authorities.desk", "障害者虐待の相談窓口を登録する";
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
        /// Record a 第三者評価.
        EvaluationsRecord = "evaluations.record", "第三者評価を記録する";
        /// Load a list of offices.
        OfficesImport = "offices.import", "事業所一覧を取り込む";
        /// List all offices of the installation.
        OfficesList = "offices.list", "事業所の一覧を見る";
        /// Open a file of the office: a scan, a material.
        FilesView = "files.view", "事業所のファイルを開く";
        /// See residents and their wishes.
        ResidentsView = "residents.view", "利用者と意向を見る";
        /// Add or change a resident.
        ResidentsEdit = "residents.edit", "利用者を登録・変更する";
        /// Write down an answer to the 意向確認.
        ResidentsRecordWish = "residents.record_wish", "意向確認を記録する";
        /// Change what is kept of a member: contact, needs, term, payment.
        SeatsAmend = "seats.amend", "構成員の登録内容を変える";
        /// See members and candidates.
        SeatsView = "seats.view", "構成員を見る";
        /// Choose somebody for a seat.
        SeatsChoose = "seats.choose", "構成員の候補を選ぶ";
        /// Ask somebody to take a seat.
        SeatsInvite = "seats.invite", "就任を依頼する";
        /// Answer an invitation, oneself or for somebody who answered by paper or telephone.
        SeatsAnswer = "seats.answer", "就任のお返事をする・記録する";
        /// End a seat.
        SeatsEnd = "seats.end", "任期を終える";
        /// Say through a link what helps in taking part.
        SeatsTellNeeds = "seats.tell_needs", "必要な配慮を知らせる";
        /// See and keep what is prepared for the needs of members.
        PreparationsKeep = "preparations.keep", "配慮の準備を進める";
        /// Write in the log of contacts.
        OutreachRecord = "outreach.record", "地域との関わりを記録する";
        /// Ask all offices of an area for something.
        CallsOpen = "calls.open", "管内の事業所に依頼する";
        /// See what an authority and its offices settle with each other, and answer on the authority's side.
        MattersOversee = "matters.oversee", "事業所との用件を進める（行政）";
        /// See what an office settles with authorities.
        MattersView = "matters.view", "行政との用件を見る";
        /// Write to an authority, answer it, hand in reports.
        MattersWrite = "matters.write", "行政との用件を進める（事業所）";
        /// See meetings, polls and agendas.
        MeetingsView = "meetings.view", "会議を見る";
        /// Plan a meeting, fix, change or cancel its date.
        MeetingsArrange = "meetings.arrange", "会議の日程を決める";
        /// Answer a date poll, oneself or for somebody.
        PollsAnswer = "polls.answer", "日程のお返事をする・記録する";
        /// Change an agenda.
        AgendaEdit = "agenda.edit", "次第を作る";
        /// Add and remove materials of a meeting, collect copies.
        MaterialsEdit = "materials.edit", "資料を用意し、回収する";
        /// Answer whether one attends, oneself or for somebody; write who came.
        AttendancesRecord = "attendances.record", "出欠のお返事をする・記録する";
        /// Take notes during a meeting.
        NotesWrite = "notes.write", "会議の記録をとる";
        /// See minutes and their versions.
        MinutesView = "minutes.view", "議事録を見る";
        /// Write and circulate minutes.
        MinutesWrite = "minutes.write", "議事録を作る";
        /// Confirm minutes, oneself or for somebody.
        MinutesConfirm = "minutes.confirm", "議事録を確認する";
        /// See visits, and what is missing of them.
        VisitsView = "visits.view", "施設訪問を見る";
        /// Plan a visit, move or cancel it, excuse a member from visiting.
        VisitsPlan = "visits.plan", "施設訪問を計画する";
        /// Record that a visit was made, its record, and that the 手引き was handed over.
        VisitsRecord = "visits.record", "施設訪問を記録する";
        /// Look at a house by the viewpoints of the 手引き.
        VisitsSelfCheck = "visits.self_check", "視点によるセルフチェックを書く";
        /// See the own visit through a link.
        VisitsReadOwn = "visits.read_own", "自分の訪問の案内を見る";
        /// Confirm the rules of conduct of the own visit, write and send notes of it.
        VisitsWriteOwn = "visits.write_own", "自分の訪問の記録を書く";
        /// Say when a member can visit, oneself or for somebody.
        VisitsWish = "visits.wish", "訪問の希望を伝える・記録する";
        /// Read the 手引き through a link, and say that it arrived.
        VisitsReceiveHandbook = "visits.receive_handbook", "訪問の手引きを受け取る";
        /// Answer a request or advice, and follow it up.
        VoicesAnswer = "voices.answer", "要望・助言に答える";
        /// See what was published, and publish.
        PublicationsRelease = "publications.release", "議事録を公表する";
        /// Withdraw what was published.
        PublicationsWithdraw = "publications.withdraw", "公表を取り下げる";
    }
}
