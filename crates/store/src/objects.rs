//! The bytes of files: in a local folder, or in any store that speaks S3. They lie there under the hash of their content, apart
//! for each office, and sealed: whoever sees the folder or the bucket reads nothing.
//!
//! Bytes are put before the row that refers to them is committed, and taken away after: a row never lacks its bytes, and bytes
//! that no row refers to are swept ([`Objects::sweep`]).

use std::{path::Path as Folder, sync::Arc};

use data_encoding::HEXLOWER;
use futures_util::TryStreamExt;
use jiff::Timestamp;
use model::OfficeId;
use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, memory::InMemory, parse_url_opts, path::Path,
};
use sha2::{Digest, Sha256};

use crate::{Database, Keyring, Place, StoreError, files};

/// The place where the bytes of files lie. Cloning shares it.
#[derive(Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    keyring: Arc<Keyring>,
}

impl Objects {
    /// A local folder, made when missing. What was put survives a loss of power.
    pub fn folder(folder: &Folder, keyring: Arc<Keyring>) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|source| object_store::Error::Generic { store: "folder", source: source.into() })?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self { store: Arc::new(store), prefix: Path::default(), keyring })
    }

    /// A store by its address (`s3://bucket/prefix`) and options (`aws_endpoint`, `aws_access_key_id` …).
    pub fn at(url: &str, options: impl IntoIterator<Item = (String, String)>, keyring: Arc<Keyring>) -> Result<Self, StoreError> {
        // Fails when there is a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let url = url.parse().map_err(|source| object_store::Error::Generic { store: "address", source: Box::new(source) })?;
        let (store, prefix) = parse_url_opts(&url, options)?;
        Ok(Self { store: Arc::from(store), prefix, keyring })
    }

    /// For tests: gone with the process.
    pub fn in_memory(keyring: Arc<Keyring>) -> Self {
        Self { store: Arc::new(InMemory::new()), prefix: Path::default(), keyring }
    }

    /// Puts bytes and returns their address, the SHA-256 of the content. The same content again is the same object.
    pub async fn put(&self, office: OfficeId, bytes: &[u8]) -> Result<String, StoreError> {
        let sha256 = HEXLOWER.encode(&Sha256::digest(bytes));
        let sealed = self.keyring.seal_bytes(&place(office, &sha256), bytes)?;
        self.store.put(&self.path(office, &sha256), PutPayload::from(sealed)).await?;
        Ok(sha256)
    }

    /// The bytes at an address of an office; `None` when there is nothing.
    pub async fn get(&self, office: OfficeId, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(sealed) = self.sealed(office, sha256).await? else { return Ok(None) };
        self.keyring.open_bytes(&place(office, sha256), &sealed).map(Some)
    }

    /// The bytes as they lie there, for a backup.
    pub(crate) async fn sealed(&self, office: OfficeId, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self.store.get(&self.path(office, sha256)).await {
            Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts bytes that are sealed already, from a backup. They must open.
    pub(crate) async fn put_sealed(&self, office: OfficeId, sha256: &str, sealed: Vec<u8>) -> Result<(), StoreError> {
        let clear = self.keyring.open_bytes(&place(office, sha256), &sealed)?;
        if HEXLOWER.encode(&Sha256::digest(&clear)) != sha256 {
            return Err(StoreError::Unreadable("a file whose content is not what its address says".to_owned()));
        }
        self.store.put(&self.path(office, sha256), PutPayload::from(sealed)).await?;
        Ok(())
    }

    /// Seals anew what an older key sealed. Returns whether there was anything to do.
    pub(crate) async fn reseal(&self, office: OfficeId, sha256: &str) -> Result<bool, StoreError> {
        let Some(sealed) = self.sealed(office, sha256).await? else { return Ok(false) };
        if crate::Sealed::from_bytes(sealed.clone()).key_id() == Some(self.keyring.current()) {
            return Ok(false);
        }
        let clear = self.keyring.open_bytes(&place(office, sha256), &sealed)?;
        self.put(office, &clear).await?;
        Ok(true)
    }

    /// Takes away what no row refers to and what was put before `before`: left over from changes that were refused, and from
    /// files that were removed. Returns how many.
    pub async fn sweep(&self, database: &Database, before: Timestamp) -> Result<usize, StoreError> {
        let lying: Vec<ObjectMeta> = self.store.list(Some(&self.prefix.clone().join("files"))).try_collect().await?;
        let mut swept = 0;
        for object in lying.iter().filter(|object| object.last_modified.timestamp_millis() < before.as_millisecond()) {
            let mut parts: Vec<_> = object.location.parts().collect();
            let (Some(sha256), Some(_), Some(office)) = (parts.pop(), parts.pop(), parts.pop()) else { continue };
            let Ok(office) = office.as_ref().parse::<OfficeId>() else { continue };
            let mut tx = database.read().await?;
            if !files::is_used(&mut tx, office, sha256.as_ref()).await? {
                self.store.delete(&object.location).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// How many files have a row and no bytes; the doctor asks.
    pub async fn missing(&self, database: &Database) -> Result<usize, StoreError> {
        let mut tx = database.read().await?;
        let mut missing = 0;
        for (office, sha256) in files::addresses(&mut tx).await? {
            match self.store.head(&self.path(office, &sha256)).await {
                Ok(_) => {}
                Err(object_store::Error::NotFound { .. }) => missing += 1,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(missing)
    }

    fn path(&self, office: OfficeId, sha256: &str) -> Path {
        let folder = sha256.get(..2).unwrap_or_default().to_owned();
        self.prefix.clone().join("files").join(office.to_string()).join(folder).join(sha256.to_owned())
    }
}

/// A store never prints its options: they hold secrets.
impl std::fmt::Debug for Objects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Objects(…)")
    }
}

fn place(office: OfficeId, sha256: &str) -> Place {
    Place::new("files.content", format_args!("{office}/{sha256}"))
}
