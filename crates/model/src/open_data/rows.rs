//! From lines to rows.

use std::collections::HashMap;

use super::{
    Column, Doubt, DoubtReason, ListError, ListedCorporation, ListedPlace, ListedRow, OpenDataList, Rejection, RejectionReason, cells,
    columns::COUNT,
    lines::{Line, Lines},
};
use crate::{
    identifiers::{Checked, CorporateNumber, JurisdictionCode, NumberError, OfficeNumber},
    jurisdictions,
    offices::ServiceKind,
};

/// Reads every line into a row or a rejection.
pub(super) fn read_all(mut lines: Lines<'_>, list: &mut OpenDataList) -> Result<(), ListError> {
    let mut lines_of_nos: HashMap<String, u32> = HashMap::new();
    while let Some(line) = lines.next_row()? {
        match read_row(&line, &lines_of_nos) {
            Ok((row, doubts)) => {
                lines_of_nos.insert(row.list_no.clone(), row.line);
                list.rows.push(row);
                list.doubts.extend(doubts);
            }
            Err(rejection) => list.rejections.push(rejection),
        }
    }
    Ok(())
}

fn read_row(line: &Line<'_>, lines_of_nos: &HashMap<String, u32>) -> Result<(ListedRow, Vec<Doubt>), Rejection> {
    let cells = match &line.cells {
        Ok(cells) if cells.len() == COUNT => cells,
        Ok(cells) => {
            let reason = RejectionReason::ColumnCount { expected: COUNT, found: cells.len() };
            return Err(Rejection::new(line.number, None, line.text, reason));
        }
        Err(reason) => return Err(Rejection::new(line.number, None, line.text, reason.clone())),
    };
    let mut reader = RowReader { line: line.number, cells, doubts: Vec::new() };
    reader.refuse_long_cells()?;
    let row = reader.row(lines_of_nos)?;
    reader.doubt_lost_characters();
    Ok((row, reader.doubts))
}

struct RowReader<'a> {
    line: u32,
    cells: &'a [String],
    doubts: Vec<Doubt>,
}

impl RowReader<'_> {
    fn row(&mut self, lines_of_nos: &HashMap<String, u32>) -> Result<ListedRow, Rejection> {
        let list_no = self.required(Column::ListNo)?;
        if let Some(&first_line) = lines_of_nos.get(&list_no) {
            return Err(self.reject(Column::ListNo, RejectionReason::Repeated { first_line }));
        }
        Ok(ListedRow {
            line: self.line,
            list_no,
            designator: self.designator()?,
            service: self.service()?,
            corporation: self.corporation()?,
            office: self.office()?,
            location: self.location(),
            capacity: self.capacity(),
        })
    }

    fn corporation(&mut self) -> Result<ListedCorporation, Rejection> {
        Ok(ListedCorporation {
            name: self.required(Column::CorporationName)?,
            kana: self.text(Column::CorporationKana),
            number: self.corporate_number(),
            number_as_written: self.text(Column::CorporationNumber),
            city: self.text(Column::CorporationCity),
            address: cells::address(self.cell(Column::CorporationCity), self.cell(Column::CorporationAddress)),
            phone: cells::phone(self.cell(Column::CorporationPhone)),
            fax: cells::phone(self.cell(Column::CorporationFax)),
            url: self.text(Column::CorporationUrl),
        })
    }

    fn office(&mut self) -> Result<ListedPlace, Rejection> {
        Ok(ListedPlace {
            number: self.office_number()?,
            name: self.required(Column::OfficeName)?,
            kana: self.text(Column::OfficeKana),
            city: self.text(Column::OfficeCity),
            address: cells::address(self.cell(Column::OfficeCity), self.cell(Column::OfficeAddress)),
            phone: cells::phone(self.cell(Column::OfficePhone)),
            fax: cells::phone(self.cell(Column::OfficeFax)),
            url: self.text(Column::OfficeUrl),
            latitude: self.degrees(Column::Latitude, 20.0..=46.0),
            longitude: self.degrees(Column::Longitude, 122.0..=154.0),
        })
    }

    fn designator(&mut self) -> Result<JurisdictionCode, Rejection> {
        let column = Column::Designator;
        let known =
            JurisdictionCode::from_five(self.cell(column)).ok().and_then(jurisdictions::lookup).filter(|known| !known.is_invented());
        let code = known.ok_or_else(|| self.reject(column, RejectionReason::UnknownDesignator))?.code;
        if !jurisdictions::designates(code) {
            self.doubt(column, DoubtReason::NotADesignator);
        }
        Ok(code)
    }

    fn service(&self) -> Result<ServiceKind, Rejection> {
        match self.text(Column::Service).as_str() {
            "共同生活援助" => Ok(ServiceKind::GroupHome),
            "施設入所支援" => Ok(ServiceKind::ResidentialFacility),
            "" => Err(self.reject(Column::Service, RejectionReason::Missing)),
            _ => Err(self.reject(Column::Service, RejectionReason::UnknownService)),
        }
    }

    fn office_number(&mut self) -> Result<Checked<OfficeNumber>, Rejection> {
        let column = Column::OfficeNumber;
        let number = OfficeNumber::read(self.cell(column)).map_err(|reason| self.reject(column, RejectionReason::OfficeNumber(reason)))?;
        if let Err(reason) = number.sound() {
            self.doubt(column, DoubtReason::OfficeNumber(reason));
        }
        Ok(number)
    }

    fn corporate_number(&mut self) -> Option<Checked<CorporateNumber>> {
        let column = Column::CorporationNumber;
        let read = CorporateNumber::read(self.cell(column));
        match read.and_then(Checked::sound) {
            Ok(_) => {}
            Err(NumberError::Empty) => self.doubt(column, DoubtReason::NoCorporateNumber),
            Err(reason) => self.doubt(column, DoubtReason::CorporateNumber(reason)),
        }
        read.ok()
    }

    /// The ward may stand in the second part (`札幌市` + `中央区…`), and the second part may repeat the first.
    fn location(&mut self) -> Option<JurisdictionCode> {
        let (city, rest) = (self.cell(Column::OfficeCity), self.cell(Column::OfficeAddress));
        let found = jurisdictions::locate(&format!("{city}{rest}")).or_else(|| jurisdictions::locate(rest));
        if found.is_none() {
            self.doubt(Column::OfficeCity, DoubtReason::AddressNotFound);
        }
        found
    }

    fn capacity(&mut self) -> Option<u16> {
        let cell = self.text(Column::Capacity);
        let capacity = crate::width::narrow(&cell).parse().ok();
        if capacity.is_none() && !cell.is_empty() {
            self.doubt(Column::Capacity, DoubtReason::Capacity);
        }
        capacity
    }

    fn degrees(&mut self, column: Column, bounds: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let degrees = cells::degrees(self.cell(column), bounds);
        if degrees.is_none() && !self.text(column).is_empty() {
            self.doubt(column, DoubtReason::Position);
        }
        degrees
    }

    fn required(&self, column: Column) -> Result<String, Rejection> {
        let text = self.text(column);
        if text.is_empty() { Err(self.reject(column, RejectionReason::Missing)) } else { Ok(text) }
    }

    fn refuse_long_cells(&self) -> Result<(), Rejection> {
        let long = super::columns::in_order().find(|column| self.cell(*column).chars().count() > cells::LONGEST_CELL);
        long.map_or(Ok(()), |column| Err(self.reject(column, RejectionReason::CellTooLong)))
    }

    /// A `?` belongs into an address of the net, and nowhere else.
    fn doubt_lost_characters(&mut self) {
        let is_url = |column| matches!(column, Column::CorporationUrl | Column::OfficeUrl);
        for column in super::columns::in_order().filter(|column| !is_url(*column)) {
            if cells::has_lost_character(self.cell(column)) {
                self.doubt(column, DoubtReason::LostCharacter);
            }
        }
    }

    fn cell(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", String::as_str)
    }

    fn text(&self, column: Column) -> String {
        cells::text(self.cell(column))
    }

    fn reject(&self, column: Column, reason: RejectionReason) -> Rejection {
        Rejection::new(self.line, column, self.cell(column), reason)
    }

    fn doubt(&mut self, column: Column, reason: DoubtReason) {
        let doubt = Doubt::new(self.line, column, self.cell(column), reason);
        self.doubts.push(doubt);
    }
}
