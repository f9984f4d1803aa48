//! What a player has been asked, in the form the draw needs.

/// For each question of a bank, how long ago the player was last asked it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recency {
    /// By entry: 0 for never, else a number that grows with time.
    last: Vec<u32>,
}

impl Recency {
    /// Nothing has been asked, or it does not matter.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether what was asked does not matter.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.last.is_empty()
    }

    /// From the entries that were asked, longest ago first. If an entry comes more
    /// than once, the last one counts.
    #[must_use]
    pub fn from_oldest_first(asked: impl IntoIterator<Item = u32>, len: u32) -> Self {
        let mut last = vec![0; len as usize];
        for (entry, time) in asked.into_iter().zip(1..) {
            if let Some(slot) = last.get_mut(entry as usize) {
                *slot = time;
            }
        }
        Self { last }
    }

    /// When the entry was last asked: 0 for never, else only good for comparing.
    #[must_use]
    pub fn last(&self, entry: u32) -> u32 {
        self.last.get(entry as usize).copied().unwrap_or(0)
    }
}
