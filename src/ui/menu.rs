//! A menu under the player's hands: an arrow, pages, and a search.
//!
//! dialoguer's Select panics in a window of two rows.

use dialoguer::console::Key;

use super::Menu;
use super::edit::Edit;

/// Where the player is in a menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The items that are found, by their place in the menu.
    found: Vec<usize>,
    /// The arrow, among those found.
    at: usize,
    /// What is searched for.
    pub search: Edit,
}

/// What a key does to a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The menu goes on standing.
    NotYet,
    Item(usize),
    /// The player wants none.
    Nothing,
}

impl Place {
    #[must_use]
    pub fn new(menu: &Menu<'_>) -> Self {
        Self {
            found: (0..menu.items.len()).collect(),
            at: menu.first.min(menu.items.len().saturating_sub(1)),
            search: Edit::default(),
        }
    }

    /// The items that can be seen where there is room for so many, and whether
    /// the arrow is at them.
    pub fn seen(&self, room: usize) -> impl Iterator<Item = (usize, bool)> + '_ {
        let room = room.max(1);
        let page = self.at / room * room;
        let page = self.found.iter().enumerate().skip(page).take(room);
        page.map(|(n, item)| (*item, n == self.at))
    }

    /// A page is as many items as there is room for.
    pub fn press(&mut self, key: &Key, menu: &Menu<'_>, room: usize) -> Chosen {
        let last = self.found.len().saturating_sub(1);
        match key {
            Key::Enter => {
                let item = self.found.get(self.at);
                return item.map_or(Chosen::NotYet, |item| Chosen::Item(*item));
            }
            Key::Escape | Key::Char('\u{4}') => return Chosen::Nothing,
            Key::ArrowUp | Key::BackTab => self.at = self.at.checked_sub(1).unwrap_or(last),
            Key::ArrowDown | Key::Tab => self.at = if self.at < last { self.at + 1 } else { 0 },
            Key::Home => self.at = 0,
            Key::End => self.at = last,
            Key::PageUp => self.at = self.at.saturating_sub(room.max(1)),
            Key::PageDown => self.at = (self.at + room.max(1)).min(last),
            key if menu.searched => self.find(key, menu),
            Key::Char('q' | 'Q') => return Chosen::Nothing,
            Key::Char('k') => return self.press(&Key::ArrowUp, menu, room),
            Key::Char('j' | ' ') => return self.press(&Key::ArrowDown, menu, room),
            _ => {}
        }
        Chosen::NotYet
    }

    /// Searches for items that hold each word typed, in any case.
    fn find(&mut self, key: &Key, menu: &Menu<'_>) {
        let before = self.search.text();
        self.search.press(key);
        let text = self.search.text();
        if text == before {
            return;
        }
        let text = text.to_lowercase();
        let holds = |n: &usize| {
            let item = menu.items[*n].to_lowercase();
            text.split_whitespace().all(|word| item.contains(word))
        };
        self.found = (0..menu.items.len()).filter(holds).collect();
        self.at = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACE: Key = Key::Char(' ');

    fn items() -> Vec<String> {
        let items = ["Jim and Pam", "Pranks and Dwight", "Café Disco", "Finales"];
        items.map(str::to_owned).to_vec()
    }

    /// What is at the arrow after these keys, in a window with room for two.
    fn at(menu: &Menu<'_>, keys: &[Key]) -> Option<usize> {
        let mut place = Place::new(menu);
        for key in keys {
            assert_eq!(place.press(key, menu, 2), Chosen::NotYet, "{keys:?}");
        }
        let seen: Vec<_> = place.seen(2).collect();
        assert!(seen.len() <= 2, "{keys:?}: {seen:?}");
        seen.iter().find(|(_, here)| *here).map(|(item, _)| *item)
    }

    #[test]
    fn keys_move_the_arrow() {
        let items = items();
        let menu = Menu {
            prompt: "",
            items: &items,
            first: 1,
            searched: false,
        };
        let cases: [(&[Key], usize); 11] = [
            (&[], 1),
            (&[Key::ArrowDown], 2),
            (&[Key::Char('j'), SPACE], 3),
            (&[Key::ArrowUp], 0),
            (&[Key::ArrowUp, Key::Char('k')], 3),
            (&[Key::End], 3),
            (&[Key::End, Key::Tab], 0),
            (&[Key::Home, Key::BackTab], 3),
            (&[Key::PageDown], 3),
            (&[Key::PageDown, Key::PageUp, Key::PageUp], 0),
            (&[Key::Char('1'), Key::Unknown], 1),
        ];
        for (keys, expected) in cases {
            assert_eq!(at(&menu, keys), Some(expected), "{keys:?}");
        }
    }

    #[test]
    fn typing_searches_the_items() {
        let items = items();
        let menu = Menu {
            prompt: "",
            items: &items,
            first: 2,
            searched: true,
        };
        for (typed, expected) in [
            ("", Some(2)),
            ("PRANKS", Some(1)),
            ("dwight and", Some(1)),
            ("and", Some(0)),
            ("CAFÉ", Some(2)),
            ("q", None),
            ("j", Some(0)),
        ] {
            let keys: Vec<_> = typed.chars().map(Key::Char).collect();
            assert_eq!(at(&menu, &keys), expected, "{typed}");
        }
        let keys = [Key::Char('x'), Key::ArrowDown, Key::Enter, Key::Backspace];
        assert_eq!(at(&menu, &keys), Some(0), "all are found again");
    }

    #[test]
    fn keys_that_end_the_menu() {
        let items = items();
        for searched in [false, true] {
            let menu = Menu {
                prompt: "",
                items: &items,
                first: 3,
                searched,
            };
            let q = if searched {
                Chosen::NotYet
            } else {
                Chosen::Nothing
            };
            for (key, expected) in [
                (Key::Enter, Chosen::Item(3)),
                (Key::Escape, Chosen::Nothing),
                (Key::Char('\u{4}'), Chosen::Nothing),
                (Key::Char('q'), q),
            ] {
                assert_eq!(Place::new(&menu).press(&key, &menu, 1), expected, "{key:?}");
            }
        }
    }
}
