//! The texts of a playbook in one piece, as they are stored with a case: an open walk finishes on what it began with.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::expand::{Shelf, expand};
use super::guide::Playbook;
use super::model::Book;
use super::read::read;
use crate::terms::Currency;

/// A playbook's own text and those of all that it uses.
#[derive(Debug, Serialize, Deserialize)]
struct Bundle {
    /// Its id.
    playbook: String,
    /// The texts, its own first.
    texts: Vec<Text>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// Hex SHA-256 over ids and texts, each after its length in eight bytes, the playbook's own first, the others by id.
pub fn hash(texts: &[(String, Arc<str>)]) -> String {
    use std::fmt::Write;
    let mut hasher = Sha256::new();
    for part in texts.iter().flat_map(|(id, text)| [id.as_str(), text]) {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Playbook {
    /// Its texts as JSON, to be stored by its hash. The same texts always give the same JSON.
    pub fn bundle(&self) -> String {
        let text = |(id, text): &(String, Arc<str>)| Text { id: id.clone(), text: text.to_string() };
        let bundle = Bundle { playbook: self.id().to_owned(), texts: self.texts.iter().map(text).collect() };
        serde_json::to_string(&bundle).unwrap_or_default()
    }

    /// Reads back what [`Playbook::bundle`] wrote, whatever the desk says by now; `currency` is the desk's.
    ///
    /// # Errors
    /// Where this is no such JSON, or its texts no longer read as playbooks.
    pub fn from_bundle(json: &str, currency: Currency) -> Result<Self, String> {
        let bundle: Bundle =
            serde_json::from_str(json).map_err(|error| format!("the stored playbook cannot be read: {error}"))?;
        let mut books: BTreeMap<String, Arc<Book>> = BTreeMap::new();
        for text in bundle.texts {
            let (book, sheet) = read(&format!("{}.toml", text.id), &text.text);
            match book.filter(|_| !sheet.has_errors()) {
                Some(book) => drop(books.insert(text.id, Arc::new(book))),
                None => return Err(format!("the stored playbook `{}` cannot be read any more", text.id)),
            }
        }
        let root = books.get(&bundle.playbook).cloned();
        let root = root.ok_or_else(|| format!("the stored playbook `{}` has no text", bundle.playbook))?;
        let mut sheet = crate::desk::Sheet::new(&root.id, &root.text);
        let shelf =
            Shelf { find: &|id| books.get(id).cloned(), names: &|| (books.keys().cloned().collect(), Vec::new()) };
        let playbook = expand(&root, &shelf, currency, &mut sheet);
        if sheet.has_errors() {
            return Err(format!("the stored playbook `{}` uses another that is not stored with it", bundle.playbook));
        }
        Ok(playbook)
    }
}
