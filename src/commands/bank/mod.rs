//! `dundie bank`: work on question banks.

pub mod check;
pub mod explain;
pub mod show;
