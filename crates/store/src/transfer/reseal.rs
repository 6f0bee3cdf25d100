//! Sealing anew with a newer key, after which the older one may go.

use jiff::Timestamp;

use super::{Pages, key_values};
use crate::{
    ActorStamp, Chain, Database, Facts, Objects, Place, Record, Sealed, StoreError, Subject, WriteTx,
    column::Value,
    files,
    schema::{TABLES, Table},
    sql::composed,
};

/// Seals every personal field and file anew that was sealed with an older key. Returns how many.
pub async fn reseal(database: &Database, objects: &Objects, at: Timestamp) -> Result<usize, StoreError> {
    let mut tx = database.write().await?;
    let mut count = 0;
    for table in TABLES.iter().filter(|table| !table.sealed.is_empty()) {
        count += reseal_table(&mut tx, table).await?;
    }
    for (office, sha256) in files::addresses(&mut tx).await? {
        count += usize::from(objects.reseal(office, &sha256).await?);
    }
    let record = Record {
        chain: Chain::Installation,
        actor: ActorStamp::System("keys rotate"),
        action: "installation.resealed",
        subject: Subject::new("key", tx.keyring().current()),
        before: Facts::new(),
        after: Facts::new().plain("fields", count),
    };
    tx.commit(at, record).await?;
    Ok(count)
}

async fn reseal_table(tx: &mut WriteTx, table: &Table) -> Result<usize, StoreError> {
    let keyring = tx.keyring();
    let mut pages = Pages::of(tx, table).await?;
    let mut count = 0;
    while let Some(page) = pages.next(tx).await? {
        for row in page {
            let key = key_values(table, &row);
            for column in table.sealed {
                let Some(Value::Bytes(bytes)) = row.get(*column) else { continue };
                let sealed = Sealed::from_bytes(bytes.clone());
                if sealed.key_id() == Some(keyring.current()) {
                    continue;
                }
                let place = Place::of_row(table.name, column, &key);
                let anew = keyring.seal(&place, &keyring.open(&place, &sealed)?)?;
                update_sealed(tx, table, column, &anew, &key).await?;
                count += 1;
            }
        }
    }
    Ok(count)
}

async fn update_sealed(tx: &mut WriteTx, table: &Table, column: &str, sealed: &Sealed, key: &[Value]) -> Result<(), StoreError> {
    let condition: Vec<String> = table.key.iter().enumerate().map(|(index, name)| format!("{name} = ${}", index + 2)).collect();
    let mut statement = composed(format!("UPDATE {} SET {column} = $1 WHERE {}", table.name, condition.join(" AND "))).bind(sealed);
    for value in key {
        statement = statement.bind_value(value.clone());
    }
    statement.run_versioned(tx).await
}
