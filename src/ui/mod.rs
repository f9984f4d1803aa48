//! The edge to the player: pages and prompts, plain lines, words and colors.

mod area;
mod ask;
pub mod calendar;
pub mod card;
pub mod charts;
pub mod countdown;
mod edit;
mod help;
mod keys;
pub mod layout;
pub mod lines;
mod order;
mod page;
mod pages;
pub mod parse_line;
pub mod prompter;
mod question;
pub mod result;
pub mod review;
mod screen;
mod selection;
#[cfg(unix)]
pub mod sequences;
pub mod signals;
pub mod standings;
pub mod strip;
pub mod style;
pub mod tables;
pub mod terminal;
mod theme;
pub mod verdict;
pub mod words;
