//! The parts of the file around the body.

use crate::print::Size;

use super::escaped;

/// The width of the text on A4 with margins of 22 mm, in twentieths of a point.
pub(super) const TEXT_WIDTH: u32 = 9_412;

/// How deep lists may stand in lists.
pub(super) const LEVELS: usize = 3;

/// Running text in half points, the unit of word processors.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes lie between 10.5 and 22")]
pub(super) fn half_points(size: Size) -> u32 {
    (size.points() * 2.0).round() as u32
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;

pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;

pub(super) const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Engawa</Application></Properties>"#;

/// Japanese rules for the ends of lines; compatibility 15, so that Word does not open it as an old file.
pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="ja-JP" w:eastAsia="ja-JP"/></w:settings>"#;

pub(super) const FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Centre"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"#;

/// Title and language; nobody's name and no time.
pub(super) fn core(title: &str) -> String {
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>ja-JP</dc:language></cp:coreProperties>",
        escaped(title)
    )
}

/// The body on pages of A4.
pub(super) fn document(body: &str) -> String {
    format!(
        "{XML}<w:document {MAIN} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1247\" w:right=\"1247\" w:bottom=\"1247\" w:left=\"1247\" w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

/// What the body refers to.
pub(super) fn document_relations(pictures: usize, links: &[String]) -> String {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut xml = format!("{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (id, kind, target) in [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdNumbering", "numbering", "numbering.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFooter", "footer", "footer1.xml"),
    ] {
        xml.push_str(&format!("<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>"));
    }
    for number in 1..=pictures {
        xml.push_str(&format!("<Relationship Id=\"rIdPicture{number}\" Type=\"{KIND}/image\" Target=\"media/qr{number}.png\"/>"));
    }
    for (at, address) in links.iter().enumerate() {
        xml.push_str(&format!(
            "<Relationship Id=\"rIdLink{}\" Type=\"{KIND}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            at + 1,
            escaped(address)
        ));
    }
    xml.push_str("</Relationships>");
    xml
}

/// One list with points (number 1), and one list with numbers for each that the body has (from number 2).
pub(super) fn numbering(numbered: usize) -> String {
    let level = |at: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
             <w:pPr><w:ind w:left=\"{}\" w:hanging=\"420\"/></w:pPr></w:lvl>",
            420 * (at + 1)
        )
    };
    let points: String = (0..LEVELS).map(|at| level(at, "bullet", "・")).collect();
    let numbers: String =
        (0..LEVELS).map(|at| level(at, "decimal", &if at == 0 { "%1.".to_owned() } else { format!("(%{})", at + 1) })).collect();
    let mut xml = format!(
        "{XML}<w:numbering {MAIN}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{points}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"multilevel\"/>{numbers}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    let anew: String =
        (0..LEVELS).map(|at| format!("<w:lvlOverride w:ilvl=\"{at}\"><w:startOverride w:val=\"1\"/></w:lvlOverride>")).collect();
    for number in 0..numbered {
        xml.push_str(&format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>{anew}</w:num>", number + 2));
    }
    xml.push_str("</w:numbering>");
    xml
}

/// Styles, all relative to the size of running text.
pub(super) fn styles(size: Size) -> String {
    let half = |times: f64| format!("{:.0}", size.points() * 2.0 * times);
    let sized = |times: f64| format!("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", half(times));
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let heading = |level: usize, times: f64| {
        style(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            &format!("<w:keepNext/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/>", level - 1),
            &format!("<w:b/><w:bCs/>{}", sized(times)),
        )
    };
    let mut xml = format!(
        "{XML}<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"BIZ UDPGothic\" w:hAnsi=\"BIZ UDPGothic\" w:eastAsia=\"BIZ UDPゴシック\" w:cs=\"BIZ UDPGothic\"/>\
         {}<w:lang w:val=\"ja-JP\" w:eastAsia=\"ja-JP\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"360\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:u w:val=\"single\"/></w:rPr></w:style>",
        sized(1.0)
    );
    xml.push_str(&style(
        "Title",
        "Title",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"320\"/><w:jc w:val=\"center\"/>",
        &format!("<w:b/><w:bCs/>{}", sized(1.45)),
    ));
    for (level, times) in [(1, 1.15), (2, 1.05), (3, 1.0), (4, 1.0)] {
        xml.push_str(&heading(level, times));
    }
    xml.push_str(&style("ListParagraph", "List Paragraph", "<w:spacing w:after=\"40\"/>", ""));
    xml.push_str(&style("Right", "Right", "<w:jc w:val=\"right\"/>", ""));
    xml.push_str(&style("Centre", "Centre", "<w:jc w:val=\"center\"/>", ""));
    xml.push_str(&style("Note", "Note", "", &sized(0.9)));
    xml.push_str(&style("Code", "Code", "", &format!("<w:b/><w:bCs/>{}", sized(1.3))));
    xml.push_str(&style("Gap", "Gap", "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>", ""));
    xml.push_str(&style(
        "Cut",
        "Cut",
        "<w:pBdr><w:top w:val=\"dashed\" w:sz=\"6\" w:space=\"4\" w:color=\"767676\"/></w:pBdr><w:spacing w:before=\"480\" w:after=\"120\"/><w:jc w:val=\"center\"/>",
        &sized(0.9),
    ));
    xml.push_str(&style(
        "Line",
        "Line",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"767676\"/><w:between w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"767676\"/></w:pBdr><w:spacing w:before=\"120\" w:after=\"0\"/>",
        "",
    ));
    xml.push_str(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"PaperTable\"><w:name w:val=\"Paper Table\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>\
         <w:top w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/><w:left w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/>\
         <w:right w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:color=\"767676\"/></w:tblBorders>\
         <w:tblCellMar><w:top w:w=\"85\" w:type=\"dxa\"/><w:left w:w=\"115\" w:type=\"dxa\"/><w:bottom w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"115\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
    );
    xml
}
