//! The body of the document: blocks as WordprocessingML.

use crate::{
    errors::PaperError,
    print::Size,
    qr,
    sheet::{Block, Cell, Inline, Role, Table},
};

use super::{
    escaped,
    parts::{LEVELS, TEXT_WIDTH, half_points},
};

/// The side of a QR code in English Metric Units: 28 mm.
const QR_SIDE: u32 = 28 * 36_000;

/// What is written, and what it refers to.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Paragraphs and tables.
    pub xml: String,
    /// Pictures (PNG), named `rIdPicture1`, …
    pub pictures: Vec<Vec<u8>>,
    /// Addresses of links, named `rIdLink1`, …
    pub links: Vec<String>,
    /// How many lists with numbers there are; each begins at one.
    pub numbered: usize,
    /// The size of running text in half points, by which readings are measured.
    half_points: u32,
    /// The next paragraph begins a page.
    page_begins: bool,
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    framed: bool,
    /// The list whose item begins here: its number in `numbering.xml`.
    list: Option<usize>,
    /// How many lists it stands in.
    depth: usize,
    cell: bool,
    header: bool,
}

impl Body {
    /// Writes the blocks in a size of running text.
    pub fn write(blocks: &[Block], size: Size) -> Result<Self, PaperError> {
        let mut body = Self { half_points: half_points(size), ..Self::default() };
        body.blocks(blocks, Place::default())?;
        Ok(body)
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) -> Result<(), PaperError> {
        let mut after_frame = false;
        for block in blocks {
            let frame = matches!(block, Block::Frame(_));
            if after_frame && frame {
                // Two frames in a row would become one.
                self.paragraph(GAP, &[], Place::default());
            }
            self.block(block, place)?;
            after_frame = frame;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, place: Place) -> Result<(), PaperError> {
        match block {
            Block::Heading { level, text } => {
                let style = if *level <= 1 { "Title".to_owned() } else { format!("Heading{}", (level - 1).min(4)) };
                self.paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), text, place);
            }
            Block::Paragraph { role, text } => self.paragraph(role_style(*role, place), text, place),
            Block::List { ordered, items } => self.list(*ordered, items, place)?,
            Block::Table(table) => self.table(table)?,
            Block::Frame(inside) => self.blocks(inside, Place { framed: true, ..place })?,
            Block::Qr { address, alt } => self.picture(address, alt, place)?,
            Block::Cut(text) => self.paragraph("<w:pStyle w:val=\"Cut\"/>", text, place),
            Block::Lines(count) => (0..*count).for_each(|_| self.paragraph("<w:pStyle w:val=\"Line\"/>", &[], place)),
            Block::PageBreak => self.page_begins = true,
        }
        Ok(())
    }

    /// A paragraph of a style, with what its place adds.
    fn paragraph(&mut self, style: &str, text: &[Inline], place: Place) {
        self.open_paragraph(style, place);
        self.inlines(text, if place.header { "<w:b/><w:bCs/>" } else { "" });
        self.xml.push_str("</w:p>");
    }

    fn open_paragraph(&mut self, style: &str, place: Place) {
        let page = if std::mem::take(&mut self.page_begins) { "<w:pageBreakBefore/>" } else { "" };
        let level = place.depth.saturating_sub(1).min(LEVELS - 1);
        let list =
            place.list.map_or(String::new(), |list| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"));
        let frame = if place.framed { FRAME } else { "" };
        let cell = if place.cell { "<w:spacing w:before=\"0\" w:after=\"0\"/>" } else { "" };
        let indent = if place.framed { "<w:ind w:left=\"170\" w:right=\"170\"/>" } else { "" };
        self.xml.push_str(&format!("<w:p><w:pPr>{style}{page}{list}{frame}{cell}{indent}</w:pPr>"));
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Block>], place: Place) -> Result<(), PaperError> {
        let list = if ordered {
            self.numbered += 1;
            self.numbered + 1
        } else {
            1
        };
        for item in items {
            let mut first = Some(list);
            for block in item {
                self.block(block, Place { list: first.take(), depth: place.depth + 1, ..place })?;
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), PaperError> {
        if self.page_begins {
            self.paragraph(GAP, &[], Place::default());
        }
        let columns = table.rows.iter().map(|row| row.iter().map(|cell| cell.columns as usize).sum()).max().unwrap_or(1);
        let widths = widths(&table.widths, columns);
        self.xml.push_str(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"PaperTable\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        );
        widths.iter().for_each(|width| self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
        self.xml.push_str("</w:tblGrid>");
        for (at, row) in table.rows.iter().enumerate() {
            let head = if at < table.head { "<w:tblHeader/>" } else { "" };
            self.xml.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"));
            let mut column = 0;
            for cell in row {
                let end = (column + cell.columns as usize).min(widths.len());
                self.cell(cell, widths.get(column..end).unwrap_or_default().iter().sum())?;
                column = end;
            }
            self.xml.push_str("</w:tr>");
        }
        // Two tables in a row would become one.
        self.xml.push_str("</w:tbl>");
        self.paragraph(GAP, &[], Place::default());
        Ok(())
    }

    fn cell(&mut self, cell: &Cell, width: u32) -> Result<(), PaperError> {
        let span = if cell.columns > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.columns) } else { String::new() };
        let fill = if cell.header { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>" } else { "" };
        self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{fill}</w:tcPr>"));
        let place = Place { cell: true, header: cell.header, ..Place::default() };
        self.blocks(&cell.blocks, place)?;
        // A cell ends in a paragraph, always.
        if !self.xml.ends_with("</w:p>") || cell.blocks.is_empty() {
            self.paragraph("", &[], place);
        }
        self.xml.push_str("</w:tc>");
        Ok(())
    }

    fn picture(&mut self, address: &str, alt: &str, place: Place) -> Result<(), PaperError> {
        self.pictures.push(qr::png(address)?);
        let number = self.pictures.len();
        self.open_paragraph("", place);
        self.xml.push_str(&format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{QR_SIDE}\" cy=\"{QR_SIDE}\"/>\
             <wp:docPr id=\"{number}\" name=\"QR {number}\" descr=\"{alt}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"QR {number}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"rIdPicture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{QR_SIDE}\" cy=\"{QR_SIDE}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
             </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
            alt = escaped(alt),
        ));
        Ok(())
    }

    fn inlines(&mut self, words: &[Inline], properties: &str) {
        for word in words {
            match word {
                Inline::Text(text) => self.run(text, properties),
                Inline::Strong(inside) => self.inlines(inside, "<w:b/><w:bCs/>"),
                Inline::Link { address, text } => {
                    self.links.push(address.clone());
                    self.xml.push_str(&format!("<w:hyperlink r:id=\"rIdLink{}\">", self.links.len()));
                    self.inlines(text, "<w:rStyle w:val=\"Hyperlink\"/>");
                    self.xml.push_str("</w:hyperlink>");
                }
                Inline::Ruby { base, reading } => self.ruby(base, reading),
                Inline::Blank(width) => self.run(&"　".repeat(usize::from(*width)), "<w:u w:val=\"single\"/>"),
                Inline::Break => self.xml.push_str("<w:r><w:br/></w:r>"),
            }
        }
    }

    fn run(&mut self, text: &str, properties: &str) {
        for (at, line) in text.split('\n').enumerate() {
            let line_end = if at > 0 { "<w:br/>" } else { "" };
            self.xml
                .push_str(&format!("<w:r><w:rPr>{properties}</w:rPr>{line_end}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(line)));
        }
    }

    fn ruby(&mut self, base: &str, reading: &str) {
        self.xml.push_str(&format!(
            "<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val=\"center\"/><w:hps w:val=\"{small}\"/><w:hpsRaise w:val=\"{raised}\"/><w:hpsBaseText w:val=\"{base_size}\"/><w:lid w:val=\"ja-JP\"/></w:rubyPr>\
             <w:rt><w:r><w:rPr><w:sz w:val=\"{small}\"/></w:rPr><w:t>{reading}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{base}</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            small = self.half_points.div_ceil(2),
            raised = self.half_points.saturating_sub(1),
            base_size = self.half_points,
            reading = escaped(reading),
            base = escaped(base),
        ));
    }
}

/// The style of a paragraph that only keeps things apart.
const GAP: &str = "<w:pStyle w:val=\"Gap\"/>";

/// Neighbouring paragraphs with the same border share one frame.
const FRAME: &str = "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"8\" w:color=\"767676\"/><w:left w:val=\"single\" w:sz=\"6\" w:space=\"8\" w:color=\"767676\"/>\
    <w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"8\" w:color=\"767676\"/><w:right w:val=\"single\" w:sz=\"6\" w:space=\"8\" w:color=\"767676\"/></w:pBdr>";

fn role_style(role: Role, place: Place) -> &'static str {
    match role {
        Role::Plain if place.list.is_some() => "<w:pStyle w:val=\"ListParagraph\"/>",
        Role::Plain => "",
        Role::Right => "<w:pStyle w:val=\"Right\"/>",
        Role::Centre => "<w:pStyle w:val=\"Centre\"/>",
        Role::Note => "<w:pStyle w:val=\"Note\"/>",
        Role::Large => "<w:pStyle w:val=\"Code\"/>",
    }
}

/// Widths of columns in twentieths of a point, over the whole width of the text.
fn widths(parts: &[u32], columns: usize) -> Vec<u32> {
    let parts = if parts.len() == columns { parts.to_vec() } else { vec![1; columns] };
    let whole: u32 = parts.iter().sum::<u32>().max(1);
    parts.iter().map(|part| TEXT_WIDTH * part / whole).collect()
}
