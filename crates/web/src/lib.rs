//! Pages, forms and sessions: speaks HTTP, decides nothing.

pub mod assets;
pub mod components;
pub mod forms;
pub mod frame;
pub mod preferences;

#[cfg(test)]
mod samples;
