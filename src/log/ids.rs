//! Fresh identities and chance: `UUIDv7`, ordered by the moment they were made, and the salts of commitments.

use uuid::Uuid;

/// A fresh id of any kind: `fresh::<CaseId>()`.
pub fn fresh<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

/// Sixteen bytes that nobody can guess (122 bits of them by chance).
pub fn chance() -> [u8; 16] {
    Uuid::new_v4().into_bytes()
}

/// The same, for one commitment.
pub(super) fn salt() -> [u8; 16] {
    chance()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::EventId;

    #[test]
    fn later_ids_sort_later() {
        let ids: Vec<EventId> = (0..1000).map(|_| fresh()).collect();
        assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]));
        assert_ne!(salt(), salt());
    }
}
