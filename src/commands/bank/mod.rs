//! `dundie bank`: work on question banks.

pub mod add;
pub mod check;
pub mod explain;
pub mod export;
pub mod import;
pub mod list;
pub mod remove;
pub mod show;
