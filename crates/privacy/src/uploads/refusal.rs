//! Why a file does not become public, in words for whoever brought it: what is the matter, and what to do instead.

use super::bounds;

/// A file that cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing in it.
    #[error("ファイルが空です。もう一度選び直してください。")]
    Empty,
    /// It is larger than [`model::files::MAX_BYTES`].
    #[error("ファイルが大きすぎます。20MBまでのファイルを選んでください。")]
    TooLarge,
    /// By its content it is nothing that is known here.
    #[error(
        "この種類のファイルは公表できません。PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、写真（JPEG・PNG）、文字だけのファイルのどれかにしてください。"
    )]
    Unknown,
    /// A program.
    #[error("これはプログラムです。公表できません。")]
    Program,
    /// A Word, Excel or PowerPoint file of before 2007, or one with a password.
    #[error(
        "古い形式（doc・xls・ppt）か、パスワードの付いたファイルです。パスワードを外し、「名前を付けて保存」で docx・xlsx・pptx または PDF にしてください。"
    )]
    Legacy,
    /// A file that holds programs (docm, xlsm …).
    #[error("マクロの入ったファイルです。マクロのない形式（docx・xlsx・pptx）か PDF で保存し直してください。")]
    Macros,
    /// A web page or a drawing that can run.
    #[error("ホームページ（HTML）や SVG は公表できません。PDF か画像（PNG）にしてください。")]
    Markup,
    /// Several files in one.
    #[error("いくつかのファイルをまとめたもの（zip など）は公表できません。中のファイルを一つずつ選んでください。")]
    Archive,
    /// A picture of a kind that is not read here.
    #[error(
        "この形式の画像（{0}）は公表できません。JPEG か PNG で保存し直してください。iPhoneの写真は、設定の「カメラ」→「フォーマット」で「互換性優先」を選ぶと JPEG になります。"
    )]
    PictureKind(&'static str),
    /// One file that is two things, depending on who opens it.
    #[error(
        "一つのファイルが、二つの種類（{0}）として読めるように作られています。安全でないため、公表できません。もとの文書から作り直してください。"
    )]
    TwoThings(&'static str),
    /// It does not read to its end.
    #[error("ファイルが壊れているか、途中で切れています（{0}）。もとのファイルを開いて、保存し直してください。")]
    Broken(&'static str),
    /// It inflates beyond all measure.
    #[error("ファイルを開くと異常に大きくなります。安全でないため、公表できません。もとの文書から作り直してください。")]
    Bomb,
    /// More than what the materials of a meeting need.
    #[error("{0}。分けるか、小さくしてください。")]
    TooMuch(&'static str),
    /// Too many pixels.
    #[error("画像が大きすぎます（{width}×{height}）。{}万画素までに縮めてください。", bounds::PIXELS / 10_000)]
    PictureTooLarge {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A PDF with a password or with restrictions.
    #[error("鍵（パスワードや印刷・編集の制限）のかかった PDF です。鍵を外した PDF を選んでください。")]
    Encrypted,
    /// A page without text: a scan, or letters drawn as lines.
    #[error(
        "{page}ページ目の文字を読み取れません。スキャンした紙か、文字が絵になった PDF です。名前が入っていないことを確かめられないため、公表できません。Word などのもとの文書から PDF を作ってください。紙しかないときは、文を打ち直してください。"
    )]
    Scanned {
        /// From 1.
        page: usize,
    },
    /// Letters of which nobody says which they are.
    #[error(
        "{page}ページ目に、読み取れない文字があります。名前が入っていないことを確かめられないため、公表できません。もとの文書から PDF を作り直すか、Word の文書のまま選んでください。"
    )]
    Unreadable {
        /// From 1.
        page: usize,
    },
    /// A PDF form.
    #[error("書き込める欄（フォーム）のある PDF です。「印刷」から「PDF に保存」を選んで作り直した PDF を選んでください。")]
    Fields,
    /// Something painted over the pages: below it may stand what nobody is to see.
    #[error(
        "{page}ページ目に、あとから重ねた図形や書き込み（注釈）があります。下に隠れた文字が出てしまうおそれがあるため、公表できません。もとの文書で消してから、PDF を作り直してください。"
    )]
    PaintedOver {
        /// From 1.
        page: usize,
    },
    /// A picture inside a document that cannot be made anew.
    #[error("中の画像に、確かめられない形式（{0}）のものがあります。JPEG か PNG の画像に替えてから、保存し直してください。")]
    PictureInside(&'static str),
    /// Text in no encoding that is known here.
    #[error("文字の種類（文字コード）が分かりません。メモ帳などで、UTF-8 で保存し直してください。")]
    Encoding,
    /// Nothing is left to be shown.
    #[error("公表できる中身がありません。")]
    NothingLeft,
}
